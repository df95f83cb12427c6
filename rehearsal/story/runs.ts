import { setTimeout as sleep } from "node:timers/promises";
import { Cancelled, UserError } from "../../src/lib/errors/errors.ts";
import type { Run } from "../github/index.ts";
import type { Scene } from "./story.ts";

/**
 * Follows workflow runs to their end and tells each step as it ends.
 *
 * @param which the commit they belong to, or their ids
 * @param limit seconds
 * @throws UserError with the errors of the runs that did not succeed
 */
export async function followRuns(
  scene: Scene,
  which: string | readonly number[],
  limit: number,
): Promise<Run[]> {
  const runs = await endOfRuns(scene, which, limit);
  const failed = runs.filter((run) => run.conclusion !== "success");
  if (failed.length === 0) return runs;
  throw new UserError(
    failed.map((run) => `workflow ${run.name} ended in ${run.conclusion}:\n${errors(run)}`).join("\n"),
  );
}

/** Follows workflow runs to their end, however they end. */
export async function endOfRuns(
  scene: Scene,
  which: string | readonly number[],
  limit: number,
): Promise<Run[]> {
  const told = new Set<string>();
  const waiting = scene.world.github.waitForRuns(which, limit);
  let done = false;
  const end = waiting.finally(() => {
    done = true;
  });
  end.catch(() => {});
  while (!done) {
    tellSteps(scene, which, told);
    if (scene.signal.aborted) throw new Cancelled("the rehearsal");
    await Promise.race([end.catch(() => {}), sleep(200)]);
  }
  const runs = await end;
  tellSteps(scene, which, told);
  return runs;
}

function tellSteps({ world, steps }: Scene, which: string | readonly number[], told: Set<string>): void {
  for (const run of world.github.runs()) {
    const ours =
      typeof which === "string" ? run.headSha === which || run.sha === which : which.includes(run.id);
    if (!ours) continue;
    for (const job of run.jobs) {
      for (const step of job.steps) {
        const key = `${run.id} ${job.id} ${step.key}`;
        if (step.conclusion === null || step.conclusion === "skipped" || told.has(key)) continue;
        told.add(key);
        if (/^(Set up|Complete) job$|checkout/.test(step.name)) continue;
        steps.note(`${step.conclusion === "success" ? "·" : "✘"} ${run.name} / ${job.name} / ${step.name}`);
      }
    }
  }
}

/** The errors of a run as its annotations have them, or the end of its log. */
export function errors(run: Run): string {
  const lines = run.jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      step.annotations
        .filter(({ level }) => level === "failure")
        .map(({ message }) => `  ${job.name}: ${message}`),
    ),
  );
  return lines.length > 0 ? lines.join("\n") : run.jobs.flatMap(lastLines).join("\n");
}

function lastLines(job: Run["jobs"][number]): string[] {
  if (job.conclusion === "success") return [];
  return job.steps
    .flatMap(({ lines }) => lines)
    .slice(-15)
    .map((line) => `  ${job.name}: ${line}`);
}
