import { eligibleNodes } from "./placement.ts";
import type { Node, Service, Task, TaskSpec } from "./types.ts";

/** One service as it is at one moment, and what was there before the deploy. */
export interface View {
  readonly service: Service;
  /** Tasks of this service, also those that the engine has forgotten since. */
  readonly tasks: readonly Task[];
  readonly nodes: readonly Node[];
  /** Now, by the engine's clock, in milliseconds. */
  readonly now: number;
  /** Tasks that had ended before the deploy: their failures are not the deploy's. */
  readonly endedBefore: ReadonlySet<string>;
  /** Milliseconds that tasks must have run; the service's own monitor window counts when it is longer. */
  readonly settle: number;
  /** True while going back to what ran before: then a rollback by the engine is what we want. */
  readonly restoring: boolean;
}

/** What a view means. */
export interface Verdict {
  readonly state: "converged" | "waiting" | "failed";
  readonly running: number;
  readonly wanted: number;
  /** Why it is not converged; how it is, when it is. One line. */
  readonly detail: string;
  /** Milliseconds until only time is missing to converge; looking earlier shows nothing new. */
  readonly due?: number;
}

/** The engine's default of update_config.monitor, in nanoseconds. */
const MONITOR = 5e9;

/** Failures of one slot's tasks that make a crash loop. An update's own policy usually ends it after the first. */
const LOOP = 3;

/**
 * Decides from the tasks and not from UpdateStatus alone: an update is "completed" with every task crashing when its
 * failure action is `continue`, and a first deploy has no update status at all.
 */
export function judge(view: View): Verdict {
  const { service } = view;
  const current = view.tasks.filter((task) => isCurrent(task, service));
  const count = isJob(service) ? countJob(view, current) : countRunning(view, current);
  const verdict = (state: Verdict["state"], detail: string): Verdict => ({ state, detail, ...count });
  const failure = failed(view, current);
  if (failure !== undefined) return verdict("failed", failure);
  if (count.running < count.wanted) return verdict("waiting", waitingFor(view, current));
  const left = isJob(service) ? [] : view.tasks.filter((task) => isAlive(task) && !isCurrent(task, service));
  if (left.length > 0) return verdict("waiting", `${left.length} of the version before still there`);
  const update = service.UpdateStatus?.State;
  if (update === "updating" || update === "rollback_started")
    return verdict("waiting", "update in its monitor window");
  const due = timeToSettle(view, current);
  if (due > 0) return { ...verdict("waiting", "running, to stay so for its monitor window"), due };
  return verdict("converged", isJob(service) ? "completed" : "running");
}

/**
 * Whether a task runs the service's present specification. As the orchestrator, without placement (a task that still
 * fits stays); the API shows `Runtime` in services alone.
 */
function isCurrent(task: Task, service: Service): boolean {
  if (isJob(service)) return task.JobIteration?.Index === service.JobStatus?.JobIteration?.Index;
  return canonical(essence(task.Spec)) === canonical(essence(service.Spec.TaskTemplate));
}

/** JSON with sorted keys, for comparing what the engine gives in any order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Whether a task ended otherwise than its service wants: it failed, was rejected, or ended although it is to run for ever. */
export function endedBadly(task: Task, service: Service): boolean {
  const { State: state } = task.Status;
  if (state === "failed" || state === "rejected") return true;
  return state === "complete" && !isJob(service) && restarts(service) === "any";
}

function isJob({ Spec: { Mode: mode } }: Service): boolean {
  return mode?.ReplicatedJob !== undefined || mode?.GlobalJob !== undefined;
}

function essence(spec: TaskSpec): object {
  const { Placement: _placement, Runtime: _runtime, ...rest } = spec as TaskSpec & { Runtime?: string };
  return rest;
}

function restarts(service: Service): string {
  return service.Spec.TaskTemplate.RestartPolicy?.Condition ?? "any";
}

function isAlive(task: Task): boolean {
  return task.DesiredState === "running" || task.DesiredState === "ready";
}

function slotOf(task: Task): string {
  return task.Slot === undefined || task.Slot === 0 ? (task.NodeID ?? "") : String(task.Slot);
}

function wantedOf({ service, nodes }: View): number {
  const { Mode: mode } = service.Spec;
  if (mode?.ReplicatedJob !== undefined)
    return mode.ReplicatedJob.TotalCompletions ?? mode.ReplicatedJob.MaxConcurrent ?? 1;
  if (mode?.Global !== undefined || mode?.GlobalJob !== undefined)
    return eligibleNodes(service.Spec, nodes).length;
  return mode?.Replicated?.Replicas ?? 1;
}

function countJob(view: View, current: readonly Task[]) {
  return {
    running: current.filter((task) => task.Status.State === "complete").length,
    wanted: wantedOf(view),
  };
}

function countRunning(view: View, current: readonly Task[]) {
  const good = current.filter((task) => isGood(view, task));
  return { running: new Set(good.map(slotOf)).size, wanted: wantedOf(view) };
}

/** A one-shot service (restart none or on-failure) has done what it is for when its task is complete. */
function isGood({ service }: View, task: Task): boolean {
  if (task.Status.State === "running") return task.DesiredState === "running";
  return task.Status.State === "complete" && restarts(service) !== "any";
}

/** Milliseconds for which the running tasks still have to stay so. */
function timeToSettle(view: View, current: readonly Task[]): number {
  const monitor = (view.service.Spec.UpdateConfig?.Monitor || MONITOR) / 1e6;
  const since = current
    .filter((task) => task.Status.State === "running")
    .map((task) => Date.parse(task.UpdatedAt))
    .reduce((latest, time) => Math.max(latest, time), 0);
  return since + Math.max(monitor, view.settle) - view.now;
}

function failed(view: View, current: readonly Task[]): string | undefined {
  const { State: update = "", Message: message = "" } = view.service.UpdateStatus ?? {};
  if (update === "rollback_paused") return `the engine's rollback failed (${message})`;
  if (update === "paused") return `the engine paused the update (${message})`;
  if (update.startsWith("rollback") && !view.restoring)
    return `the engine rolled the update back (${message})`;
  const policy = view.service.Spec.TaskTemplate.RestartPolicy;
  const crashes = new Map<string, number>();
  for (const task of current) {
    if (view.endedBefore.has(task.ID) || !endedBadly(task, view.service)) continue;
    const times = (crashes.get(slotOf(task)) ?? 0) + 1;
    crashes.set(slotOf(task), times);
    if (restarts(view.service) === "none") return "a task failed, and its restart policy is none";
    if (policy?.MaxAttempts && times > policy.MaxAttempts)
      return `a task failed ${times} times, its max_attempts`;
    if (times >= LOOP) return `a task ended ${times} times in a row: a crash loop`;
  }
  return undefined;
}

function waitingFor(view: View, current: readonly Task[]): string {
  const ended = ["complete", "failed", "rejected", "shutdown", "orphaned", "remove"];
  const alive = current.filter(({ DesiredState: desired, Status: { State: state } }) => {
    return ["running", "ready", "complete"].includes(desired) && !ended.includes(state);
  });
  const states = new Map<string, number>();
  for (const task of alive.filter((task) => isJob(view.service) || !isGood(view, task))) {
    const reason =
      task.Status.State === "pending" && task.Status.Err ? `pending: ${task.Status.Err}` : task.Status.State;
    states.set(reason, (states.get(reason) ?? 0) + 1);
  }
  const crashed = current.filter(
    (task) => !view.endedBefore.has(task.ID) && endedBadly(task, view.service),
  ).length;
  if (crashed > 0) states.set("ended", crashed);
  return [...states].map(([state, times]) => `${times} ${state}`).join(", ") || "no task yet";
}
