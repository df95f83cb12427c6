import type { CheckRun, Deployment, DeploymentStatus, Status } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { nodeId, repositoryApi, repositoryPage, userShape } from "./common.ts";
import { repositoryShape } from "./repository.ts";

/** GitHub's `status`. */
export function statusShape(world: World, status: Status): Record<string, unknown> {
  const creator = userShape(world, status.creator);
  return {
    url: `${repositoryApi(world)}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId("StatusContext", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}

/** GitHub's `combined-commit-status`: the newest status of each context. */
export function combinedShape(
  world: World,
  sha: string,
  statuses: readonly Status[],
): Record<string, unknown> {
  const states = statuses.map((status) => status.state);
  const failed = states.some((state) => state === "failure" || state === "error");
  const pending = states.length === 0 || states.includes("pending");
  return {
    state: failed ? "failure" : pending ? "pending" : "success",
    sha,
    total_count: statuses.length,
    statuses: statuses.map((status) => statusShape(world, status)),
    repository: repositoryShape(world),
    commit_url: `${repositoryApi(world)}/commits/${sha}`,
    url: `${repositoryApi(world)}/commits/${sha}/status`,
  };
}

/** GitHub's `check-run`. */
export function checkShape(world: World, check: CheckRun): Record<string, unknown> {
  const url = `${repositoryApi(world)}/check-runs/${check.id}`;
  return {
    id: check.id,
    node_id: nodeId("CheckRun", check.id),
    head_sha: check.sha,
    external_id: "",
    url,
    html_url: check.detailsUrl ?? `${repositoryPage(world)}/runs/${check.id}`,
    details_url: check.detailsUrl,
    name: check.name,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title: check.title,
      summary: check.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.id },
    app: null,
    pull_requests: [],
  };
}

/** GitHub's `deployment`. */
export function deploymentShape(world: World, deployment: Deployment): Record<string, unknown> {
  const url = `${repositoryApi(world)}/deployments/${deployment.id}`;
  const { id, sha, ref, task, payload, environment, description } = deployment;
  return {
    ...{ url, id, node_id: nodeId("Deployment", id), sha, ref, task, payload, environment, description },
    original_environment: environment,
    creator: userShape(world, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryApi(world),
    transient_environment: false,
    production_environment: environment === "production",
  };
}

/** GitHub's `deployment-status`. */
export function deploymentStatusShape(
  world: World,
  deployment: Deployment,
  status: DeploymentStatus,
): Record<string, unknown> {
  const deploymentUrl = `${repositoryApi(world)}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: userShape(world, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deploymentUrl,
    repository_url: repositoryApi(world),
  };
}
