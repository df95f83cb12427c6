import type { FileChange } from "../repository.ts";
import { type Html, html } from "./html.ts";

/** One file of a change, line by line, with the numbers of both sides. */
export function fileDiff(file: FileChange): Html {
  const name = file.previous === undefined ? file.path : `${file.previous} → ${file.path}`;
  const rows = file.patch === "" ? html`<tr><td>Binary file, or only renamed.</td></tr>` : lines(file.patch);
  return html`<div class="box"><div class="head"><code>${name}</code>
<span class="stat push"><span class="plus">+${file.additions}</span> <span class="minus">−${file.deletions}</span></span></div>
<table class="diff">${rows}</table></div>`;
}

const MOST = 1500;

function lines(patch: string): Html[] {
  let [before, after] = [0, 0];
  const all = patch.split("\n");
  const rows = all.slice(0, MOST).map((line) => {
    const start = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (start !== null) {
      [before, after] = [Number(start[1]), Number(start[2])];
      return html`<tr class="hunk"><td class="n"></td><td class="n"></td><td>${line}</td></tr>`;
    }
    if (line.startsWith("+"))
      return html`<tr class="add"><td class="n"></td><td class="n">${after++}</td><td>${line}</td></tr>`;
    if (line.startsWith("-"))
      return html`<tr class="del"><td class="n">${before++}</td><td class="n"></td><td>${line}</td></tr>`;
    return html`<tr><td class="n">${before++}</td><td class="n">${after++}</td><td>${line}</td></tr>`;
  });
  if (all.length > MOST)
    rows.push(html`<tr class="hunk"><td colspan="3">${all.length - MOST} more lines</td></tr>`);
  return rows;
}
