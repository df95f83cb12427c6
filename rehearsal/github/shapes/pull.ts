import type { FileChange } from "../repository.ts";
import type { PullRequest } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { nodeId, repositoryApi, repositoryPage, userShape } from "./common.ts";
import { labelOf, labelShape } from "./issue.ts";
import { repositoryShape } from "./repository.ts";

/** GitHub's `pull-request-simple`, as lists have it. */
export function pullSimpleShape(world: World, request: PullRequest): Record<string, unknown> {
  const { pull } = request;
  const api = repositoryApi(world);
  const url = `${api}/pulls/${request.number}`;
  const page = `${repositoryPage(world)}/pull/${request.number}`;
  const side = (branch: string, sha: string, fork?: string) => ({
    label: `${fork ?? world.owner.login}:${branch}`,
    ref: branch,
    sha,
    user: userShape(world, fork === undefined ? world.owner : world.user(fork)),
    repo: repositoryShape(world, fork),
  });
  const issueUrl = `${api}/issues/${request.number}`;
  const urls = {
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${url}/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
  return {
    url,
    id: request.id,
    node_id: nodeId("PullRequest", request.id),
    ...Object.fromEntries(Object.entries(urls).map(([name, address]) => [`${name}_url`, address])),
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    number: request.number,
    state: request.state,
    title: request.title,
    body: request.body,
    user: userShape(world, request.user),
    labels: request.labels.map((name) => labelShape(world, labelOf(world, name))),
    ...{ assignee: null, assignees: [], requested_reviewers: [], requested_teams: [], milestone: null },
    ...{ locked: false, draft: false, auto_merge: null, author_association: "MEMBER" },
    created_at: request.createdAt,
    updated_at: request.updatedAt,
    closed_at: request.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeSha,
    head: side(pull.head, pull.headSha, pull.fork),
    base: side(pull.base, pull.baseSha),
    _links: Object.fromEntries(
      Object.entries({ ...urls, self: url }).map(([name, href]) => [name, { href }]),
    ),
  };
}

/** GitHub's `pull-request`, as one request has it. */
export async function pullShape(world: World, request: PullRequest): Promise<Record<string, unknown>> {
  const { pull } = request;
  const files = await world.git.files(pull.baseSha, pull.headSha);
  const commits = await world.git.commits(`${pull.baseSha}..${pull.headSha}`);
  const open = request.state === "open";
  return {
    ...pullSimpleShape(world, request),
    merged: pull.mergedAt !== null,
    mergeable: open ? pull.mergeSha !== null : null,
    mergeable_state: open ? (pull.mergeSha === null ? "dirty" : "clean") : "unknown",
    merged_by: pull.mergedBy === null ? null : userShape(world, pull.mergedBy),
    comments: world.comments.filter((comment) => comment.issue === request.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** GitHub's `diff-entry`. */
export function fileShape(world: World, sha: string, file: FileChange): Record<string, unknown> {
  const page = repositoryPage(world);
  return {
    sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: encodeURI(`${page}/blob/${sha}/${file.path}`),
    raw_url: encodeURI(`${page}/raw/${sha}/${file.path}`),
    contents_url: encodeURI(`${repositoryApi(world)}/contents/${file.path}?ref=${sha}`),
    ...(file.patch === "" ? {} : { patch: file.patch }),
    ...(file.previous === undefined ? {} : { previous_filename: file.previous }),
  };
}
