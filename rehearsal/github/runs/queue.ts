import type { Runner, RunRequest } from "../../runner/request.ts";
import type { Run } from "../state/model.ts";
import { now, type World } from "../state/world.ts";
import { deployJobs } from "./environments.ts";

/** A run with what the runner needs for it. */
export interface Order {
  readonly run: Run;
  readonly request: Omit<RunRequest, "token" | "signal" | "onLine" | "onJobs">;
  readonly token: { value: string; revoke: () => void };
  readonly cancelOthers: boolean;
}

const AT_ONCE = 2;

/** Executes runs, two at a time; runs of one concurrency group one after another. */
export class Queue {
  readonly #world: World;
  readonly #runner: Runner;
  readonly #waiting: Order[] = [];
  readonly #running = new Set<Order>();
  #changed: (() => void)[] = [];

  constructor(world: World, runner: Runner) {
    this.#world = world;
    this.#runner = runner;
  }

  add(order: Order): void {
    const { group } = order.run;
    if (group !== undefined) {
      // Of one group GitHub keeps at most one run waiting: the newest.
      for (const other of [...this.#waiting].filter((each) => each.run.group === group)) this.#drop(other);
      if (order.cancelOthers) {
        for (const other of this.#running) if (other.run.group === group) other.run.abort.abort();
      }
    }
    order.run.abort.signal.addEventListener("abort", () => {
      if (this.#waiting.includes(order)) this.#drop(order);
    });
    this.#waiting.push(order);
    this.#next();
  }

  /** Resolves when something changed since the call: a run started or ended. */
  change(): Promise<void> {
    return new Promise((resolve) => this.#changed.push(resolve));
  }

  /** Cancels everything and waits until nothing runs. */
  async close(): Promise<void> {
    for (const order of [...this.#waiting]) this.#drop(order);
    for (const order of this.#running) order.run.abort.abort();
    while (this.#running.size > 0) await this.change();
  }

  #drop(order: Order): void {
    this.#waiting.splice(this.#waiting.indexOf(order), 1);
    order.token.revoke();
    finish(order.run, "cancelled");
    this.#notify();
  }

  #next(): void {
    const busy = new Set(
      [...this.#running].map(({ run }) => run.group).filter((group) => group !== undefined),
    );
    const order = this.#waiting.find(({ run }) => run.group === undefined || !busy.has(run.group));
    if (order === undefined || this.#running.size >= AT_ONCE) return;
    this.#waiting.splice(this.#waiting.indexOf(order), 1);
    this.#running.add(order);
    void this.#execute(order).finally(() => {
      this.#running.delete(order);
      this.#notify();
      this.#next();
    });
    this.#next();
  }

  async #execute(order: Order): Promise<void> {
    const { run, request, token } = order;
    run.status = "in_progress";
    this.#notify();
    try {
      const result = await this.#runner.run({
        ...request,
        token: token.value,
        signal: run.abort.signal,
        onLine: (line) => {
          run.log.push(line);
          this.#world.log(`${run.name} #${run.number} ${line}`);
        },
        onJobs: (jobs) => this.#jobs(run, jobs),
      });
      for (const [name, zip] of Object.entries(result.artifacts)) {
        this.#world.artifacts.push({ id: this.#world.nextId(), run: run.id, name, zip, createdAt: now() });
      }
      this.#jobs(run, result.jobs);
      finish(run, result.conclusion);
    } catch (error) {
      run.log.push(`##[error]${error instanceof Error ? error.message : String(error)}`);
      this.#world.log(`${run.name} #${run.number}: ${error instanceof Error ? error.stack : String(error)}`);
      finish(run, "failure");
    } finally {
      token.revoke();
    }
  }

  #jobs(run: Run, jobs: Run["jobs"]): void {
    run.jobs = jobs;
    run.updatedAt = now();
    deployJobs(this.#world, run);
  }

  #notify(): void {
    const waiting = this.#changed;
    this.#changed = [];
    for (const tell of waiting) tell();
  }
}

function finish(run: Run, conclusion: NonNullable<Run["conclusion"]>): void {
  Object.assign(run, { status: "completed", conclusion, updatedAt: now() });
}
