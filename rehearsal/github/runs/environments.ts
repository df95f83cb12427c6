import type { Deployment, DeploymentStatus, Run } from "../state/model.ts";
import { now, type World } from "../state/world.ts";

/** Jobs with an `environment:` are deployments: GitHub makes one when the job starts and closes it at its end. */
export function deployJobs(world: World, run: Run): void {
  for (const [index, job] of run.jobs.entries()) {
    if (job.environment === undefined || job.startedAt === null) continue;
    const deployment = deploymentOf(world, run, { index, environment: job.environment });
    const state =
      job.conclusion === null ? "in_progress" : job.conclusion === "success" ? "success" : "failure";
    const last = deployment.statuses.at(-1);
    if (last === undefined || (last.state !== state && last.state === "in_progress"))
      addStatus(world, run, deployment, state);
  }
}

function deploymentOf(world: World, run: Run, job: { index: number; environment: string }): Deployment {
  const payload = { run: run.id, job: job.index };
  const known = world.deployments.find(
    ({ payload: other }) => JSON.stringify(other) === JSON.stringify(payload),
  );
  if (known !== undefined) return known;
  const deployment: Deployment = {
    ...{
      id: world.nextId(),
      sha: run.sha,
      ref: run.branch,
      task: "deploy",
      environment: job.environment,
      payload,
    },
    ...{ description: null, creator: world.bot, createdAt: now(), statuses: [] },
  };
  world.deployments.push(deployment);
  return deployment;
}

function addStatus(world: World, run: Run, deployment: Deployment, state: DeploymentStatus["state"]): void {
  const logUrl = `${world.url}/${world.fullName}/actions/runs/${run.id}`;
  const status = {
    id: world.nextId(),
    state,
    description: "",
    logUrl,
    environmentUrl: "",
    creator: world.bot,
    createdAt: now(),
  };
  deployment.statuses.push(status);
}
