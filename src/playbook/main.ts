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
import type { Shell } from "../lib/shell/command.ts";
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
  const { name } = run.playbook;
  const told = failureOf(events, name, run.fleet);
  if (failure === undefined) return { run: events, playbook: name };
  return { run: events, playbook: name, failure: told ?? failure };
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
