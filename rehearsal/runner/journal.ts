import { annotation, type Entry, LEVELS, logLine, parseEntry } from "./entry.ts";
import type { Masker } from "./masker.ts";
import { firstLine, type PlannedJob } from "./plan.ts";
import type { Job, Step } from "./request.ts";

/** Turns act's log into jobs, steps, summaries and annotations. */
export class Journal {
  readonly jobs: Job[] = [];
  readonly lines: string[] = [];
  readonly #byName = new Map<string, Job>();
  readonly #plan: readonly PlannedJob[];
  readonly #masker: Masker;
  readonly #onLine: (line: string) => void;

  constructor(plan: readonly PlannedJob[], masker: Masker, onLine: (line: string) => void) {
    this.#plan = plan;
    this.#masker = masker;
    this.#onLine = onLine;
  }

  /** Reads one line of act's output; gives true when a job or a step changed its state. */
  read(text: string): boolean {
    const entry = parseEntry(text);
    if (entry === undefined) return this.#say("act", text);
    if (entry.command === "add-mask") {
      this.#masker.add(entry.arg ?? "");
      return false;
    }
    if (entry.jobID === undefined || entry.job === undefined) {
      return entry.level === "error" ? this.#say("act", entry.msg ?? "") : false;
    }
    const job = this.#job(entry.job.trim(), entry);
    const step = this.#step(job, entry);
    if (step !== undefined) this.#readStep(job, step, entry);
    if (entry.jobResult === undefined) return entry.stepResult !== undefined || /^⭐ /.test(entry.msg ?? "");
    job.conclusion = entry.jobResult;
    job.completedAt = entry.time ?? null;
    for (const open of job.steps) if (open.conclusion === null) open.conclusion = "skipped";
    return true;
  }

  /** Jobs that act never mentioned were skipped; when the run was cancelled, what failed or never ended was too. */
  close(cancelled: boolean): void {
    for (const planned of this.#plan) {
      if (this.jobs.some((job) => job.id === planned.id)) continue;
      this.jobs.push({ ...emptyJob(planned, planned.name), conclusion: cancelled ? "cancelled" : "skipped" });
    }
    for (const job of this.jobs) {
      if (cancelled && (job.conclusion === null || job.conclusion === "failure"))
        job.conclusion = "cancelled";
      job.conclusion ??= "failure";
      for (const step of job.steps) step.conclusion ??= cancelled ? "cancelled" : "skipped";
    }
  }

  /** A line that belongs to no step. */
  note(line: string): void {
    this.#say("act", line);
  }

  #say(where: string, line: string): false {
    const masked = this.#masker.mask(line.replace(/\n$/, ""));
    if (masked.trim() === "") return false;
    this.lines.push(`${where}: ${masked}`);
    this.#onLine(`${where}: ${masked}`);
    return false;
  }

  #job(key: string, entry: Entry): Job {
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const planned = this.#plan.find((job) => job.id === entry.jobID) ?? {
      id: entry.jobID ?? key,
      name: key,
      steps: [],
    };
    const values = Object.values(entry.matrix ?? {}).join(", ");
    const job = emptyJob(planned, values === "" ? planned.name : `${planned.name} (${values})`);
    job.startedAt = entry.time ?? null;
    this.#byName.set(key, job);
    this.jobs.push(job);
    return job;
  }

  #step(job: Job, entry: Entry): Step | undefined {
    const id = entry.stepID?.[0];
    if (id === undefined) return undefined;
    const planned = this.#plan.find((each) => each.id === job.id)?.steps.find((each) => each.key === id);
    const stage = entry.stage ?? "Main";
    const key = stage === "Main" ? id : `${stage} ${id}`;
    const known = job.steps.find((step) => step.key === key);
    if (known !== undefined) return known;
    const title = planned?.name ?? firstLine(entry.step ?? id);
    const step = emptyStep(key, stage === "Main" ? title : `${stage} ${title}`);
    // What runs before the steps of the file comes before them.
    if (stage === "Pre")
      job.steps.splice(job.steps.filter((each) => each.key.startsWith("Pre ")).length, 0, step);
    else job.steps.push(step);
    return step;
  }

  #readStep(job: Job, step: Step, entry: Entry): void {
    step.startedAt ??= entry.time ?? null;
    const nested = (entry.stepID?.length ?? 1) > 1;
    if (entry.stepResult !== undefined && !nested) {
      step.conclusion = entry.stepResult;
      step.completedAt = entry.time ?? null;
      const planned = this.#plan
        .find((each) => each.id === job.id)
        ?.steps.find((each) => each.key === step.key);
      if (planned?.named) step.name = this.#masker.mask(entry.step ?? step.name);
    }
    if (entry.command === "summary") step.summary += this.#masker.mask(entry.content ?? "");
    const line = logLine(entry);
    if (line === undefined) return;
    step.lines.push(this.#masker.mask(line.replace(/\n$/, "")));
    this.#say(job.name, line);
    const level = LEVELS[entry.command ?? ""];
    if (level !== undefined) step.annotations.push(annotation(level, entry, this.#masker));
  }
}

function emptyJob(planned: PlannedJob, name: string): Job {
  const steps = planned.steps.map((step) => emptyStep(step.key, step.name));
  const environment = planned.environment === undefined ? {} : { environment: planned.environment };
  return {
    id: planned.id,
    name,
    ...environment,
    conclusion: null,
    startedAt: null,
    completedAt: null,
    steps,
  };
}

function emptyStep(key: string, name: string): Step {
  return {
    key,
    name,
    conclusion: null,
    startedAt: null,
    completedAt: null,
    lines: [],
    summary: "",
    annotations: [],
  };
}
