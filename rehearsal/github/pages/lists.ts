import { newestStatuses } from "../api/checks.ts";
import { runChecks } from "../runs/checks.ts";
import type { Deployment, PullRequest, Run } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { at, duration, icon, moment, person, shortSha } from "./parts.ts";

/** `open`, `merged` or `closed`. */
export function pullState(request: PullRequest): "open" | "merged" | "closed" {
  return request.state === "open" ? "open" : request.pull.mergedAt === null ? "closed" : "merged";
}

/** What all checks and statuses of a commit say together; undefined when there are none. */
export function verdict(world: World, sha: string): string | undefined {
  const checks = runChecks(world)
    .concat(world.checks)
    .filter((check) => check.sha === sha);
  const states = [
    ...checks.map((check) => check.conclusion ?? "pending"),
    ...newestStatuses(world.statuses, sha).map(({ state }) => state),
  ];
  if (states.length === 0) return undefined;
  if (states.some((state) => state === "failure" || state === "error")) return "failure";
  if (states.includes("pending")) return "pending";
  return states.includes("cancelled") ? "cancelled" : "success";
}

function pullRow(world: World, request: PullRequest): Html {
  const state = pullState(request);
  const colour = { open: "#1a7f37", merged: "#8250df", closed: "#d1242f" }[state];
  const checks = verdict(world, request.pull.headSha);
  const comments = world.comments.filter(({ issue }) => issue === request.number).length;
  return html`<div class="row"><span style="color:${colour}">${icon(state === "merged" ? "merge" : "branch", state)}</span>
<div class="grow"><a class="title" href="${at(world, `pull/${request.number}`)}">${request.title}</a> ${checks !== undefined && icon(checks)}
${request.labels.map((label) => html` <span class="label">${label}</span>`)}
<div class="muted">#${request.number} ${state} ${moment(request.closedAt ?? request.createdAt)} by ${request.user.login}</div></div>
${comments > 0 && html`<span class="muted">${comments} ${comments === 1 ? "comment" : "comments"}</span>`}</div>`;
}

function runRow(world: World, run: Run): Html {
  const from =
    run.pull === undefined
      ? html`<span class="branch">${run.branch}</span>`
      : html`<a href="${at(world, `pull/${run.pull}`)}">#${run.pull}</a>`;
  const took =
    run.status === "completed" ? duration(run.createdAt, run.updatedAt) : run.status.replace("_", " ");
  return html`<div class="row">${icon(run.conclusion ?? "pending", run.conclusion ?? run.status)}
<div class="grow"><a class="title" href="${at(world, `actions/runs/${run.id}`)}">${run.title}</a>
<div class="muted"><strong>${run.name}</strong> #${run.number}: ${run.event.replace("_", " ")} by ${run.actor.login}</div></div>
<div>${from}</div><div class="muted" style="width:190px;text-align:right">${moment(run.createdAt)}<br>${took}</div></div>`;
}

function deploymentRow(world: World, deployment: Deployment): Html {
  const last = deployment.statuses.at(-1);
  const result =
    last?.state === "success" ? "success" : /fail|err/.test(last?.state ?? "") ? "failure" : "pending";
  const log =
    last === undefined || last.logUrl === ""
      ? undefined
      : html` · <a href="${last.logUrl.replace(world.url, "")}">log</a>`;
  const pull = world.pulls().find(({ pull: { mergeSha } }) => mergeSha === deployment.sha);
  const why =
    pull === undefined
      ? deployment.ref
      : html`<a href="${at(world, `pull/${pull.number}`)}">${pull.title} #${pull.number}</a>`;
  return html`<div class="row">${icon(result)}<div class="grow"><span class="title">${deployment.environment}</span> ${shortSha(deployment.sha)} ${why}
<div class="muted">${last?.state.replace("_", " ") ?? "created"}${last?.description ? `: ${last.description}` : ""}${log}</div></div>
<div class="muted">${person(deployment.creator, 16)} ${moment(last?.createdAt ?? deployment.createdAt)}</div></div>`;
}

function box(title: string, rows: readonly Html[], none: string): Html {
  const body = rows.length === 0 ? html`<div class="row muted">${none}</div>` : rows;
  return html`<div class="box"><div class="head">${title}</div>${body}</div>`;
}

const newest = <T>(items: readonly T[], most: number): T[] => [...items].reverse().slice(0, most);

const pullBox = (world: World, most: number) =>
  box(
    "Pull requests",
    newest(world.pulls(), most).map((pull) => pullRow(world, pull)),
    "No pull request yet.",
  );
const runBox = (world: World, most: number) =>
  box(
    "Workflow runs",
    newest(world.runs, most).map((run) => runRow(world, run)),
    "No workflow has run yet.",
  );
const deploymentBox = (world: World, most: number) =>
  box(
    "Deployments",
    newest(world.deployments, most).map((each) => deploymentRow(world, each)),
    "Nothing was deployed yet.",
  );

/** The repository's first page: what is going on, and its README. */
export async function homePage(world: World): Promise<Html> {
  const [head] = await world.git.commits(world.mainBranch, 1);
  const readme = head === undefined ? undefined : await world.git.file(head.sha, "README.md");
  const state = head === undefined ? undefined : verdict(world, head.sha);
  const latest =
    head !== undefined &&
    html`<div class="box"><div class="row"><span class="branch">${world.mainBranch}</span>
<div class="grow"><strong>${head.author.name}</strong> ${head.message.split("\n")[0]} ${state !== undefined && icon(state)}</div>
${shortSha(head.sha)} <span class="muted">${moment(head.committer.date)}</span></div></div>`;
  const about =
    readme !== undefined &&
    html`<div class="box"><div class="head">README</div><div style="padding:24px">${renderMarkdown(readme)}</div></div>`;
  const body = html`${latest}${pullBox(world, 10)}${runBox(world, 10)}${deploymentBox(world, 10)}${about}`;
  return layout(world, { title: "Overview", tab: "", body });
}

/** All pull requests. */
export function pullsPage(world: World): Html {
  return layout(world, { title: "Pull requests", tab: "pulls", body: pullBox(world, 500) });
}

/** All workflow runs. */
export function runsPage(world: World): Html {
  return layout(world, { title: "Actions", tab: "actions", body: runBox(world, 500) });
}

/** All deployments. */
export function deploymentsPage(world: World): Html {
  return layout(world, { title: "Deployments", tab: "deployments", body: deploymentBox(world, 500) });
}
