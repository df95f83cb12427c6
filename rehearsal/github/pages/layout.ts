import type { World } from "../state/world.ts";
import { type Html, html, type Part } from "./html.ts";
import { at } from "./parts.ts";

const TABS = [
  ["Overview", ""],
  ["Pull requests", "pulls"],
  ["Actions", "actions"],
  ["Deployments", "deployments"],
] as const;

/** A whole page with the repository's head and tabs; `tab` is the path of the chosen one. */
export function layout(world: World, page: { title: string; tab: string; body: Part }): Html {
  const open = world.pulls().filter(({ state }) => state === "open").length;
  const counts: Record<string, number> = {
    pulls: open,
    actions: world.runs.length,
    deployments: world.deployments.length,
  };
  const tabs = TABS.map(([name, path]) => {
    const count = counts[path] ?? 0;
    const chosen = path === page.tab ? "tab chosen" : "tab";
    return html`<a class="${chosen}" href="${at(world, path)}">${name}${count > 0 && html` <span class="count">${count}</span>`}</a>`;
  });
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${world.fullName}</title>
<link rel="stylesheet" href="/_assets/markdown.css"><link rel="stylesheet" href="/_assets/page.css"></head>
<body><header><div class="crumbs"><span class="mark">◆</span> <a href="/">${world.owner.login}</a> <span class="muted">/</span>
<a href="${at(world, "")}"><strong>${world.name}</strong></a> <span class="label">Public</span>
<span class="label note">stand-in for GitHub</span></div><nav>${tabs}</nav></header>
<main>${page.body}</main>
<footer>Rehearsal: everything here happened on this machine.</footer></body></html>
`;
}
