import { setSecret } from "@actions/core";
import { UserError } from "../errors/errors.ts";
import { annotate, annotateFormat, type Diagnostic, distinct } from "./diagnostics.ts";
import type { PlanJson } from "./plan.ts";
import type { Format, Terraform } from "./terraform.ts";

/** What came of planning; `plan` or `error`. */
export interface Planning {
  readonly plan?: PlanJson;
  readonly error?: UserError;
  readonly format: Format;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * fmt, init, validate, plan, show. What Terraform says becomes annotations. Does not throw when Terraform refuses:
 * that is a result too, which people want to see in the comment.
 */
export async function planRootModule(terraform: Terraform, directory: string): Promise<Planning> {
  const format = await terraform.fmt();
  annotateFormat(format.files, directory);
  const outcome = await attempt(terraform);
  const diagnostics = distinct(terraform.diagnostics);
  annotate(diagnostics, directory);
  return { ...outcome, format, diagnostics };
}

async function attempt(terraform: Terraform): Promise<{ plan: PlanJson } | { error: UserError }> {
  try {
    await terraform.init();
    await terraform.validate();
    await terraform.plan();
    const plan = await terraform.show();
    maskVariables(plan);
    return { plan };
  } catch (error) {
    if (error instanceof UserError) return { error };
    throw error;
  }
}

/** Masks the sensitive variables in the log, where a provider may echo one. */
function maskVariables(plan: PlanJson): void {
  const declared = plan.configuration?.root_module?.variables ?? {};
  for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
    if (declared[name]?.sensitive === true && typeof value === "string" && value.length >= 4)
      setSecret(value);
  }
}
