import { COMMENT_LIMIT } from "../report/budget.ts";
import { code, fence, fold } from "../report/markdown.ts";
import { type Diagnostic, place } from "./diagnostics.ts";
import type { PlanJson } from "./plan.ts";
import type { Redact } from "./redact.ts";
import {
  dangerSection,
  driftSections,
  limited,
  nameSections,
  outputLines,
  resourceSections,
} from "./report.ts";

/** Bytes for a comment's body: the hidden first line and a margin are taken off. */
export const COMMENT_BUDGET = COMMENT_LIMIT - 1_000;
/** Bytes for a step summary, with room for what another part of the same step may add. */
export const SUMMARY_BUDGET = 1_000_000;
/** Bytes of each of the sections that come last but must not be pushed out: outputs, drift, warnings, format. */
const TAIL_LIMIT = 4_000;

/** What a report says. */
export interface Report {
  /** Markdown on top: title, counts. */
  readonly head: string;
  readonly plan?: PlanJson;
  readonly diagnostics: readonly Diagnostic[];
  readonly formatDiff: string;
  readonly directory: string;
  /** Markdown at the end: commit, time, run. */
  readonly foot: string;
  readonly redact: Redact;
}

/**
 * Renders a report within a budget: what is destroyed first, then every resource with its diff; where that is too
 * much, every resource by name and as many diffs as there is room for. Outputs, drift and warnings keep their place.
 *
 * @param budget bytes
 */
export function renderReport(report: Report, budget: number): string {
  const { plan, redact } = report;
  const danger = plan === undefined ? "" : dangerSection(plan);
  const top = [report.head, danger, errorSection(report)].filter((section) => section !== "");
  const tail = [...tailSections(report), report.foot];
  const fixed = [...top, ...tail].reduce((sum, section) => sum + Buffer.byteLength(section) + 2, 0);
  const room = budget - fixed;
  const middle = plan === undefined ? [] : resourcesWithin(plan, redact, room);
  return [...top, ...middle, ...tail].join("\n\n");
}

function resourcesWithin(plan: PlanJson, redact: Redact, room: number): string[] {
  const details = fill(resourceSections(plan, redact), room);
  if (details.complete) return details.sections;
  const note =
    "_There is not room for every diff here: the step summary and the log of the run have the rest._";
  const names = fill(nameSections(plan), room - note.length - 2);
  const some = names.complete
    ? fill(resourceSections(plan, redact), room - note.length - 2 - names.bytes)
    : undefined;
  return [...names.sections, note, ...(some?.sections ?? [])];
}

/** Takes whole sections as long as there is room, and no more of them than that. */
function fill(
  sections: Iterable<string>,
  room: number,
): { sections: string[]; bytes: number; complete: boolean } {
  const taken: string[] = [];
  let bytes = 0;
  for (const section of sections) {
    const size = Buffer.byteLength(section) + 2;
    if (bytes + size > room) return { sections: taken, bytes, complete: false };
    taken.push(section);
    bytes += size;
  }
  return { sections: taken, bytes, complete: true };
}

function errorSection({ diagnostics, directory, redact }: Report): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return fill(
    errors.map((diagnostic) => diagnosticText(diagnostic, directory, redact)),
    20_000,
  ).sections.join("\n\n");
}

function tailSections(report: Report): string[] {
  const { plan, redact, diagnostics, directory } = report;
  const sections: string[] = [];
  const outputs = plan === undefined ? [] : outputLines(plan, redact);
  if (outputs.length > 0) sections.push(fold("Outputs", fence(limited(outputs, TAIL_LIMIT), "diff")));
  const drift = plan?.resource_drift ?? [];
  if (plan !== undefined && drift.length > 0) {
    const body = fill(driftSections(plan, redact), TAIL_LIMIT);
    const more = drift.length - body.sections.length;
    const rest = more > 0 ? `\n\n_and ${more} more_` : "";
    sections.push(fold(`Changed outside of Terraform (${drift.length})`, body.sections.join("\n\n") + rest));
  }
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  if (warnings.length > 0) {
    const texts = fill(
      warnings.map((warning) => diagnosticText(warning, directory, redact)),
      TAIL_LIMIT,
    ).sections;
    const more = warnings.length - texts.length;
    const rest = more > 0 ? `\n\n_and ${more} more in the log_` : "";
    sections.push(fold(`Warnings (${warnings.length})`, texts.join("\n\n") + rest));
  }
  if (report.formatDiff !== "") {
    const lines = redact(report.formatDiff).trimEnd().split("\n");
    sections.push(fold("terraform fmt would change these files", fence(limited(lines, TAIL_LIMIT), "diff")));
  }
  return sections;
}

function diagnosticText(diagnostic: Diagnostic, directory: string, redact: Redact): string {
  const where = place(diagnostic, directory);
  const about = [diagnostic.address, where].filter((part) => part).map((part) => code(part ?? ""));
  const sign = diagnostic.severity === "error" ? "❌" : "⚠️";
  const title = `${sign} **${redact(diagnostic.summary).replaceAll("\n", " ")}**${about.length > 0 ? ` (${about.join(", ")})` : ""}`;
  const text = [diagnostic.snippet?.code, diagnostic.detail].filter((part) => part).join("\n\n");
  return text === "" ? title : `${title}\n\n${fence(limited(redact(text).split("\n")))}`;
}
