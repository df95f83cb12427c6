import type { Edges } from "../lib/action/action.ts";
import type { UserError } from "../lib/errors/errors.ts";
import { type GitHubContext, readContext } from "../lib/github/index.ts";
import { type Binding, bind } from "../lib/terraform/binding.ts";
import { closeFolder, openFolder } from "../lib/terraform/folder.ts";
import { type Counts, count, hasChanges, type PlanJson } from "../lib/terraform/plan.ts";
import { planRootModule } from "../lib/terraform/planning.ts";
import { publish } from "../lib/terraform/publish.ts";
import { Recorder } from "../lib/terraform/records.ts";
import { Terraform } from "../lib/terraform/terraform.ts";
import { commentDestination, describe } from "./comment.ts";
import type { Inputs } from "./inputs.ts";

export interface Outputs {
  readonly hasChanges: boolean;
  readonly counts: Counts;
  readonly commentUrl: string;
  readonly digest: string;
}

/** Plans, tells the pull request, and binds the plan to what is reviewed. */
export async function main(inputs: Inputs, edges: Edges): Promise<{ outputs?: Outputs; error?: UserError }> {
  const context = readContext();
  const folder = await openFolder();
  try {
    const terraform = new Terraform(edges.shell, inputs.settings, folder);
    const planning = await planRootModule(terraform, inputs.settings.directory);
    const { plan, error } = planning;
    const binding = plan === undefined ? undefined : bindPlan(inputs, context, plan);
    const report = describe(inputs, context, planning);
    const destination = commentDestination(inputs, context, { plan, binding });
    const commentUrl = (await publish(report, destination)) ?? "";
    if (plan === undefined) return error === undefined ? {} : { error };
    const changes = hasChanges(plan, inputs.settings.refreshOnly);
    const digest = binding?.digest ?? "";
    return { outputs: { hasChanges: changes, counts: count(plan), commentUrl, digest } };
  } finally {
    await closeFolder(folder);
  }
}

function bindPlan(inputs: Inputs, context: GitHubContext, plan: PlanJson): Binding | undefined {
  if (inputs.planKey === undefined) return undefined;
  const { directory, workspace, refreshOnly } = inputs.settings;
  const subject = { head: context.sha, root: directory, workspace };
  const recorder = new Recorder(inputs.planKey, subject);
  return bind(recorder, subject, recorder.records(plan, refreshOnly));
}
