import { closePull, type MergeMethod, mergePull, openPull } from "../pulls.ts";
import { fileShape, pullShape, pullSimpleShape } from "../shapes/pull.ts";
import { commitShape } from "../shapes/repository.ts";
import type { PullRequest } from "../state/model.ts";
import { isPull, now } from "../state/world.ts";
import { type Call, created, type Handler, invalid, notFound, ok, page, text } from "./call.ts";
import { checkIssueBody } from "./issues.ts";

function pullOf(call: Call): PullRequest {
  const issue = call.world.issue(Number(call.params.pull_number));
  if (!isPull(issue)) throw notFound();
  return issue;
}

/** Pull requests. */
export const pullHandlers: Record<string, Handler> = {
  "pulls/list": (call) => {
    const { state = "open", head, base } = call.query;
    const pulls = call.world
      .pulls()
      .filter((request) => state === "all" || request.state === state)
      .filter(({ pull }) => base === undefined || pull.base === base)
      .filter(
        ({ pull }) => head === undefined || `${pull.fork ?? call.world.owner.login}:${pull.head}` === head,
      )
      .reverse();
    return page(call, pulls, (pull) => pullSimpleShape(call.world, pull));
  },
  "pulls/create": async (call) => {
    const { title, body, head, base } = call.body;
    checkIssueBody(text(body), "PullRequest");
    if (title === undefined)
      throw invalid({ resource: "PullRequest", code: "missing_field", field: "title" });
    const branch = String(head).replace(`${call.world.owner.login}:`, "");
    const pull = await openPull(call.world, {
      ...{
        title: String(title),
        body: text(body) ?? null,
        branch,
        base: String(base),
        user: call.token.user,
      },
    });
    return created(await pullShape(call.world, pull));
  },
  "pulls/get": async (call) => ok(await pullShape(call.world, pullOf(call))),
  "pulls/update": async (call) => {
    const request = pullOf(call);
    const { title, body, state } = call.body;
    checkIssueBody(text(body), "PullRequest");
    if (title !== undefined) request.title = String(title);
    if (body !== undefined) request.body = text(body) ?? null;
    request.updatedAt = now();
    if (state === "closed" && request.state === "open") await closePull(call.world, request, call.token.user);
    return ok(await pullShape(call.world, request));
  },
  "pulls/merge": async (call) => {
    const wanted = {
      method: (text(call.body.merge_method) ?? "merge") as MergeMethod,
      actor: call.token.user,
    };
    const title = text(call.body.commit_title);
    const head = text(call.body.sha);
    const more = { ...(title === undefined ? {} : { title }), ...(head === undefined ? {} : { head }) };
    const sha = await mergePull(call.world, pullOf(call), { ...wanted, ...more });
    return ok({ sha, merged: true, message: "Pull Request successfully merged" });
  },
  "pulls/list-files": async (call) => {
    const { pull } = pullOf(call);
    const files = await call.world.git.files(pull.baseSha, pull.headSha);
    return page(call, files, (file) => fileShape(call.world, pull.headSha, file));
  },
  "pulls/list-commits": async (call) => {
    const { pull } = pullOf(call);
    const commits = await call.world.git.commits(`${pull.baseSha}..${pull.headSha}`);
    return page(call, commits.reverse(), (commit) => commitShape(call.world, commit));
  },
};
