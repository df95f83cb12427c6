import type { Job, Step } from "../../runner/request.ts";
import type { Run } from "../state/model.ts";
import type { World } from "../state/world.ts";
import { escapeHtml, Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { at, duration, icon, moment, plainText, shortSha } from "./parts.ts";

/** A workflow run: its jobs with steps and logs, annotations, and the step summaries as its author wanted them seen. */
export function runPage(world: World, run: Run): Html {
  const conclusion = run.conclusion ?? run.status;
  const origin =
    run.pull === undefined
      ? html`<span class="branch">${run.branch}</span>`
      : html`<a href="${at(world, `pull/${run.pull}`)}">pull request #${run.pull}</a>`;
  const body = html`<h1>${icon(run.conclusion ?? "pending")} ${run.title} <span class="muted">${run.name} #${run.number}</span></h1>
<p class="muted">${run.event.replace("_", " ")} by <strong>${run.actor.login}</strong> on ${origin} at ${shortSha(run.headSha)} · ${moment(run.createdAt)}</p>
<div class="columns"><div>${summaries(run)}${annotations(run)}${run.jobs.map(jobBox)}${run.jobs.length === 0 && bareLog(run)}</div>
<div class="aside"><section><h3>Status</h3><span class="big">${conclusion.replace("_", " ")}</span></section>
<section><h3>Total duration</h3>${duration(run.createdAt, run.status === "completed" ? run.updatedAt : null) || "running"}</section>
<section><h3>Workflow file</h3><code>${run.workflow}</code></section>
<section><h3>Jobs</h3>${run.jobs.map((job, index) => html`<div>${icon(job.conclusion ?? "pending")} <a href="#job-${index}">${job.name}</a></div>`)}</section>
${artifacts(world, run)}</div></div>`;
  return layout(world, { title: `${run.title} · ${run.name} #${run.number}`, tab: "actions", body });
}

function summaries(run: Run): Html[] {
  return run.jobs
    .map((job) => ({ job, text: job.steps.map((step) => step.summary).join("\n") }))
    .filter(({ text }) => text.trim() !== "")
    .map(
      ({ job, text }) =>
        html`<div class="box"><div class="head">${job.name} summary</div><div style="padding:16px 24px">${renderMarkdown(text)}</div></div>`,
    );
}

function annotations(run: Run): Html | undefined {
  const all = run.jobs.flatMap((job) =>
    job.steps.flatMap((step) => step.annotations.map((each) => ({ job, each }))),
  );
  if (all.length === 0) return undefined;
  const rows = all.map(({ job, each }) => {
    const place =
      each.file === undefined ? job.name : `${each.file}${each.line === undefined ? "" : `#L${each.line}`}`;
    return html`<div class="row annotation ${each.level}">${icon(each.level === "failure" ? "failure" : "pending", each.level)}
<div class="grow"><strong>${each.title ?? job.name}</strong> <span class="muted">${place}</span><br>${each.message}</div></div>`;
  });
  return html`<div class="box"><div class="head">Annotations <span class="count">${all.length}</span></div>${rows}</div>`;
}

function jobBox(job: Job, index: number): Html {
  const environment = job.environment !== undefined && html` <span class="label">${job.environment}</span>`;
  const state = job.conclusion ?? (job.startedAt === null ? "queued" : "in progress");
  return html`<div class="box" id="job-${index}"><div class="head">${icon(job.conclusion ?? "pending")} ${job.name}${environment}
<span class="muted push">${state} ${duration(job.startedAt, job.completedAt)}</span></div>${job.steps.map(stepRow)}</div>`;
}

function stepRow(step: Step): Html {
  const open = step.conclusion === "failure" || step.conclusion === null;
  const log = step.lines.length > 0 && html`<pre class="log">${step.lines.map(logLine)}</pre>`;
  const state = step.conclusion ?? (step.startedAt === null ? "skipped" : "pending");
  return html`<details class="step"${open && step.startedAt !== null ? new Html(" open") : ""}><summary>${icon(state)} ${step.name}
<span class="muted push">${duration(step.startedAt, step.completedAt)}</span></summary>${log}</details>`;
}

function logLine(line: string): Html {
  const text = plainText(line);
  const [, kind, rest = ""] = /^##\[(\w+)\](.*)$/s.exec(text) ?? [];
  if (kind === undefined) return new Html(`${escapeHtml(text)}\n`);
  if (kind === "endgroup") return new Html("");
  const prefix: Record<string, string> = {
    error: "Error: ",
    warning: "Warning: ",
    notice: "Notice: ",
    group: "▾ ",
  };
  return new Html(`<span class="${kind}">${prefix[kind] ?? ""}${escapeHtml(rest)}</span>\n`);
}

function bareLog(run: Run): Html {
  const lines =
    run.log.length === 0 ? [run.status === "completed" ? "Nothing ran." : "Waiting for a runner …"] : run.log;
  return html`<div class="box"><div class="head">Log</div><pre class="log">${lines.map(logLine)}</pre></div>`;
}

function artifacts(world: World, run: Run): Html | undefined {
  const found = world.artifacts.filter((artifact) => artifact.run === run.id);
  if (found.length === 0) return undefined;
  const row = (artifact: (typeof found)[number]) =>
    html`<div><a href="/_stand-in/artifacts/${artifact.id}.zip">${artifact.name}</a> <span class="muted">${artifact.zip.length} bytes</span></div>`;
  return html`<section><h3>Artifacts</h3>${found.map(row)}</section>`;
}
