import { info } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { UserError } from "../lib/errors/errors.ts";
import type { MergedPullRequest } from "../lib/github/index.ts";
import { findMergedPullRequest, type GitHubContext, openGitHub, readContext } from "../lib/github/index.ts";
import { annotate, distinct } from "../lib/terraform/diagnostics.ts";
import { TerraformFailed } from "../lib/terraform/failure.ts";
import { closeFolder, openFolder } from "../lib/terraform/folder.ts";
import { type Counts, count, hasChanges, type PlanJson } from "../lib/terraform/plan.ts";
import { type Planning, planRootModule } from "../lib/terraform/planning.ts";
import { Terraform } from "../lib/terraform/terraform.ts";
import type { Inputs } from "./inputs.ts";
import { type Outcome, tell } from "./report.ts";
import { review, stop, type Verdict } from "./review.ts";

export interface Outputs {
  readonly applied: boolean;
  readonly counts: Counts;
  /** Non-sensitive outputs of the root module. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly commentUrl: string;
}

/** Plans again, and applies that plan if it is the reviewed one. */
export async function main(inputs: Inputs, edges: Edges): Promise<Outputs> {
  const context = readContext();
  const pullRequest = await findReviewed(inputs, context);
  const folder = await openFolder();
  try {
    let run = await once(
      { inputs, context, pullRequest },
      new Terraform(edges.shell, inputs.settings, folder),
    );
    if (isStale(run.outcome)) {
      info("the state moved on between plan and apply: planning and comparing again");
      run = await once({ inputs, context, pullRequest }, new Terraform(edges.shell, inputs.settings, folder));
    }
    const commentUrl = await tell({ inputs, context, pullRequest }, run.planning, run.outcome);
    if (run.outcome.error !== undefined) throw run.outcome.error;
    const { plan } = run.planning;
    if (plan === undefined) throw new Error("there is neither a plan nor an error");
    const outputs = run.outcome.outputs ?? {};
    return { applied: run.outcome.applied, counts: count(plan), outputs, commentUrl };
  } finally {
    await closeFolder(folder);
  }
}

/** What a run is about. */
export interface About {
  readonly inputs: Inputs;
  readonly context: GitHubContext;
  readonly pullRequest: MergedPullRequest | undefined;
}

async function findReviewed(inputs: Inputs, context: GitHubContext): Promise<MergedPullRequest | undefined> {
  if (inputs.review === "none" || inputs.token === undefined) return undefined;
  return findMergedPullRequest(openGitHub(inputs.token), context);
}

async function once(about: About, terraform: Terraform): Promise<{ planning: Planning; outcome: Outcome }> {
  const { settings } = about.inputs;
  const planning = await planRootModule(terraform, settings.directory);
  const { plan } = planning;
  if (plan === undefined) return { planning, outcome: failed(planning.error) };
  if (!hasChanges(plan, settings.refreshOnly)) {
    const outputs = await plainOutputs(terraform);
    return { planning, outcome: { applied: false, why: "there is nothing to do", differences: [], outputs } };
  }
  const verdict = await decide(about, plan);
  if (!verdict.allowed) return { planning, outcome: { applied: false, ...verdict, error: refusal(verdict) } };
  info(`applying ${verdict.why}`);
  const before = terraform.diagnostics.length;
  const outcome = await apply(terraform, verdict);
  annotate(terraform.diagnostics.slice(before), settings.directory);
  return { planning: { ...planning, diagnostics: distinct(terraform.diagnostics) }, outcome };
}

async function decide({ inputs, context, pullRequest }: About, plan: PlanJson): Promise<Verdict> {
  const { settings, token, planKey } = inputs;
  if (inputs.review === "none" || token === undefined || planKey === undefined) {
    return { allowed: true, why: "what is planned now, without a review (review: none)", differences: [] };
  }
  if (pullRequest !== undefined) {
    return review(openGitHub(token), context, { pullRequest, planned: { plan, settings, planKey } });
  }
  const unreviewed = `commit ${context.sha.slice(0, 12)} came without a pull request`;
  if (inputs.whenUnreviewed === "stop") return stop(unreviewed);
  return {
    allowed: true,
    why: `what is planned now: ${unreviewed} (when-unreviewed: apply)`,
    differences: [],
  };
}

async function apply(terraform: Terraform, verdict: Verdict): Promise<Outcome> {
  try {
    await terraform.apply();
    return { applied: true, ...verdict, outputs: await plainOutputs(terraform) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...failed(error), why: verdict.why };
  }
}

async function plainOutputs(terraform: Terraform): Promise<Record<string, unknown>> {
  const outputs = Object.entries(await terraform.outputs());
  return Object.fromEntries(
    outputs.filter(([, { sensitive }]) => !sensitive).map(([name, { value }]) => [name, value]),
  );
}

function failed(error: UserError | undefined): Outcome {
  const shown = error ?? new UserError("Terraform failed");
  return { applied: false, why: "", differences: [], error: shown };
}

function refusal({ why }: Verdict): UserError {
  return new UserError(
    `nothing was applied: ${why}. The step summary says what is different and how to go on`,
  );
}

function isStale({ error }: Outcome): boolean {
  return (
    error instanceof TerraformFailed &&
    error.diagnostics.some(({ summary }) => /plan is stale/i.test(summary))
  );
}
