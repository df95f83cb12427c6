import type { Conclusion, Job } from "../../runner/request.ts";

/** What the stand-in remembers; times are ISO 8601 in UTC. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
}

/** An issue; with `pull` it is a pull request. Both share one row of numbers. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: "open" | "closed";
  readonly user: User;
  labels: string[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  pull?: Pull;
}

export interface Pull {
  /** Name of the branch to merge. */
  readonly head: string;
  /** Owner of the fork that it comes from; undefined for a branch of the repository itself. */
  readonly fork?: string;
  readonly base: string;
  headSha: string;
  /** Where the base branch stood when it was merged, or stands. */
  baseSha: string;
  /** The trial merge while open, the real one after; null when it conflicts. */
  mergeSha: string | null;
  mergedAt: string | null;
  mergedBy: User | null;
}

export interface PullRequest extends Issue {
  pull: Pull;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly user: User;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: User;
  readonly createdAt: string;
}

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  name: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  detailsUrl: string | null;
  startedAt: string | null;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: Record<string, unknown> | string;
  readonly creator: User;
  readonly createdAt: string;
  readonly statuses: DeploymentStatus[];
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: "error" | "failure" | "inactive" | "pending" | "success" | "queued" | "in_progress";
  readonly description: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly creator: User;
  readonly createdAt: string;
}

export interface Run {
  readonly id: number;
  readonly number: number;
  readonly workflow: string;
  readonly name: string;
  readonly event: string;
  readonly title: string;
  /** `github.sha`: the merge commit for a pull request. */
  readonly sha: string;
  /** The commit that the run's checks belong to: the head of a pull request. */
  readonly headSha: string;
  readonly ref: string;
  readonly branch: string;
  readonly actor: User;
  /** Number of the pull request it runs for. */
  readonly pull?: number;
  readonly group?: string;
  readonly createdAt: string;
  updatedAt: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: Exclude<Conclusion, "skipped"> | null;
  jobs: readonly Job[];
  log: string[];
  readonly abort: AbortController;
}

export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly zip: Buffer;
  readonly createdAt: string;
}
