import { newestStatuses } from "../api/checks.ts";
import { runChecks } from "../runs/checks.ts";
import type { Comment, PullRequest, User } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { fileDiff } from "./diff.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { pullState, verdict } from "./lists.ts";
import { renderMarkdown } from "./markdown.ts";
import { duration, icon, moment, person, shortSha } from "./parts.ts";

/** A pull request: its conversation, checks, commits and changes. */
export async function pullPage(world: World, request: PullRequest): Promise<Html> {
  const { pull } = request;
  const commits = (await world.git.commits(`${pull.baseSha}..${pull.headSha}`)).reverse();
  const files = await world.git.files(pull.baseSha, pull.headSha);
  const added = files.reduce((sum, file) => sum + file.additions, 0);
  const removed = files.reduce((sum, file) => sum + file.deletions, 0);
  const description = {
    user: request.user,
    body: request.body ?? "_No description provided._",
    createdAt: request.createdAt,
  };
  const commitEvents = commits.map(
    (commit) =>
      html`<div class="event">${icon("commit")} ${commit.author.name}: ${commit.message.split("\n")[0]} ${shortSha(commit.sha)}</div>`,
  );
  const comments = world.comments.filter(({ issue }) => issue === request.number);
  const body = html`${head(world, request, commits.length)}
<div class="columns"><div>${remark(description)}${commitEvents}${comments.map((comment) => remark(comment, comment))}${outcome(request)}${checks(world, pull.headSha)}
<h2 id="files">Files changed <span class="count">${files.length}</span>
<span class="stat"><span class="plus">+${added}</span> <span class="minus">−${removed}</span></span></h2>${files.map(fileDiff)}</div>
${aside(world, request)}</div>`;
  return layout(world, { title: `${request.title} · Pull request #${request.number}`, tab: "pulls", body });
}

function head(world: World, request: PullRequest, commits: number): Html {
  const { pull, number, title, user } = request;
  const state = pullState(request);
  const from = pull.fork === undefined ? pull.head : `${pull.fork}:${pull.head}`;
  const verb = state === "merged" ? "merged" : "wants to merge";
  const shown = { open: "Open", merged: "Merged", closed: "Closed" }[state];
  const actor = pull.mergedBy ?? user;
  return html`<h1>${title} <span class="muted">#${number}</span></h1>
<p><span class="state ${state}">${icon(state === "merged" ? "merge" : "branch", "")} ${shown}</span>
&nbsp; <strong>${actor.login}</strong> <span class="muted">${verb} ${commits} ${commits === 1 ? "commit" : "commits"} into</span>
<span class="branch">${pull.base}</span> <span class="muted">from</span> <span class="branch">${from}</span>
<span class="muted">${world.fullName}</span></p><hr style="border:0;border-top:1px solid #d1d9e0;margin:0 0 24px">`;
}

function remark(remark: { user: User; body: string; createdAt: string }, comment?: Comment): Html {
  const edited =
    comment !== undefined &&
    comment.updatedAt !== comment.createdAt &&
    html` · edited ${moment(comment.updatedAt)}`;
  const source = `/_stand-in/avatar/${encodeURIComponent(remark.user.login)}.svg`;
  const anchor = comment === undefined ? "description" : `issuecomment-${comment.id}`;
  return html`<div class="comment" id="${anchor}"><img class="avatar" src="${source}" alt="" width="40" height="40">
<div class="box"><div class="head">${name(remark.user)} <span class="muted">commented ${moment(remark.createdAt)}${edited}</span></div>
<div class="text">${renderMarkdown(remark.body)}</div></div></div>`;
}

function name(user: User): Html {
  const bot = user.type === "Bot" && html` <span class="label">bot</span>`;
  return html`<strong>${user.login.replace("[bot]", "")}</strong>${bot}`;
}

function outcome(request: PullRequest): Html | undefined {
  const { pull } = request;
  if (pull.mergedAt !== null && pull.mergeSha !== null) {
    const who = pull.mergedBy?.login ?? "somebody";
    return html`<div class="event" style="color:#8250df">${icon("merge")} <strong>${who}</strong> merged this as ${shortSha(pull.mergeSha)} into <span class="branch">${pull.base}</span> ${moment(pull.mergedAt)}</div>`;
  }
  if (request.state === "closed") return html`<div class="event">closed ${moment(request.closedAt)}</div>`;
  if (pull.mergeSha === null)
    return html`<div class="event">${icon("failure")} This branch has conflicts with the base branch.</div>`;
  return undefined;
}

function checks(world: World, sha: string): Html {
  const runs = runChecks(world)
    .concat(world.checks)
    .filter((check) => check.sha === sha);
  const statuses = newestStatuses(world.statuses, sha);
  const all = verdict(world, sha) ?? "none";
  const words: Record<string, string> = {
    success: "All checks have passed",
    failure: "Some checks were not successful",
    pending: "Some checks haven’t completed yet",
    cancelled: "Some checks were cancelled",
    none: "No checks ran for this commit",
  };
  const link = (url: string | null) =>
    url !== null && url !== "" && html`<a class="push" href="${url.replace(world.url, "")}">Details</a>`;
  const rows = [
    ...runs.map(
      (
        check,
      ) => html`<div class="row">${icon(check.conclusion ?? "pending")}<div class="grow"><strong>${check.name}</strong>
<span class="muted">${check.title ?? check.conclusion ?? check.status.replace("_", " ")} ${duration(check.startedAt, check.completedAt)}</span></div>${link(check.detailsUrl)}</div>`,
    ),
    ...statuses.map(
      (
        status,
      ) => html`<div class="row">${icon(status.state)}<div class="grow"><strong>${status.context}</strong>
<span class="muted">${status.description ?? status.state}</span></div>${link(status.targetUrl)}</div>`,
    ),
  ];
  return html`<div class="box" id="checks"><div class="head">${icon(all)} <span class="big">${words[all]}</span></div>${rows}</div>`;
}

function aside(world: World, request: PullRequest): Html {
  const { pull, labels } = request;
  const deployments = world.deployments.filter(({ sha }) => sha === pull.headSha || sha === pull.mergeSha);
  const list = deployments.map(
    (each) => html`<div>${icon(each.statuses.at(-1)?.state ?? "pending")} ${each.environment}</div>`,
  );
  const people = [
    ...new Set([
      request.user,
      ...world.comments.filter(({ issue }) => issue === request.number).map(({ user }) => user),
    ]),
  ];
  return html`<div class="aside"><section><h3>Participants</h3>${people.map((user) => html`<div>${person(user)}</div>`)}</section>
<section><h3>Labels</h3>${labels.length === 0 ? "None yet" : labels.map((label) => html`<span class="label">${label}</span> `)}</section>
<section><h3>Deployments</h3>${list.length === 0 ? "None yet" : list}</section>
<section><h3>Head</h3>${shortSha(pull.headSha)} on ${shortSha(pull.baseSha)}</section></div>`;
}
