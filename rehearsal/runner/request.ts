/** One workflow run to execute: what GitHub would send to a runner. */
export interface RunRequest {
  /** Name of the event, as in `on:`. */
  readonly event: string;
  /** Path of the workflow file inside the repository. */
  readonly workflow: string;
  /** The event's payload; becomes `github.event`. */
  readonly payload: object;
  /** The commit to run: `github.sha`. For a pull request this is the merge commit. */
  readonly sha: string;
  /** `github.ref`, such as `refs/pull/1/merge`. */
  readonly ref: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** `github.token`: used for the clone as well. */
  readonly token: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly actor: string;
  readonly runId: number;
  readonly runNumber: number;
  /** Aborting cancels the run as GitHub does. */
  readonly signal?: AbortSignal;
  /** Every line of the log as it comes, masked, with the job's name in front. */
  readonly onLine?: (line: string) => void;
  /** The jobs and their steps each time one of them changes. */
  readonly onJobs?: (jobs: readonly Job[]) => void;
}

export type Conclusion = "success" | "failure" | "cancelled" | "skipped";

/** A job of a run. */
export interface Job {
  /** Key of the job in the workflow file. */
  readonly id: string;
  readonly name: string;
  /** `environment:` of the job, where it names one. */
  readonly environment?: string;
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  steps: Step[];
}

/** A step of a job. */
export interface Step {
  readonly key: string;
  name: string;
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  /** Lines as GitHub's raw log has them: `##[group]`, `##[warning]`, `##[error]` mark commands. */
  lines: string[];
  /** What the step wrote into GITHUB_STEP_SUMMARY. */
  summary: string;
  annotations: Annotation[];
}

/** A line of code with a message, made by `::error::`, `::warning::` or `::notice::`. */
export interface Annotation {
  readonly level: "failure" | "warning" | "notice";
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

/** How a run ended. */
export interface RunResult {
  readonly conclusion: "success" | "failure" | "cancelled";
  readonly jobs: readonly Job[];
  /** All lines, masked. */
  readonly log: string;
  /** The step summaries of all jobs, one after another. */
  readonly summary: string;
  readonly seconds: number;
  /** Artifacts that the run uploaded, by name: the bytes of one zip file each. */
  readonly artifacts: Readonly<Record<string, Buffer>>;
}

/** A machine that runs workflows. */
export interface Runner {
  run(request: RunRequest): Promise<RunResult>;
}
