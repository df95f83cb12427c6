import { type Diff, failuresOf, type HostCounts, type Run, type TaskEvent } from "../lib/ansible/events.ts";
import { code, escapeHtml, fence, fold, table } from "../lib/report/markdown.ts";
import { diffLines } from "../lib/terraform/line-diff.ts";
import { resultSections } from "./result.ts";

/** What the page needs to know about the run besides what it told. */
export interface Heading {
  readonly playbook: string;
  readonly check: boolean;
}

/** Characters of one message or diff; the log has the whole. */
const LONG = 4000;

/** The step summary, most important first: outcome, failures, the playbook's own result, hosts, changes. */
export function report(run: Run, heading: Heading): string[] {
  const failures = failuresOf(run);
  const changes = run.tasks.filter(({ status }) => status === "changed");
  const warnings = [...new Set(run.tasks.flatMap((task) => task.warnings))];
  return [
    `### Playbook ${escapeHtml(heading.playbook)}: ${outcome(run, heading.check)}`,
    ...failures.map(failureSection),
    ...(warnings.length === 0
      ? []
      : [warnings.map((text) => `> ⚠️ ${escapeHtml(oneLine(text))}`).join("\n>\n")]),
    ...resultSections(run.result),
    ...(Object.keys(run.hosts).length === 0 ? [] : [hostTable(run.hosts)]),
    ...(changes.length === 0 ? [] : [changeTable(changes, heading.check)]),
    ...changes.flatMap(diffSection),
  ];
}

/** One line: "3 changes on 2 of 3 hosts". */
export function outcome(run: Run, check: boolean): string {
  const hosts = Object.values(run.hosts);
  const changes = hosts.reduce((sum, { changed }) => sum + changed, 0);
  const touched = hosts.filter(({ changed }) => changed > 0).length;
  const dry = check ? " (dry run: nothing was changed)" : "";
  const failures = failuresOf(run).length;
  const end = failures > 0 ? `failed, after ` : run.complete ? "" : "stopped before its end, after ";
  if (changes === 0) return `${end}no change on ${hosts.length} ${plural(hosts.length, "host")}${dry}`;
  const word = check ? `would make ${changes}` : `${changes}`;
  return `${end}${word} ${plural(changes, "change")} on ${touched} of ${hosts.length} ${plural(hosts.length, "host")}${dry}`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

/** Where a task ran: the host, or the one it was delegated to. */
export function place({ host, via }: TaskEvent): string {
  return via === "" || via === host ? host : `${via} (for ${host})`;
}

function failureSection(task: TaskEvent): string {
  const what = task.status === "unreachable" ? "cannot be reached" : "failed";
  return `❌ **${escapeHtml(place(task))}** ${what} in ${code(task.task)}\n\n${fence(cut(task.message))}`;
}

function hostTable(hosts: Readonly<Record<string, HostCounts>>): string {
  const rows = Object.entries(hosts).map(([name, { ok, changed, failed, unreachable, skipped }]) => [
    code(name),
    ...[ok, changed, failed, unreachable, skipped].map(String),
  ]);
  return table(["host", "ok", "changed", "failed", "unreachable", "skipped"], rows);
}

function changeTable(changes: readonly TaskEvent[], check: boolean): string {
  const rows = changes.map((task) => [
    code(place(task)),
    escapeHtml(task.task),
    escapeHtml(oneLine(task.message)),
  ]);
  return table(["host", check ? "would change" : "changed", "what"], rows);
}

function diffSection(task: TaskEvent): string[] {
  if (task.diff.length === 0) return [];
  const body = task.diff.map((diff) => fence(cut(diffText(diff)), "diff")).join("\n\n");
  return [fold(`${place(task)}: ${task.task}`, body)];
}

function diffText(diff: Diff): string {
  if ("prepared" in diff) return diff.prepared;
  const header = diff.header === "" ? [] : [`@@ ${diff.header} @@`];
  const changes = diffLines(lines(diff.before), lines(diff.after));
  return [...header, ...changes.map(({ sign, text }) => `${sign} ${text}`)].join("\n");
}

function lines(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= 300 ? line : `${line.slice(0, 300)}…`;
}

function cut(text: string): string {
  return text.length <= LONG
    ? text
    : `${text.slice(0, LONG)}\n… ${text.length - LONG} more characters in the log`;
}
