import { parse } from "yaml";

/** What a workflow file says about its jobs, as far as a log needs it. */
export interface PlannedJob {
  readonly id: string;
  readonly name: string;
  readonly environment?: string;
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  /** The step's `id`, or its position: how act names it in its log. */
  readonly key: string;
  /** The `name:`, or what GitHub shows in its place. */
  readonly name: string;
  readonly named: boolean;
}

interface RawJob {
  name?: string;
  environment?: string | { name?: string };
  steps?: { id?: string; name?: string; run?: string; uses?: string }[];
}

/**
 * Reads the jobs of a workflow file.
 *
 * @param text the YAML
 */
export function planJobs(text: string): PlannedJob[] {
  const workflow = parse(text) as { jobs?: Record<string, RawJob | null> } | null;
  return Object.entries(workflow?.jobs ?? {}).map(([id, job]) => ({
    id,
    name: job?.name ?? id,
    ...environmentOf(job),
    steps: (job?.steps ?? []).map((step, index) => ({
      key: step.id ?? String(index),
      name: step.name ?? `Run ${firstLine(step.uses ?? step.run ?? "")}`,
      named: step.name !== undefined,
    })),
  }));
}

function environmentOf(job: RawJob | null): { environment?: string } {
  const environment = typeof job?.environment === "object" ? job.environment.name : job?.environment;
  return environment === undefined ? {} : { environment };
}

/** The first line of a script: what GitHub calls a step without a name. */
export function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
