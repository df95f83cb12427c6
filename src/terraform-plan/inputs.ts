import { InputReader } from "../lib/inputs/reader.ts";
import type { Secret } from "../lib/secret/secret.ts";
import { readTerraformSettings } from "../lib/terraform/inputs.ts";
import type { TerraformSettings } from "../lib/terraform/settings.ts";

/** When the comment is written. A comment that is there already is always updated. */
export type CommentMode = "always" | "changes" | "never";

export interface Inputs {
  readonly settings: TerraformSettings;
  readonly title: string;
  readonly comment: CommentMode;
  readonly token?: Secret;
  /** Key of the digests that bind the plan; without it the plan is not bound. */
  readonly planKey?: Secret;
}

/** Reads the inputs of `actions/terraform-plan/action.yml`. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const settings = readTerraformSettings(reader);
  const token = reader.optionalSecret("token");
  const planKey = reader.optionalSecret("plan-key");
  const inputs = {
    settings,
    title: reader.optional("title", "Terraform plan"),
    comment: reader.choice("comment", ["always", "changes", "never"], "always"),
    ...(token === undefined ? {} : { token }),
    ...(planKey === undefined ? {} : { planKey }),
  };
  if (planKey !== undefined && planKey.reveal().length < 16) {
    reader.mistake('plan-key must have at least 16 characters: make one with "openssl rand -hex 32"');
  }
  reader.done();
  return inputs;
}
