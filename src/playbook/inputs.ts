import { type Fleet, readFleet } from "../lib/fleet/fleet.ts";
import { InputReader } from "../lib/inputs/reader.ts";
import type { Secret } from "../lib/secret/secret.ts";

/** Where the fleet comes from when it is not given: a Terraform root module's output `fleet`. */
export interface TerraformSource {
  /** `terraform`, `tofu`, or the path of one of them. */
  readonly program: string;
  readonly directory: string;
  readonly workspace: string;
  readonly backendConfig: readonly string[];
}

/** What to play, on what, how. */
export interface Inputs {
  readonly playbook: string;
  readonly directory: string;
  readonly fleet: Fleet | TerraformSource;
  readonly privateKey: Secret;
  readonly check: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly limit: readonly string[];
  /** Seconds. */
  readonly timeout: number;
}

const VARIABLE = /^[A-Za-z_]\w*$/;

/** Reads and checks the inputs; all mistakes are reported at once. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const privateKey = reader.secret("private-key");
  const inputs = {
    playbook: reader.text("playbook"),
    directory: reader.optional("directory", "playbooks"),
    fleet: readSource(reader),
    privateKey,
    check: reader.flag("check", false),
    variables: reader.pairs("variables"),
    limit: reader.lines("limit"),
    timeout: 60 * reader.integer("timeout-minutes", { fallback: 30, least: 1, most: 350 }),
  };
  for (const name of Object.keys(inputs.variables)) {
    if (!VARIABLE.test(name)) {
      reader.mistake(`variables: "${name}" is not a variable name (letters, digits and _, no digit first)`);
    }
  }
  for (const pattern of inputs.limit) {
    if (pattern.startsWith("@"))
      reader.mistake(`limit takes host names, groups and patterns, got "${pattern}"`);
  }
  reader.done();
  return inputs;
}

function readSource(reader: InputReader): Fleet | TerraformSource {
  const given = reader.optional("fleet") !== "";
  const fleet = reader.json("fleet", readFleet);
  const source = {
    program: reader.optional("terraform", "terraform"),
    directory: reader.optional("terraform-directory"),
    workspace: reader.optional("workspace", "default"),
    backendConfig: reader.lines("backend-config"),
  };
  if (given && source.directory !== "") reader.mistake("give fleet or terraform-directory, not both");
  if (!given && source.directory === "") {
    reader.mistake(
      "fleet is empty: give Terraform's output of that name as JSON, or terraform-directory to have it read",
    );
  }
  return fleet ?? source;
}
