import { UserError } from "../lib/errors/errors.ts";
import { findComment, type GitHub, type GitHubContext, type MergedPullRequest } from "../lib/github/index.ts";
import type { Secret } from "../lib/secret/secret.ts";
import { type Binding, isAuthentic, readBinding } from "../lib/terraform/binding.ts";
import { comparePlans, type Difference } from "../lib/terraform/compare.ts";
import type { PlanJson } from "../lib/terraform/plan.ts";
import { Recorder } from "../lib/terraform/records.ts";
import { planCommentKey, type TerraformSettings } from "../lib/terraform/settings.ts";

/** Whether the plan of now may be applied, and why, as a sentence. */
export interface Verdict {
  readonly allowed: boolean;
  readonly why: string;
  readonly differences: readonly Difference[];
}

/** The plan of now, and what it takes to compare it with the reviewed one. */
export interface Planned {
  readonly plan: PlanJson;
  readonly settings: TerraformSettings;
  readonly planKey: Secret;
}

/** Reads the plan that was reviewed in the pull request, and compares. */
export async function review(
  github: GitHub,
  context: GitHubContext,
  { pullRequest, planned }: { pullRequest: MergedPullRequest; planned: Planned },
): Promise<Verdict> {
  const target = { owner: context.owner, repo: context.repo, number: pullRequest.number };
  const comment = await findComment(github, target, planCommentKey(planned.settings));
  if (comment === undefined) {
    return stop(`pull request #${pullRequest.number} has no plan comment of this root module and workspace`);
  }
  try {
    return judge(readBinding(comment.body), pullRequest, planned);
  } catch (error) {
    if (error instanceof UserError) return stop(error.message);
    throw error;
  }
}

/** Judges the plan of now by what the comment remembers. Pure. */
export function judge(
  binding: Binding | undefined,
  pullRequest: MergedPullRequest,
  { plan, settings, planKey }: Planned,
): Verdict {
  const number = `pull request #${pullRequest.number}`;
  if (binding === undefined)
    return stop(`the plan in ${number} is not bound: terraform-plan had no plan-key`);
  if (binding.head !== pullRequest.headSha) {
    const [planned, merged] = [binding.head.slice(0, 12), pullRequest.headSha.slice(0, 12)];
    return stop(`the plan in ${number} is of commit ${planned}, but ${merged} was merged`);
  }
  if (binding.root !== settings.directory || binding.workspace !== settings.workspace) {
    return stop(`the plan in ${number} is of ${binding.root}, workspace ${binding.workspace}`);
  }
  const subject = { head: pullRequest.headSha, root: settings.directory, workspace: settings.workspace };
  const recorder = new Recorder(planKey, subject);
  if (!isAuthentic(binding, recorder)) {
    return stop(`the plan in ${number} was made with another plan-key, or its hidden data was changed since`);
  }
  const now = recorder.records(plan, settings.refreshOnly);
  const { verdict, differences } = comparePlans(binding, plan, recorder, now);
  if (verdict === "same")
    return { allowed: true, why: `exactly what was reviewed in ${number}`, differences };
  if (verdict === "part") {
    return { allowed: true, why: `what is left to do of what was reviewed in ${number}`, differences };
  }
  if (verdict === "outputs") {
    return { allowed: true, why: `what was reviewed in ${number}, but for values of outputs`, differences };
  }
  return { ...stop(`the plan is not the one that was reviewed in ${number}`), differences };
}

/** Not allowed. */
export function stop(why: string): Verdict {
  return { allowed: false, why, differences: [] };
}
