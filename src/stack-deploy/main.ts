import { endGroup, info, startGroup, warning } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { renderStack } from "../lib/compose/render.ts";
import { openDockerConfig } from "../lib/docker/login.ts";
import { explain, UserError } from "../lib/errors/errors.ts";
import { show } from "../lib/report/log.ts";
import { CommandFailed } from "../lib/shell/command.ts";
import { closeIdentity, openIdentity } from "../lib/ssh/identity.ts";
import { isSameSpec, readStack, type Snapshot } from "../lib/swarm/stack.ts";
import type { Watched } from "../lib/swarm/watch.ts";
import { applyStack, describe, explainFailures, prune, undo, type Work, watchDeploy } from "./deploy.ts";
import { type Inputs, SIGNATURE } from "./inputs.ts";
import { openLink } from "./link.ts";
import { failureLines, type Outcome } from "./report.ts";

/** The story: render, connect, deploy, watch; when it fails, say why and go back. */
export async function main(inputs: Inputs, edges: Edges): Promise<Outcome> {
  const docker = await openDockerConfig(inputs.login);
  try {
    const { stack, composeFiles: files, variables, images, labels } = inputs;
    const options = { stack, files, variables, images, labels, dockerConfig: docker.directory };
    const rendered = await renderStack(edges.shell, options);
    heed(rendered.warnings, inputs.ignoredOptions);
    const identity = await openIdentity(edges.shell, inputs);
    try {
      const link = await openLink(edges, identity, inputs);
      info(`Connected to ${inputs.user}@${inputs.host}:${inputs.port}, a manager of its swarm`);
      try {
        return await deploy({ edges, inputs, link, rendered, dockerConfig: docker.directory });
      } finally {
        link.close();
      }
    } finally {
      await closeIdentity(identity);
    }
  } finally {
    await docker.close();
  }
}

async function deploy(work: Work): Promise<Outcome> {
  const { inputs, link } = work;
  const before = await readStack(link.engine, inputs.stack);
  let watched: Watched[] = [];
  try {
    await applyStack(work);
    watched = await watchDeploy(work, before);
  } catch (error) {
    // Also a connection that does not come back: the swarm may be half way, and the report has to say so.
    if (!(error instanceof CommandFailed || error instanceof UserError)) throw error;
    return failedOutcome(work, { before, watched, reason: explain(error) });
  }
  const bad = watched.filter(({ state }) => state !== "converged");
  if (bad.length > 0) {
    const late = bad.every(({ state }) => state === "waiting") ? ` within ${inputs.timeout} s` : "";
    const reason = `stack ${inputs.stack} did not converge${late}: ${bad.map(describe).join("; ")}`;
    return failedOutcome(work, { before, watched, reason });
  }
  const pruned = await prune(work);
  if (pruned.length > 0) info(`Removed what the stack no longer has: ${pruned.join(", ")}`);
  const outcome = isUnchanged(before, watched) && pruned.length === 0 ? "unchanged" : "converged";
  return { outcome, stack: inputs.stack, watched, failures: [], pruned };
}

interface Failing {
  readonly before: Snapshot;
  readonly watched: readonly Watched[];
  readonly reason: string;
}

async function failedOutcome(work: Work, { before, watched, reason }: Failing): Promise<Outcome> {
  const failures = await explainFailures(work, watched);
  startGroup(reason);
  for (const line of failureLines(failures)) show(line);
  endGroup();
  const causes = failures.map(
    ({ task, error, cause }) => `${task}: ${error}${cause === undefined ? "" : ` (${cause})`}`,
  );
  const base = {
    stack: work.inputs.stack,
    watched,
    failures,
    pruned: [],
    reason: [reason, ...causes].join("\n"),
  };
  if (work.inputs.onFailure === "keep") {
    return { ...base, outcome: "failed", undone: "it is left as it is, as on-failure: keep says" };
  }
  const { ok, text } = await undo(work, before);
  return { ...base, outcome: ok ? "rolled_back" : "failed", undone: text };
}

function isUnchanged(before: Snapshot, watched: readonly Watched[]): boolean {
  const old = new Map(before.services.map((service) => [service.ID, service.Spec]));
  return watched.every(({ service }) => {
    const spec = old.get(service.ID);
    return spec !== undefined && isSameSpec(spec, service.Spec, SIGNATURE);
  });
}

function heed(warnings: readonly string[], policy: Inputs["ignoredOptions"]): void {
  if (warnings.length === 0) return;
  if (policy === "refuse")
    throw new UserError(`the stack asks for what swarm ignores:\n- ${warnings.join("\n- ")}`);
  for (const line of warnings) warning(line);
}
