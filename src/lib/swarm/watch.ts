import { type Engine, EngineUnreachable } from "../docker/engine.ts";
import { Cancelled, UserError } from "../errors/errors.ts";
import { endedBadly, judge, type Verdict } from "./convergence.ts";
import { readNodes, readTasks, shortName } from "./stack.ts";
import type { Service, Task } from "./types.ts";

/** What to watch, and until when. */
export interface Watch {
  readonly stack: string;
  /** Names of the services, with the stack's name in front. */
  readonly services: readonly string[];
  readonly endedBefore: ReadonlySet<string>;
  /** Seconds that tasks must have run at least. */
  readonly settle: number;
  /** Limit in seconds. */
  readonly limit: number;
  readonly restoring: boolean;
  readonly signal: AbortSignal;
  /** Called when a service's line changes. */
  readonly onProgress: (line: string) => void;
}

/** One service at the end of a watch. */
export interface Watched extends Verdict {
  readonly name: string;
  readonly service: Service;
  /** Seconds from the start of the watch until it converged or failed; until the end, when it did neither. */
  readonly seconds: number;
  /** Tasks that ended badly while we watched, oldest first. */
  readonly failures: readonly Task[];
}

/** Seconds between looks when no event comes: the event stream sometimes stops (docker/for-linux#101). */
const QUIET = 1.5;

/** Gives the client to use; after a failure it may first have to reconnect. */
export type EngineSource = (failure?: EngineUnreachable) => Promise<Engine>;

/**
 * Watches until every service has converged, one has failed, or the limit is reached. Wakes on the engine's events,
 * decides from task states. A dropped connection is reopened and the watch goes on.
 */
export async function watchStack(source: EngineSource, watch: Watch): Promise<Watched[]> {
  const started = performance.now();
  const seen = new Map<string, Task>();
  const done = new Map<string, number>();
  const lines = new Map<string, string>();
  let engine = await source();
  let skew = await clockSkew(engine);
  let wake = subscribe(engine);
  let due = QUIET;
  try {
    for (;;) {
      try {
        const looked = await look(engine, { watch, seen, now: Date.now() + skew });
        const elapsed = (performance.now() - started) / 1000;
        for (const one of looked) report(one, { lines, done, elapsed, watch });
        const over =
          looked.every(({ state }) => state === "converged") ||
          looked.some(({ state }) => state === "failed");
        due = Math.min(QUIET, ...looked.flatMap((one) => (one.due === undefined ? [] : [one.due / 1000])));
        if (over || elapsed >= watch.limit) {
          return looked.map((one) => ({ ...one, seconds: done.get(one.name) ?? elapsed }));
        }
      } catch (error) {
        const late = performance.now() - started >= watch.limit * 1000;
        if (!(error instanceof EngineUnreachable) || late) throw error;
        wake.close();
        engine = await source(error);
        skew = await clockSkew(engine);
        wake = subscribe(engine);
      }
      if (watch.signal.aborted)
        throw new Cancelled(`watching stack ${watch.stack} (the swarm goes on by itself)`);
      await wake.next(due, watch.signal);
    }
  } finally {
    wake.close();
  }
}

type Looked = Omit<Watched, "seconds">;

async function look(
  engine: Engine,
  { watch, seen, now }: { watch: Watch; seen: Map<string, Task>; now: number },
): Promise<Looked[]> {
  const query = { filters: { name: watch.services } };
  const [all, nodes] = await Promise.all([
    watch.services.length === 0 ? [] : engine.get<Service[]>("/services", { query }),
    readNodes(engine),
  ]);
  // The engine's name filter takes prefixes too.
  const services = all.filter((service) => watch.services.includes(service.Spec.Name));
  const missing = watch.services.find((name) => !services.some(({ Spec }) => Spec.Name === name));
  if (missing !== undefined) throw new UserError(`service ${missing} is gone: somebody removed it meanwhile`);
  for (const task of await readTasks(engine, services)) seen.set(task.ID, task);
  return services.map((service) => {
    const tasks = [...seen.values()].filter((task) => task.ServiceID === service.ID);
    const view = { service, tasks, nodes, now, settle: watch.settle * 1000, endedBefore: watch.endedBefore };
    const failures = tasks
      .filter((task) => !watch.endedBefore.has(task.ID) && endedBadly(task, service))
      .sort((a, b) => a.UpdatedAt.localeCompare(b.UpdatedAt));
    return {
      name: shortName(watch.stack, service),
      service,
      failures,
      ...judge({ ...view, restoring: watch.restoring }),
    };
  });
}

function report(
  { name, state, running, wanted, detail }: Looked,
  {
    lines,
    done,
    elapsed,
    watch,
  }: { lines: Map<string, string>; done: Map<string, number>; elapsed: number; watch: Watch },
): void {
  const line = `${name}: ${running}/${wanted} ${detail}`;
  if (state === "waiting") done.delete(name);
  else if (!done.has(name)) done.set(name, elapsed);
  if (lines.get(name) === line) return;
  lines.set(name, line);
  watch.onProgress(`${elapsed.toFixed(1).padStart(6)} s  ${line}`);
}

/** Milliseconds to add to our clock to get the manager's, which stamps the tasks. */
async function clockSkew(engine: Engine): Promise<number> {
  const { SystemTime } = await engine.get<{ SystemTime?: string }>("/info");
  const theirs = Date.parse(SystemTime ?? "");
  return Number.isNaN(theirs) ? 0 : theirs - Date.now();
}

/** Wakes soon after an event, and at the latest after QUIET seconds. */
function subscribe(engine: Engine) {
  const ended = new AbortController();
  let happened = false;
  let wakeUp = () => {};
  const onEvent = () => {
    happened = true;
    wakeUp();
  };
  const filters = { type: ["service", "container", "node"] };
  engine.lines("/events", { query: { filters }, signal: ended.signal }, onEvent).catch(() => {});
  const next = (seconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        // A container's start reaches the manager's task state a moment later; many events make one look.
        setTimeout(resolve, 50);
        happened = false;
        wakeUp = () => {};
      };
      const timer = setTimeout(finish, Math.max(0, seconds) * 1000);
      signal.addEventListener("abort", finish);
      wakeUp = finish;
      if (happened) finish();
    });
  return { next, close: () => ended.abort() };
}
