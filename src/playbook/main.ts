import { randomUUID } from "node:crypto";
import { info } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import {
  ansiblePlaybook,
  closeMasters,
  type PlaybookRun,
  readEventsFile,
  writeRunFiles,
} from "../lib/ansible/ansible.ts";
import { type Run, readEvents } from "../lib/ansible/events.ts";
import { findPlaybook } from "../lib/ansible/playbooks.ts";
import { UserError } from "../lib/errors/errors.ts";
import type { Fleet } from "../lib/fleet/fleet.ts";
import { CommandFailed, type Shell } from "../lib/shell/command.ts";
import { closeIdentity, type Identity, openIdentity } from "../lib/ssh/identity.ts";
import { failureOf } from "./failure.ts";
import { readTerraformFleet } from "./fleet.ts";
import type { Inputs } from "./inputs.ts";

/** What came of it: the run as far as it got, and why it is a failure, if it is one. */
export interface Outcome {
  readonly run: Run;
  readonly playbook: string;
  readonly failure?: unknown;
}

/** Finds the playbook and the fleet, plays it with a key that only our own agent holds, and reads what happened. */
export async function main(inputs: Inputs, { shell }: Edges): Promise<Outcome> {
  const playbook = await findPlaybook(inputs.directory, inputs.playbook);
  const { check, variables, limit, timeout, privateKey } = inputs;
  const fleet = "nodes" in inputs.fleet ? inputs.fleet : await readTerraformFleet(shell, inputs.fleet);
  checkLimit(limit, fleet);
  const identity = await openIdentity(shell, { privateKey, knownHosts: fleet.known_hosts });
  try {
    return await play(shell, identity, { playbook, fleet, check, variables, limit, timeout });
  } finally {
    await closeIdentity(identity);
  }
}

async function play(shell: Shell, identity: Identity, run: PlaybookRun): Promise<Outcome> {
  const files = await writeRunFiles(identity, run);
  let failure: unknown;
  // What a droplet prints must not be read as a command to the runner.
  const token = randomUUID();
  info(`::stop-commands::${token}`);
  try {
    await shell.run(ansiblePlaybook(run, files, identity));
  } catch (error) {
    failure = withoutAnsible(error);
  } finally {
    info(`::${token}::`);
    await closeMasters(files, identity);
  }
  const events = readEvents(await readEventsFile(files));
  return { run: events, playbook: run.playbook.name, failure: whatFailed(events, run, failure) };
}

/**
 * Exit codes with which Ansible says that hosts failed (2), could not be reached (4) or that a play was broken off (8),
 * added up. For these the hosts' own reasons matter, for all others (syntax, limit, cancel) the command's.
 */
const HOSTS_FAILED = 2 + 4 + 8;

function whatFailed(events: Run, run: PlaybookRun, failure: unknown): unknown {
  const { name } = run.playbook;
  if (failure instanceof CommandFailed) {
    const { exitCode } = failure.result;
    const hosts = exitCode !== 0 && (exitCode | HOSTS_FAILED) === HOSTS_FAILED;
    return (hosts ? failureOf(events, name, run.fleet) : undefined) ?? failure;
  }
  if (failure !== undefined || Object.keys(events.hosts).length > 0) return failure;
  return new UserError(
    `playbook ${name} found no host to play on: its "hosts:" or the limit match none of ${Object.keys(run.fleet.nodes).join(", ")}`,
  );
}

/** The one tool that a runner may lack. */
function withoutAnsible(error: unknown): unknown {
  if (!(error instanceof UserError) || !/is not on PATH/.test(error.message)) return error;
  return new UserError(
    'ansible-playbook is not on PATH: install it in a step before, for example "pipx install --include-deps ansible" (PyPI) or "apt-get install ansible"',
    { cause: error },
  );
}

/** A name that is no host of the fleet would make Ansible play on nobody, and say that all is well. */
function checkLimit(limit: readonly string[], fleet: Fleet): void {
  const plain = limit.filter((pattern) => /^[\w.-]+$/.test(pattern));
  const known = new Set([...Object.keys(fleet.nodes), "manager", "worker", "all"]);
  const unknown = plain.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new UserError(
    `limit names ${unknown.join(", ")}, which the fleet does not have; it has ${[...known].join(", ")}`,
  );
}
