import { ApiError, invalid } from "./api/call.ts";
import type { PullRequest, User } from "./state/model.ts";
import { now, type World } from "./state/world.ts";

export interface PullWish {
  readonly title: string;
  readonly body: string | null;
  readonly branch: string;
  readonly base: string;
  readonly user: User;
  /** Owner of the fork whose branch it is; the branch then lies below `refs/forks/<owner>/`. */
  readonly fork?: string;
}

/** Opens a pull request and starts the workflows that want to know. */
export async function openPull(world: World, wish: PullWish): Promise<PullRequest> {
  const headRef =
    wish.fork === undefined ? `refs/heads/${wish.branch}` : `refs/forks/${wish.fork}/${wish.branch}`;
  const headSha = await world.git.resolve(headRef);
  const baseSha = await world.git.resolve(`refs/heads/${wish.base}`);
  if (headSha === undefined) throw invalid({ resource: "PullRequest", code: "invalid", field: "head" });
  if (baseSha === undefined) throw invalid({ resource: "PullRequest", code: "invalid", field: "base" });
  const problem = refusal(world, wish, { headSha, baseSha });
  if (problem !== undefined) {
    throw invalid({ resource: "PullRequest", code: "custom", field: "head", message: problem });
  }
  const at = { createdAt: now(), updatedAt: now(), closedAt: null };
  const request: PullRequest = {
    ...{
      id: world.nextId(),
      number: world.issues.length + 1,
      title: wish.title,
      body: wish.body,
      state: "open",
    },
    ...{ user: wish.user, labels: [], ...at },
    pull: {
      ...{
        head: wish.branch,
        base: wish.base,
        headSha,
        baseSha,
        mergeSha: null,
        mergedAt: null,
        mergedBy: null,
      },
      ...(wish.fork === undefined ? {} : { fork: wish.fork }),
    },
  };
  world.issues.push(request);
  await refreshPull(world, request);
  await world.hooks.pullRequest("opened", request, wish.user);
  return request;
}

function refusal(
  world: World,
  wish: PullWish,
  shas: { headSha: string; baseSha: string },
): string | undefined {
  if (shas.headSha === shas.baseSha) return `No commits between ${wish.base} and ${wish.branch}`;
  const open = world
    .pulls()
    .some(({ state, pull }) => state === "open" && pull.head === wish.branch && pull.fork === wish.fork);
  return open
    ? `A pull request already exists for ${wish.fork ?? world.owner.login}:${wish.branch}.`
    : undefined;
}

/** Tries the merge anew after head or base moved: `refs/pull/N/head` and `refs/pull/N/merge`. */
export async function refreshPull(world: World, request: PullRequest): Promise<void> {
  const { pull, number } = request;
  pull.baseSha = (await world.git.resolve(`refs/heads/${pull.base}`)) ?? pull.baseSha;
  pull.mergeSha = await world.git.merge(
    pull.baseSha,
    pull.headSha,
    `Merge ${pull.headSha} into ${pull.baseSha}`,
  );
  await world.git.setRef(`refs/pull/${number}/head`, pull.headSha);
  if (pull.mergeSha === null) await world.git.deleteRef(`refs/pull/${number}/merge`);
  else await world.git.setRef(`refs/pull/${number}/merge`, pull.mergeSha);
}

/** Closes without merging. */
export async function closePull(world: World, request: PullRequest, actor: User): Promise<void> {
  Object.assign(request, { state: "closed", closedAt: now(), updatedAt: now() });
  await world.hooks.pullRequest("closed", request, actor);
}

export type MergeMethod = "merge" | "squash" | "rebase";

export interface MergeWish {
  readonly method: MergeMethod;
  readonly actor: User;
  readonly title?: string;
  /** The head that the caller has seen; anything else is refused. */
  readonly head?: string;
}

/**
 * Merges, and starts what a push to the base branch starts.
 *
 * @returns the new commit of the base branch
 */
export async function mergePull(world: World, request: PullRequest, wish: MergeWish): Promise<string> {
  const { pull } = request;
  if (request.state !== "open") throw new ApiError(405, "Pull Request is not mergeable");
  if (wish.head !== undefined && wish.head !== pull.headSha) {
    throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
  }
  await refreshPull(world, request);
  const before = pull.baseSha;
  const after = await mergedCommit(world, request, wish);
  if (after === null) throw new ApiError(405, "Pull Request is not mergeable");
  await world.git.setRef(`refs/heads/${pull.base}`, after);
  Object.assign(pull, { mergeSha: after, mergedAt: now(), mergedBy: wish.actor });
  Object.assign(request, { state: "closed", closedAt: now(), updatedAt: now() });
  await world.hooks.pullRequest("closed", request, wish.actor);
  await world.hooks.push(pull.base, { before, after }, wish.actor);
  return after;
}

function mergedCommit(world: World, request: PullRequest, wish: MergeWish): Promise<string | null> {
  const { pull, number, title } = request;
  if (wish.method === "rebase") return world.git.rebase(pull.baseSha, pull.headSha);
  const squash = `${wish.title ?? `${title} (#${number})`}`;
  if (wish.method === "squash") return world.git.squash(pull.baseSha, pull.headSha, squash);
  const from = `${pull.fork ?? world.owner.login}/${pull.head}`;
  const message = `${wish.title ?? `Merge pull request #${number} from ${from}`}\n\n${title}`;
  return world.git.merge(pull.baseSha, pull.headSha, message);
}
