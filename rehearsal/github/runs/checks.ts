import type { CheckRun, Run } from "../state/model.ts";
import type { World } from "../state/world.ts";

/** The check runs that GitHub shows for the jobs of workflow runs. */
export function runChecks(world: World): CheckRun[] {
  return world.runs.flatMap((run) => (run.jobs.length === 0 ? [waiting(world, run)] : jobChecks(world, run)));
}

function jobChecks(world: World, run: Run): CheckRun[] {
  return run.jobs.map((job, index) => ({
    ...waiting(world, run),
    id: run.id * 100 + index,
    name: `${run.name} / ${job.name}`,
    status: job.conclusion !== null ? "completed" : job.startedAt === null ? "queued" : "in_progress",
    conclusion: job.conclusion,
    startedAt: job.startedAt,
    completedAt: job.completedAt,
  }));
}

function waiting(world: World, run: Run): CheckRun {
  return {
    ...{ id: run.id * 100, sha: run.headSha, name: run.name, status: run.status, conclusion: run.conclusion },
    detailsUrl: `${world.url}/${world.fullName}/actions/runs/${run.id}`,
    ...{ startedAt: null, completedAt: null, title: null, summary: null },
  };
}
