import type { UserError } from "../lib/errors/errors.ts";
import { code, fence, fold, table } from "../lib/report/markdown.ts";
import type { Difference } from "../lib/terraform/compare.ts";
import type { Report } from "../lib/terraform/document.ts";
import { count } from "../lib/terraform/plan.ts";
import type { Planning } from "../lib/terraform/planning.ts";
import { publish } from "../lib/terraform/publish.ts";
import { type Redact, redaction } from "../lib/terraform/redact.ts";
import { countsText, limited } from "../lib/terraform/report.ts";
import { applyCommentKey } from "../lib/terraform/settings.ts";
import type { About } from "./main.ts";

/** What came of a run. */
export interface Outcome {
  readonly applied: boolean;
  /** What was or was not applied, as half a sentence. */
  readonly why: string;
  readonly differences: readonly Difference[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly error?: UserError;
}

/** Rows of the table of differences; the rest is in the diffs below it. */
const ROWS = 100;

const HOW_TO_GO_ON = [
  "**How to go on**, one of:",
  "",
  "- Open a pull request (an empty commit will do): its comment shows the plan as it is now; merge it.",
  "- If what is shown here is right, run this workflow by hand with `review: none`: it applies what is planned then.",
  "- If the difference comes from a change by hand, undo that and run this job again.",
].join("\n");

/** Writes the step summary and the comment of the pull request. */
export async function tell(about: About, planning: Planning, outcome: Outcome): Promise<string> {
  const { inputs, context, pullRequest } = about;
  const silent = inputs.comment === "never" || (!outcome.applied && outcome.error === undefined);
  const url = await publish(report(about, planning, outcome), {
    context,
    ...(pullRequest === undefined || silent ? {} : { pullRequest: pullRequest.number }),
    ...(inputs.token === undefined ? {} : { token: inputs.token }),
    key: applyCommentKey(inputs.settings),
    hidden: "",
  });
  return url ?? "";
}

function report(about: About, planning: Planning, outcome: Outcome): Report {
  const { inputs, context } = about;
  const redact = redaction(planning.plan);
  const stopped =
    outcome.error !== undefined && planning.plan !== undefined && !outcome.applied && outcome.why !== "";
  const time = new Date().toISOString().replace("T", " ").slice(0, 16);
  return {
    head: head(about, planning, outcome)
      .map((part) => redact(part))
      .join("\n\n"),
    // What was applied is in the comment of the plan; what was not is shown.
    ...(stopped && planning.plan !== undefined ? { plan: planning.plan } : {}),
    diagnostics: planning.diagnostics,
    formatDiff: "",
    directory: inputs.settings.directory,
    foot: [
      ...outputSection(outcome, redact),
      `---\n\nCommit ${context.sha}, ${time} UTC, [run](${context.runUrl}).`,
    ].join("\n\n"),
    redact,
  };
}

function head({ inputs }: About, { plan }: Planning, outcome: Outcome): string[] {
  const { title, settings } = inputs;
  const parts = [`### ${title}: ${code(settings.directory)}, workspace ${code(settings.workspace)}`];
  const counts = plan === undefined ? "" : countsText(count(plan));
  const done = counts.replaceAll("to destroy", "destroyed").replaceAll("to create", "created");
  if (outcome.applied) return [...parts, `**Applied**: ${past(done)}.`, `It was ${outcome.why}.`];
  if (outcome.error === undefined) return [...parts, `**Nothing to apply**: ${outcome.why}.`];
  if (plan === undefined || outcome.why === "") return [...parts, `**Failed**: ${outcome.error.message}`];
  if (outcome.differences.length === 0 && !outcome.error.message.startsWith("nothing was applied")) {
    const retry =
      "Repair the cause and run this job again: what is left is compared with the review and applied.";
    return [...parts, `**Failed half way**: ${outcome.error.message}`, retry];
  }
  return [
    ...parts,
    `**Stopped, nothing was applied**: ${outcome.why}.`,
    ...differenceSection(outcome),
    HOW_TO_GO_ON,
  ];
}

function past(counts: string): string {
  return counts
    .replaceAll("to replace", "replaced")
    .replaceAll("to change", "changed")
    .replaceAll("to import", "imported")
    .replaceAll("to move", "moved")
    .replaceAll("to forget", "forgotten")
    .replaceAll(/outputs? changes?/g, (text) =>
      text.startsWith("outputs") ? "outputs changed" : "output changed",
    );
}

function differenceSection({ differences }: Outcome): string[] {
  if (differences.length === 0) return [];
  const rows = differences
    .slice(0, ROWS)
    .map(({ address, reviewed, now }) => [code(address), reviewed ?? "nothing", now ?? "nothing left to do"]);
  const more = differences.length > ROWS ? [`_and ${differences.length - ROWS} more_`] : [];
  return [table(["", "reviewed", "planned now"], rows), ...more];
}

function outputSection({ outputs }: Outcome, redact: Redact): string[] {
  if (outputs === undefined || Object.keys(outputs).length === 0) return [];
  const lines = JSON.stringify(outputs, null, 2).split("\n").map(redact);
  return [fold("Outputs", fence(limited(lines), "json"))];
}
