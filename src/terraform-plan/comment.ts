import type { GitHubContext } from "../lib/github/index.ts";
import { code } from "../lib/report/markdown.ts";
import { type Binding, renderBinding } from "../lib/terraform/binding.ts";
import type { Report } from "../lib/terraform/document.ts";
import { count, hasChanges, type PlanJson } from "../lib/terraform/plan.ts";
import type { Planning } from "../lib/terraform/planning.ts";
import type { Destination } from "../lib/terraform/publish.ts";
import { redaction } from "../lib/terraform/redact.ts";
import { countsText } from "../lib/terraform/report.ts";
import { planCommentKey } from "../lib/terraform/settings.ts";
import type { Inputs } from "./inputs.ts";

/** What the comment and the summary say. */
export function describe(inputs: Inputs, context: GitHubContext, planning: Planning): Report {
  const { plan, diagnostics, format } = planning;
  return {
    head: head(inputs, planning),
    ...(plan === undefined ? {} : { plan }),
    diagnostics,
    formatDiff: format.diff,
    directory: inputs.settings.directory,
    foot: foot(inputs, context, plan),
    redact: redaction(plan),
  };
}

function head({ title, settings }: Inputs, { plan, error }: Planning): string {
  const where = `${code(settings.directory)}, workspace ${code(settings.workspace)}`;
  const mode = settings.destroy ? " (destroy)" : settings.refreshOnly ? " (refresh only)" : "";
  const result = plan === undefined ? "**Failed**" : `**${outcome(plan, settings.refreshOnly)}**`;
  const what = error === undefined || plan !== undefined ? "" : `: ${redaction(undefined)(error.message)}`;
  return [
    `### ${title}${mode}: ${where}`,
    `${result}${what}`,
    ...(settings.targets.length > 0
      ? [`Only ${settings.targets.map(code).join(", ")} and what they depend on.`]
      : []),
  ].join("\n\n");
}

function outcome(plan: PlanJson, refreshOnly: boolean): string {
  const text = countsText(count(plan));
  const drift = plan.resource_drift?.length ?? 0;
  if (refreshOnly && drift > 0) return `${drift} changed outside of Terraform, ${text}`;
  return hasChanges(plan, refreshOnly) ? text : "No changes: the infrastructure matches the configuration";
}

function foot(inputs: Inputs, context: GitHubContext, plan: PlanJson | undefined): string {
  const time = new Date().toISOString().replace("T", " ").slice(0, 16);
  const bound =
    plan === undefined
      ? ""
      : inputs.planKey === undefined
        ? "Not bound, for want of a plan-key: nothing checks that what is applied is what is shown here."
        : "Merging applies exactly these changes, or stops and says what is different.";
  return `---\n\n${bound}${bound === "" ? "" : "\n"}Commit ${context.sha}, ${time} UTC, [run](${context.runUrl}).`;
}

/** Where it goes: the comment of this root module and workspace, with the plan's binding hidden in it. */
export function commentDestination(
  inputs: Inputs,
  context: GitHubContext,
  result: { plan: PlanJson | undefined; binding: Binding | undefined },
): Destination {
  const { plan, binding } = result;
  const { settings, token } = inputs;
  const quiet = plan !== undefined && !hasChanges(plan, settings.refreshOnly);
  const wanted = inputs.comment !== "never" && context.pullRequest !== undefined;
  return {
    context,
    ...(wanted && context.pullRequest !== undefined ? { pullRequest: context.pullRequest } : {}),
    ...(token === undefined ? {} : { token }),
    key: planCommentKey(settings),
    hidden: binding === undefined ? "" : renderBinding(binding),
    onlyUpdate: inputs.comment === "changes" && quiet,
  };
}
