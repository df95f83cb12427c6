import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { isPull, type World } from "../state/world.ts";
import type { Html } from "./html.ts";
import { deploymentsPage, homePage, pullsPage, runsPage } from "./lists.ts";
import { pullPage } from "./pull.ts";
import { runPage } from "./run.ts";
import { STYLE } from "./style.ts";

/** The pages that people look at. */
export async function servePages(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? "/", world.url).pathname).replace(/\/$/, "");
  if (path === "/_assets/page.css") return send(response, 200, "text/css", STYLE);
  if (path === "/_assets/markdown.css") return send(response, 200, "text/css", await markdownStyle());
  const diff = /^\/[^/]+\/[^/]+\/pull\/(\d+)\.(?:diff|patch)$/.exec(path)?.[1];
  const wanted = world.issue(Number(diff));
  if (isPull(wanted)) {
    return send(response, 200, "text/plain", await world.git.diff(wanted.pull.baseSha, wanted.pull.headSha));
  }
  const page = await pageOf(world, path.replace(`/${world.fullName}`, ""));
  if (page === undefined) send(response, 404, "text/plain", "There is no such page.\n");
  else send(response, 200, "text/html", page.text);
}

async function pageOf(world: World, path: string): Promise<Html | undefined> {
  if (path === "") return homePage(world);
  if (path === "/pulls") return pullsPage(world);
  if (path === "/actions") return runsPage(world);
  if (path === "/deployments") return deploymentsPage(world);
  const [, kind, id] = /^\/(pull|issues|actions\/runs)\/(\d+)(?:\/.*)?$/.exec(path) ?? [];
  if (kind === "actions/runs") {
    const run = world.runs.find((each) => each.id === Number(id));
    return run === undefined ? undefined : runPage(world, run);
  }
  const issue = kind === undefined ? undefined : world.issue(Number(id));
  return isPull(issue) ? pullPage(world, issue) : undefined;
}

let style: Promise<string> | undefined;

/** GitHub's style for Markdown, from the package of that name. */
function markdownStyle(): Promise<string> {
  const require = createRequire(import.meta.url);
  style ??= readFile(require.resolve("github-markdown-css/github-markdown-light.css"), "utf8");
  return style;
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  const policy = "default-src 'none'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'";
  response
    .writeHead(status, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy })
    .end(text);
}
