import type { Comment, Issue, Label } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { links, nodeId, repositoryApi, repositoryPage, userShape } from "./common.ts";

/** GitHub's `issue`, also for a pull request. */
export function issueShape(world: World, issue: Issue): Record<string, unknown> {
  const api = repositoryApi(world);
  const url = `${api}/issues/${issue.number}`;
  const page = `${repositoryPage(world)}/${issue.pull === undefined ? "issues" : "pull"}/${issue.number}`;
  const pull =
    issue.pull === undefined
      ? {}
      : {
          pull_request: {
            url: `${api}/pulls/${issue.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: issue.pull.mergedAt,
          },
        };
  return {
    id: issue.id,
    node_id: nodeId("Issue", issue.id),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    ...links(url, ["comments", "events"]),
    html_url: page,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    user: userShape(world, issue.user),
    labels: issue.labels.map((name) => labelShape(world, labelOf(world, name))),
    ...{ assignee: null, assignees: [], milestone: null, locked: false, author_association: "MEMBER" },
    comments: world.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    ...pull,
  };
}

/** GitHub's `issue-comment`. */
export function commentShape(world: World, comment: Comment): Record<string, unknown> {
  const api = repositoryApi(world);
  const isPull = world.issue(comment.issue)?.pull !== undefined;
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(world)}/${isPull ? "pull" : "issues"}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    body: comment.body,
    user: userShape(world, comment.user),
    author_association: comment.user.type === "Bot" ? "NONE" : "MEMBER",
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

/** GitHub's `label`. */
export function labelShape(world: World, label: Label): Record<string, unknown> {
  const { id, name, color, description } = label;
  const url = `${repositoryApi(world)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId("Label", id), url, name, color, description, default: false };
}

/** The label of a name; made when it does not exist, as GitHub does when an issue gets it. */
export function labelOf(world: World, name: string): Label {
  const known = world.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  const label = { id: world.nextId(), name, color: "ededed", description: null };
  world.labels.push(label);
  return label;
}
