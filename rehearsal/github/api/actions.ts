import { listWorkflows } from "../runs/workflows.ts";
import { nodeId, repositoryApi, repositoryPage } from "../shapes/common.ts";
import { artifactShape, jobShape, runShape, workflowId } from "../shapes/run.ts";
import type { Artifact, Run } from "../state/model.ts";
import { type Answer, type Call, empty, type Handler, notFound, ok, page, text } from "./call.ts";

function runOf(call: Call): Run {
  const run = call.world.runs.find(({ id }) => id === Number(call.params.run_id));
  if (run === undefined) throw notFound();
  return run;
}

function artifactOf(call: Call): Artifact {
  const artifact = call.world.artifacts.find(({ id }) => id === Number(call.params.artifact_id));
  if (artifact === undefined) throw notFound();
  return artifact;
}

const shapeOf = async (call: Call, run: Run) =>
  runShape(call.world, run, await call.world.git.commit(run.headSha));

async function runList(call: Call, among: readonly Run[]): Promise<Answer> {
  const { event, branch, status, head_sha: sha } = call.query;
  const runs = among
    .filter((run) => event === undefined || run.event === event)
    .filter((run) => branch === undefined || run.branch === branch)
    .filter((run) => sha === undefined || run.headSha === sha)
    .filter((run) => status === undefined || run.status === status || run.conclusion === status)
    .reverse();
  const shapes = new Map<Run, unknown>();
  for (const run of runs) shapes.set(run, await shapeOf(call, run));
  const wrap = (workflow_runs: unknown[], total_count: number) => ({ total_count, workflow_runs });
  return page(call, runs, (run) => shapes.get(run), wrap);
}

async function workflowPath(call: Call): Promise<string> {
  const wanted = call.params.workflow_id ?? "";
  const found = (await listWorkflows(call.world.git, call.world.mainBranch)).find(
    ({ path }) => path === wanted || path.endsWith(`/${wanted}`) || String(workflowId(path)) === wanted,
  );
  if (found === undefined) throw notFound();
  return found.path;
}

async function workflowShapes(call: Call): Promise<Record<string, unknown>[]> {
  const { world } = call;
  return (await listWorkflows(world.git, world.mainBranch)).map(({ path, name }) => ({
    ...{ id: workflowId(path), node_id: nodeId("Workflow", path), name, path, state: "active" },
    url: `${repositoryApi(world)}/actions/workflows/${workflowId(path)}`,
    html_url: `${repositoryPage(world)}/blob/${world.mainBranch}/${path}`,
    badge_url: `${repositoryPage(world)}/workflows/${encodeURIComponent(name)}/badge.svg`,
    created_at: world.createdAt,
    updated_at: world.createdAt,
  }));
}

const artifactList = (call: Call, artifacts: readonly Artifact[]): Answer => {
  const name = text(call.query.name);
  const found = artifacts.filter((artifact) => name === undefined || artifact.name === name).reverse();
  const wrap = (list: unknown[], total_count: number) => ({ total_count, artifacts: list });
  return page(call, found, (artifact) => artifactShape(call.world, artifact), wrap);
};

/** Workflows, runs, jobs and artifacts. */
export const actionHandlers: Record<string, Handler> = {
  "actions/list-repo-workflows": async (call) => {
    const wrap = (workflows: unknown[], total_count: number) => ({ total_count, workflows });
    return page(call, await workflowShapes(call), (workflow) => workflow, wrap);
  },
  "actions/get-workflow": async (call) => {
    const path = await workflowPath(call);
    return ok((await workflowShapes(call)).find((workflow) => workflow.path === path));
  },
  "actions/create-workflow-dispatch": async (call) => {
    const inputs = Object.entries((call.body.inputs as Record<string, unknown> | undefined) ?? {});
    const texts = Object.fromEntries(inputs.map(([name, value]) => [name, String(value)]));
    const wish = { ref: String(call.body.ref), inputs: texts };
    await call.world.hooks.dispatch(await workflowPath(call), wish, call.token.user);
    return empty();
  },
  "actions/list-workflow-runs": async (call) => {
    const path = await workflowPath(call);
    return runList(
      call,
      call.world.runs.filter((run) => run.workflow === path),
    );
  },
  "actions/list-workflow-runs-for-repo": (call) => runList(call, call.world.runs),
  "actions/get-workflow-run": async (call) => ok(await shapeOf(call, runOf(call))),
  "actions/list-jobs-for-workflow-run": (call) => {
    const run = runOf(call);
    const wrap = (jobs: unknown[], total_count: number) => ({ total_count, jobs });
    return page(call, [...run.jobs.keys()], (index) => jobShape(call.world, run, index), wrap);
  },
  "actions/cancel-workflow-run": (call) => {
    runOf(call).abort.abort();
    return { status: 202, body: {} };
  },
  "actions/list-artifacts-for-repo": (call) => artifactList(call, call.world.artifacts),
  "actions/list-workflow-run-artifacts": (call) => {
    const { id } = runOf(call);
    return artifactList(
      call,
      call.world.artifacts.filter((artifact) => artifact.run === id),
    );
  },
  "actions/get-artifact": (call) => ok(artifactShape(call.world, artifactOf(call))),
  "actions/download-artifact": (call) => {
    const { id } = artifactOf(call);
    return { status: 302, headers: { location: `${call.world.url}/_stand-in/artifacts/${id}.zip` } };
  },
};
