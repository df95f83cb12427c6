import { commentShape, issueShape, labelOf, labelShape } from "../shapes/issue.ts";
import type { Comment, Issue } from "../state/model.ts";
import { isPull, now, type World } from "../state/world.ts";
import { type Call, created, empty, type Handler, invalid, notFound, ok, page, text } from "./call.ts";

/** GitHub's limit for the text of an issue, a pull request or a comment, in characters. */
export const BODY_LIMIT = 65_536;

function issueOf(call: Call): Issue {
  const issue = call.world.issue(Number(call.params.issue_number));
  if (issue === undefined) throw notFound();
  return issue;
}

function commentOf(call: Call): Comment {
  const comment = call.world.comments.find(({ id }) => id === Number(call.params.comment_id));
  if (comment === undefined) throw notFound();
  return comment;
}

/** Fails as GitHub does when the text of an issue or a pull request is too long. */
export function checkIssueBody(body: string | null | undefined, resource: "Issue" | "PullRequest"): void {
  if ([...(body ?? "")].length <= BODY_LIMIT) return;
  const message = `body is too long (maximum is ${BODY_LIMIT} characters)`;
  throw invalid({ resource, code: "custom", field: "body", message });
}

function commentBody(call: Call): string {
  const body = text(call.body.body) ?? "";
  if (body.trim() === "") throw invalid({ resource: "IssueComment", code: "missing_field", field: "body" });
  if ([...body].length <= BODY_LIMIT) return body;
  const message = `Body is too long (maximum is ${BODY_LIMIT} characters)`;
  throw invalid({ resource: "IssueComment", code: "unprocessable", field: "data", message });
}

function since<T extends { updatedAt: string }>(call: Call, items: readonly T[]): T[] {
  const from = text(call.query.since);
  return items.filter((item) => from === undefined || Date.parse(item.updatedAt) >= Date.parse(from));
}

const labelNames = (call: Call): string[] => {
  const given = (Array.isArray(call.body) ? call.body : call.body.labels) as
    | (string | { name: string })[]
    | undefined;
  return (given ?? []).map((label) => (typeof label === "string" ? label : label.name));
};

function setLabels(world: World, issue: Issue, names: readonly string[]): void {
  issue.labels = [...new Set(names.map((name) => labelOf(world, name).name))];
  issue.updatedAt = now();
}

const labelsOf = (call: Call, issue: Issue) =>
  issue.labels.map((name) => labelShape(call.world, labelOf(call.world, name)));

async function update(call: Call): Promise<void> {
  const issue = issueOf(call);
  const { title, body, state, labels } = call.body as Partial<
    Pick<Issue, "title" | "body" | "state" | "labels">
  >;
  checkIssueBody(body, "Issue");
  if (title !== undefined) issue.title = String(title);
  if (body !== undefined) issue.body = body;
  if (labels !== undefined) setLabels(call.world, issue, labelNames(call));
  issue.updatedAt = now();
  if (state === undefined || state === issue.state) return;
  issue.state = state;
  issue.closedAt = state === "closed" ? now() : null;
  if (isPull(issue))
    await call.world.hooks.pullRequest(state === "closed" ? "closed" : "reopened", issue, call.token.user);
}

/** Issues, their comments and their labels. */
export const issueHandlers: Record<string, Handler> = {
  "issues/list-for-repo": (call) => {
    const state = text(call.query.state) ?? "open";
    const wanted = (text(call.query.labels) ?? "").split(",").filter(Boolean);
    const issues = call.world.issues
      .filter(
        (issue) =>
          (state === "all" || issue.state === state) && wanted.every((name) => issue.labels.includes(name)),
      )
      .reverse();
    return page(call, since(call, issues), (issue) => issueShape(call.world, issue));
  },
  "issues/create": (call) => {
    const { world, token } = call;
    const body = text(call.body.body) ?? null;
    checkIssueBody(body, "Issue");
    const at = { createdAt: now(), updatedAt: now(), closedAt: null };
    const number = world.issues.length + 1;
    const title = String(call.body.title);
    const issue: Issue = {
      id: world.nextId(),
      number,
      title,
      body,
      state: "open",
      user: token.user,
      labels: [],
      ...at,
    };
    world.issues.push(issue);
    setLabels(world, issue, labelNames(call));
    return created(issueShape(world, issue));
  },
  "issues/get": (call) => ok(issueShape(call.world, issueOf(call))),
  "issues/update": async (call) => {
    await update(call);
    return ok(issueShape(call.world, issueOf(call)));
  },
  "issues/list-comments": (call) => {
    const { number } = issueOf(call);
    const comments = since(call, call.world.comments).filter((comment) => comment.issue === number);
    return page(call, comments, (comment) => commentShape(call.world, comment));
  },
  "issues/list-comments-for-repo": (call) =>
    page(call, since(call, call.world.comments), (comment) => commentShape(call.world, comment)),
  "issues/create-comment": (call) => {
    const { world, token } = call;
    const { number } = issueOf(call);
    const at = { createdAt: now(), updatedAt: now() };
    const comment = { id: world.nextId(), issue: number, body: commentBody(call), user: token.user, ...at };
    world.comments.push(comment);
    return created(commentShape(world, comment));
  },
  "issues/get-comment": (call) => ok(commentShape(call.world, commentOf(call))),
  "issues/update-comment": (call) => {
    const comment = commentOf(call);
    Object.assign(comment, { body: commentBody(call), updatedAt: now() });
    return ok(commentShape(call.world, comment));
  },
  "issues/delete-comment": (call) => {
    call.world.comments.splice(call.world.comments.indexOf(commentOf(call)), 1);
    return empty();
  },
};

/** Labels of the repository and of issues. */
export const labelHandlers: Record<string, Handler> = {
  "issues/list-labels-for-repo": (call) =>
    page(call, call.world.labels, (label) => labelShape(call.world, label)),
  "issues/create-label": (call) => {
    const { world, body } = call;
    const name = String(body.name);
    if (world.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())) {
      throw invalid({ resource: "Label", code: "already_exists", field: "name" });
    }
    const color = text(body.color) ?? "ededed";
    const label = { id: world.nextId(), name, color, description: text(body.description) ?? null };
    world.labels.push(label);
    return created(labelShape(world, label));
  },
  "issues/get-label": (call) => {
    const label = call.world.labels.find(
      ({ name }) => name.toLowerCase() === call.params.name?.toLowerCase(),
    );
    if (label === undefined) throw notFound();
    return ok(labelShape(call.world, label));
  },
  "issues/list-labels-on-issue": (call) => page(call, labelsOf(call, issueOf(call)), (label) => label),
  "issues/add-labels": (call) => {
    const issue = issueOf(call);
    setLabels(call.world, issue, [...issue.labels, ...labelNames(call)]);
    return ok(labelsOf(call, issue));
  },
  "issues/set-labels": (call) => {
    const issue = issueOf(call);
    setLabels(call.world, issue, labelNames(call));
    return ok(labelsOf(call, issue));
  },
  "issues/remove-label": (call) => {
    const issue = issueOf(call);
    const name = call.params.name ?? "";
    if (!issue.labels.includes(name)) throw notFound();
    setLabels(
      call.world,
      issue,
      issue.labels.filter((label) => label !== name),
    );
    return ok(labelsOf(call, issue));
  },
};
