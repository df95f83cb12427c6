import { ApiError } from "../api/call.ts";
import { refreshPull } from "../pulls.ts";
import { repositoryPage, userShape } from "../shapes/common.ts";
import { pullShape } from "../shapes/pull.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { PullRequest, Run, User } from "../state/model.ts";
import type { Hooks, World } from "../state/world.ts";
import { type Occasion, order, type Settings } from "./orders.ts";
import type { Queue } from "./queue.ts";
import { dispatchInputs, type Happening, isTriggered, listWorkflows } from "./workflows.ts";

const ZERO = "0".repeat(40);

/** Starts the workflows that an event asks for. */
export function createHooks(world: World, queue: () => Queue, settings: Settings): Hooks {
  const start = async (occasion: Occasion, happening: Happening) => {
    for (const workflow of await listWorkflows(world.git, occasion.sha)) {
      if (isTriggered(workflow, happening)) order(world, queue(), { workflow, occasion, settings });
    }
  };
  return {
    pullRequest: async (action, request, actor) => {
      const occasion = await pullOccasion(world, request, { action, actor });
      if (occasion === undefined) return;
      const files = (await world.git.files(request.pull.baseSha, request.pull.headSha)).map(
        ({ path }) => path,
      );
      await start(occasion, { event: "pull_request", action, branch: request.pull.base, files });
    },
    push: async (branch, change, actor) => {
      const known = change.before !== ZERO;
      const files = known ? (await world.git.files(change.before, change.after)).map(({ path }) => path) : [];
      const occasion = await pushOccasion(world, branch, { ...change, actor });
      await synchronize(world, branch, { after: change.after, actor });
      await start(occasion, { event: "push", branch, files });
    },
    dispatch: (path, wish, actor) => dispatch(world, queue(), { path, ...wish, actor, settings }),
  };
}

async function synchronize(
  world: World,
  branch: string,
  change: { after: string; actor: User },
): Promise<void> {
  for (const request of world.pulls().filter(({ state }) => state === "open")) {
    const { pull } = request;
    const isHead = pull.head === branch && pull.fork === undefined && pull.headSha !== change.after;
    if (isHead) pull.headSha = change.after;
    if (isHead || pull.base === branch) await refreshPull(world, request);
    if (isHead) await world.hooks.pullRequest("synchronize", request, change.actor);
  }
}

function about(world: World, actor: User): Record<string, unknown> {
  return { repository: repositoryShape(world), sender: userShape(world, actor) };
}

async function pullOccasion(
  world: World,
  request: PullRequest,
  change: { action: string; actor: User },
): Promise<Occasion | undefined> {
  const { pull, number } = request;
  // Like GitHub: a pull request that conflicts starts nothing.
  if (pull.mergeSha === null) return undefined;
  const payload = { action: change.action, number, pull_request: await pullShape(world, request) };
  const ref = pull.mergedAt === null ? `refs/pull/${number}/merge` : `refs/heads/${pull.base}`;
  return {
    ...{ event: "pull_request", title: request.title, sha: pull.mergeSha, headSha: pull.headSha, ref },
    ...{
      branch: pull.head,
      actor: change.actor,
      pull: request,
      payload: { ...payload, ...about(world, change.actor) },
    },
  };
}

async function pushOccasion(
  world: World,
  branch: string,
  change: { before: string; after: string; actor: User },
): Promise<Occasion> {
  const { before, after, actor } = change;
  const head = await world.git.commit(after);
  const { name, email } = head.author;
  const url = `${repositoryPage(world)}/commit/${after}`;
  const head_commit = {
    id: after,
    tree_id: head.tree,
    message: head.message,
    timestamp: head.committer.date,
    url,
    author: { name, email },
  };
  const ref = `refs/heads/${branch}`;
  const payload = {
    ref,
    before,
    after,
    created: before === ZERO,
    deleted: false,
    forced: false,
    head_commit,
    pusher: { name: actor.login },
  };
  const title = head.message.split("\n")[0] ?? "";
  const subject = { event: "push", title, sha: after, headSha: after, ref, branch, actor };
  return { ...subject, payload: { ...payload, commits: [head_commit], ...about(world, actor) } };
}

interface Dispatch {
  readonly path: string;
  readonly ref: string;
  readonly inputs: Record<string, string>;
  readonly actor: User;
  readonly settings: Settings;
}

async function dispatch(world: World, queue: Queue, wish: Dispatch): Promise<Run> {
  const branch = wish.ref.replace("refs/heads/", "");
  const sha = await world.git.resolve(`refs/heads/${branch}`);
  if (sha === undefined) throw new ApiError(422, `No ref found for: ${wish.ref}`);
  const workflow = (await listWorkflows(world.git, sha)).find(({ path }) => path === wish.path);
  if (workflow === undefined) throw new ApiError(404, "Not Found");
  let inputs: Record<string, string>;
  try {
    inputs = dispatchInputs(workflow, wish.inputs);
  } catch (error) {
    throw new ApiError(422, (error as Error).message);
  }
  const payload = { inputs, ref: `refs/heads/${branch}`, workflow: wish.path, ...about(world, wish.actor) };
  const subject = {
    event: "workflow_dispatch",
    title: workflow.name,
    sha,
    headSha: sha,
    ref: `refs/heads/${branch}`,
  };
  const occasion = { ...subject, branch, actor: wish.actor, payload };
  return order(world, queue, { workflow, occasion, settings: wish.settings });
}
