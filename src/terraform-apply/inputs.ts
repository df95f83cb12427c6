import { InputReader } from "../lib/inputs/reader.ts";
import type { Secret } from "../lib/secret/secret.ts";
import { readTerraformSettings } from "../lib/terraform/inputs.ts";
import type { TerraformSettings } from "../lib/terraform/settings.ts";

export interface Inputs {
  readonly settings: TerraformSettings;
  readonly title: string;
  /** `required`: only what was reviewed in the merged pull request. `none`: whatever is planned now. */
  readonly review: "required" | "none";
  /** What to do with a commit that came without a pull request. */
  readonly whenUnreviewed: "stop" | "apply";
  readonly comment: "always" | "never";
  readonly token?: Secret;
  readonly planKey?: Secret;
}

/** Reads the inputs of `actions/terraform-apply/action.yml`. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const settings = readTerraformSettings(reader);
  const token = reader.optionalSecret("token");
  const planKey = reader.optionalSecret("plan-key");
  const inputs: Inputs = {
    settings,
    title: reader.optional("title", "Terraform apply"),
    review: reader.choice("review", ["required", "none"], "required"),
    whenUnreviewed: reader.choice("when-unreviewed", ["stop", "apply"], "stop"),
    comment: reader.choice("comment", ["always", "never"], "always"),
    ...(token === undefined ? {} : { token }),
    ...(planKey === undefined ? {} : { planKey }),
  };
  if (inputs.review === "required") {
    if (token === undefined) reader.mistake("token is required to find the review, and was empty");
    if (planKey === undefined) {
      reader.mistake(
        'plan-key is required and was empty: give the key that terraform-plan got, or set "review: none" to apply ' +
          "whatever is planned now",
      );
    }
  }
  reader.done();
  return inputs;
}
