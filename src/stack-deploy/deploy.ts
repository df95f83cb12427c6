import { info } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import type { Rendered } from "../lib/compose/render.ts";
import { stackDeploy, stackDeployHelp } from "../lib/docker/cli.ts";
import { Cancelled, explain } from "../lib/errors/errors.ts";
import { show } from "../lib/report/log.ts";
import { diagnose, type Failure } from "../lib/swarm/diagnosis.ts";
import { pruneContents, pruneServices } from "../lib/swarm/prune.ts";
import { restoreStack } from "../lib/swarm/restore.ts";
import { readNodes, readStack, type Snapshot } from "../lib/swarm/stack.ts";
import { type Watched, watchStack } from "../lib/swarm/watch.ts";
import type { Inputs } from "./inputs.ts";
import type { Link } from "./link.ts";

/** What one deploy works with. */
export interface Work {
  readonly edges: Edges;
  readonly inputs: Inputs;
  readonly link: Link;
  readonly rendered: Rendered;
  readonly dockerConfig: string;
}

/** Gives the rendered stack to the engine. Returns at once; whether it works out shows the watch. */
export async function applyStack({
  edges: { shell },
  inputs,
  link,
  rendered,
  dockerConfig,
}: Work): Promise<void> {
  const help = await shell.run(stackDeployHelp);
  const detach = help.stdout.includes("--detach");
  const { stack } = inputs;
  await shell.run(stackDeploy({ stack, rendered: rendered.text, socket: link.socket, dockerConfig, detach }));
}

/** Watches the services of the stack's files until they converged, failed, or the limit is reached. */
export async function watchDeploy(work: Work, before: Snapshot): Promise<Watched[]> {
  const { inputs, rendered } = work;
  info(`Watching ${rendered.services.length} services for at most ${inputs.timeout} s`);
  return watch(work, { names: rendered.services, ended: endedTasks(before), restoring: false });
}

/** Why it failed, printed before anything is undone: the tasks go with the rollback. */
export async function explainFailures(
  { link: { engine } }: Work,
  watched: readonly Watched[],
): Promise<Failure[]> {
  return diagnose(engine, watched, await readNodes(engine).catch(() => []));
}

/** What going back came to. */
export interface Undone {
  readonly ok: boolean;
  /** One line for the message of the job. */
  readonly text: string;
}

/** Puts back what ran before and watches that it runs again; a first deploy leaves nothing. */
export async function undo(work: Work, before: Snapshot): Promise<Undone> {
  const { link, inputs } = work;
  try {
    const engine = await link.check();
    const now = await readStack(engine, inputs.stack);
    const { back, removed } = await restoreStack(engine, inputs.stack, { before, login: inputs.login });
    if (back.length === 0) {
      return {
        ok: true,
        text: `it was the first deploy, and what it made is removed (${removed.join(", ")})`,
      };
    }
    info(
      `Going back to what ran before: ${back.join(", ")}${removed.length > 0 ? `; removed: ${removed.join(", ")}` : ""}`,
    );
    const names = before.services.map(({ Spec }) => Spec.Name.slice(inputs.stack.length + 1));
    const watched = await watch(work, { names, ended: endedTasks(now), restoring: true });
    const bad = watched.filter(({ state }) => state !== "converged");
    if (bad.length === 0) return { ok: true, text: "what ran before runs again" };
    return { ok: false, text: `what ran before does not run again: ${bad.map(describe).join("; ")}` };
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return { ok: false, text: `going back failed: ${explain(error)}` };
  }
}

/** Removes what the stack no longer has; last, so that going back never has to make anything again. */
export async function prune({ inputs, link: { engine }, rendered }: Work): Promise<string[]> {
  if (!inputs.prune) return [];
  const services = await pruneServices(engine, inputs.stack, rendered.services);
  return [...services, ...(await pruneContents(engine, inputs.stack))];
}

/** `www 1/2: 1 preparing` */
export function describe({ name, running, wanted, detail }: Watched): string {
  return `${name} ${running}/${wanted}: ${detail}`;
}

function watch(
  { inputs, link, edges }: Work,
  { names, ended, restoring }: { names: readonly string[]; ended: ReadonlySet<string>; restoring: boolean },
): Promise<Watched[]> {
  return watchStack((failure) => link.reopen(failure), {
    stack: inputs.stack,
    services: names.map((name) => `${inputs.stack}_${name}`),
    endedBefore: ended,
    settle: inputs.settle,
    limit: inputs.timeout,
    restoring,
    signal: edges.signal,
    onProgress: show,
  });
}

function endedTasks(snapshot: Snapshot): Set<string> {
  const ended = ["complete", "failed", "rejected", "shutdown", "orphaned", "remove"];
  return new Set(snapshot.tasks.filter((task) => ended.includes(task.Status.State)).map(({ ID }) => ID));
}
