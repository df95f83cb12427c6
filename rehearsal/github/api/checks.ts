import { runChecks } from "../runs/checks.ts";
import {
  checkShape,
  combinedShape,
  deploymentShape,
  deploymentStatusShape,
  statusShape,
} from "../shapes/checks.ts";
import type { CheckRun, Deployment, DeploymentStatus, Status } from "../state/model.ts";
import { now } from "../state/world.ts";
import { type Call, commitOf, created, type Handler, invalid, notFound, ok, page, text } from "./call.ts";

/** GitHub's limit for the description of a status, in characters. */
const DESCRIPTION_LIMIT = 140;

function description(call: Call, resource: string): string | null {
  const value = text(call.body.description) ?? null;
  if ([...(value ?? "")].length <= DESCRIPTION_LIMIT) return value;
  const message = `description is too long (maximum is ${DESCRIPTION_LIMIT} characters)`;
  throw invalid({ resource, code: "custom", field: "description", message });
}

/** The newest status of each context of a commit. */
export function newestStatuses(statuses: readonly Status[], sha: string): Status[] {
  return [
    ...new Map(
      statuses.filter((status) => status.sha === sha).map((status) => [status.context, status]),
    ).values(),
  ];
}

/** Commit statuses. */
export const statusHandlers: Record<string, Handler> = {
  "repos/create-commit-status": async (call) => {
    const { world, body, token } = call;
    const status: Status = {
      ...{
        id: world.nextId(),
        sha: await commitOf(call, call.params.sha),
        state: body.state as Status["state"],
      },
      ...{ context: text(body.context) ?? "default", description: description(call, "Status") },
      ...{ targetUrl: text(body.target_url) ?? null, creator: token.user, createdAt: now() },
    };
    world.statuses.push(status);
    return created(statusShape(world, status));
  },
  "repos/list-commit-statuses-for-ref": async (call) => {
    const sha = await commitOf(call, call.params.ref);
    const statuses = call.world.statuses.filter((status) => status.sha === sha).reverse();
    return page(call, statuses, (status) => statusShape(call.world, status));
  },
  "repos/get-combined-status-for-ref": async (call) => {
    const sha = await commitOf(call, call.params.ref);
    return ok(combinedShape(call.world, sha, newestStatuses(call.world.statuses, sha)));
  },
};

function writeCheck(check: CheckRun, body: Readonly<Record<string, unknown>>): void {
  const output = body.output as { title?: string; summary?: string } | undefined;
  check.name = text(body.name) ?? check.name;
  check.status = (text(body.status) as CheckRun["status"] | undefined) ?? check.status;
  check.conclusion = text(body.conclusion) ?? check.conclusion;
  if (check.conclusion !== null) check.status = "completed";
  check.completedAt =
    check.status === "completed" ? (check.completedAt ?? text(body.completed_at) ?? now()) : null;
  check.detailsUrl = text(body.details_url) ?? check.detailsUrl;
  check.title = output?.title ?? check.title;
  check.summary = output?.summary ?? check.summary;
}

function checkOf(call: Call): CheckRun {
  const check = call.world.checks.find(({ id }) => id === Number(call.params.check_run_id));
  if (check === undefined) throw notFound();
  return check;
}

/** Check runs: those of jobs, and those that somebody made through the API. */
export const checkHandlers: Record<string, Handler> = {
  "checks/create": (call) => {
    const { world, body } = call;
    const check: CheckRun = {
      ...{
        id: world.nextId(),
        sha: String(body.head_sha),
        name: String(body.name),
        status: "queued",
        conclusion: null,
      },
      ...{ detailsUrl: null, startedAt: now(), completedAt: null, title: null, summary: null },
    };
    writeCheck(check, body);
    world.checks.push(check);
    return created(checkShape(world, check));
  },
  "checks/get": (call) => ok(checkShape(call.world, checkOf(call))),
  "checks/update": (call) => {
    writeCheck(checkOf(call), call.body);
    return ok(checkShape(call.world, checkOf(call)));
  },
  "checks/list-for-ref": async (call) => {
    const sha = await commitOf(call, call.params.ref);
    const checks = [...runChecks(call.world), ...call.world.checks].filter((check) => check.sha === sha);
    const named = checks.filter(
      (check) => call.query.check_name === undefined || check.name === call.query.check_name,
    );
    const wrap = (check_runs: unknown[], total_count: number) => ({ total_count, check_runs });
    return page(call, named, (check) => checkShape(call.world, check), wrap);
  },
};

function deploymentOf(call: Call): Deployment {
  const deployment = call.world.deployments.find(({ id }) => id === Number(call.params.deployment_id));
  if (deployment === undefined) throw notFound();
  return deployment;
}

/** Deployments and their statuses. */
export const deploymentHandlers: Record<string, Handler> = {
  "repos/list-deployments": (call) => {
    const { sha, ref, task, environment } = call.query;
    const wanted = Object.entries({ sha, ref, task, environment }).filter(
      ([, value]) => value !== undefined && value !== "none",
    );
    const found = call.world.deployments
      .filter((deployment) => wanted.every(([key, value]) => deployment[key as "sha"] === value))
      .reverse();
    return page(call, found, (deployment) => deploymentShape(call.world, deployment));
  },
  "repos/create-deployment": async (call) => {
    const { world, body, token } = call;
    const deployment: Deployment = {
      ...{ id: world.nextId(), sha: await commitOf(call, text(body.ref)), ref: String(body.ref) },
      ...{ task: text(body.task) ?? "deploy", environment: text(body.environment) ?? "production" },
      ...{
        description: description(call, "Deployment"),
        payload: (body.payload as string | undefined) ?? {},
      },
      ...{ creator: token.user, createdAt: now(), statuses: [] },
    };
    world.deployments.push(deployment);
    return created(deploymentShape(world, deployment));
  },
  "repos/get-deployment": (call) => ok(deploymentShape(call.world, deploymentOf(call))),
  "repos/list-deployment-statuses": (call) => {
    const deployment = deploymentOf(call);
    const statuses = [...deployment.statuses].reverse();
    return page(call, statuses, (status) => deploymentStatusShape(call.world, deployment, status));
  },
  "repos/create-deployment-status": (call) => {
    const { world, body, token } = call;
    const deployment = deploymentOf(call);
    const status: DeploymentStatus = {
      ...{ id: world.nextId(), state: body.state as DeploymentStatus["state"] },
      ...{ description: description(call, "DeploymentStatus") ?? "", creator: token.user, createdAt: now() },
      logUrl: text(body.log_url) ?? text(body.target_url) ?? "",
      environmentUrl: text(body.environment_url) ?? "",
    };
    deployment.statuses.push(status);
    return created(deploymentStatusShape(world, deployment, status));
  },
};
