import type { Engine } from "../docker/engine.ts";
import { usualCause } from "./causes.ts";
import type { Node, Task } from "./types.ts";
import type { Watched } from "./watch.ts";

/** Why one task ended, as far as the swarm tells. */
export interface Failure {
  readonly service: string;
  /** `www.2`, or the service's name and the node's for a global service. */
  readonly task: string;
  readonly node: string;
  readonly state: string;
  readonly error: string;
  readonly exitCode: number | undefined;
  /** Output of the last health checks, where the task's container is on the manager we talk to. */
  readonly health: readonly string[];
  readonly log: readonly string[];
  readonly cause: string | undefined;
}

const LOG_LINES = 20;

/** The last failed task of each service that did not converge, with its log. Nothing here may fail the report. */
export async function diagnose(
  engine: Engine,
  watched: readonly Watched[],
  nodes: readonly Node[],
): Promise<Failure[]> {
  const bad = watched.filter(({ state }) => state !== "converged");
  const found = await Promise.all(bad.map((one) => explainService(engine, one, nodes)));
  return found.flat();
}

async function explainService(engine: Engine, one: Watched, nodes: readonly Node[]): Promise<Failure[]> {
  const task = one.failures.at(-1);
  if (task === undefined) return [];
  const [log, inspected] = await Promise.all([readLog(engine, task), inspect(engine, task)]);
  const node = nodes.find(({ ID }) => ID === task.NodeID)?.Description?.Hostname ?? task.NodeID ?? "no node";
  const unhealthy = inspected.health.at(-1);
  const ended = unhealthy === undefined ? "it ended by itself" : `unhealthy (${unhealthy})`;
  const error = task.Status.Err || (task.Status.State === "complete" ? ended : (task.Status.Message ?? ""));
  const exitCode =
    error.startsWith("task: non-zero") || task.Status.State === "complete" || inspected.ran
      ? task.Status.ContainerStatus?.ExitCode
      : undefined;
  const facts = {
    state: task.Status.State,
    error,
    exitCode,
    health: inspected.health,
    outOfMemory: inspected.outOfMemory,
  };
  return [
    {
      service: one.name,
      task: `${one.name}.${task.Slot ? task.Slot : node}`,
      node,
      state: task.Status.State,
      error,
      exitCode,
      health: inspected.health,
      log,
      cause: usualCause(facts),
    },
  ];
}

interface Inspected {
  readonly ran: boolean;
  readonly health: string[];
  readonly outOfMemory: boolean;
}

interface Container {
  readonly State?: {
    readonly StartedAt?: string;
    readonly OOMKilled?: boolean;
    readonly Health?: {
      readonly Status?: string;
      readonly Log?: readonly { ExitCode: number; Output: string }[];
    };
  };
}

async function inspect(engine: Engine, task: Task): Promise<Inspected> {
  const id = task.Status.ContainerStatus?.ContainerID;
  const unknown = { ran: false, health: [], outOfMemory: false };
  if (id === undefined || id === "") return unknown;
  try {
    const { State: state } = await engine.get<Container>(`/containers/${id}/json`, { limit: 10 });
    const failing = (state?.Health?.Log ?? []).filter(({ ExitCode }) => ExitCode !== 0).slice(-2);
    const health = failing.map(({ ExitCode, Output }) => `exit ${ExitCode}: ${Output.trim()}`);
    const ran = !(state?.StartedAt ?? "0001").startsWith("0001");
    return { ran, health, outOfMemory: state?.OOMKilled === true };
  } catch {
    return unknown;
  }
}

async function readLog(engine: Engine, task: Task): Promise<string[]> {
  try {
    const query = { stdout: true, stderr: true, tail: LOG_LINES };
    return demultiplex(await engine.bytes(`/tasks/${task.ID}/logs`, { query, limit: 10 }));
  } catch {
    return [];
  }
}

/** Takes the 8-byte frame headers out of a log: https://docs.docker.com/reference/api/engine/ "Stream format". */
export function demultiplex(bytes: Buffer): string[] {
  let text = "";
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at + 4);
    text += bytes.subarray(at + 8, at + 8 + size).toString("utf8");
    at += 8 + size;
  }
  return text.split("\n").filter((line) => line.trim() !== "");
}
