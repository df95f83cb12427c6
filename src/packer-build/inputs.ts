import { InputReader } from "../lib/inputs/reader.ts";
import { Secret } from "../lib/secret/secret.ts";

/** What the caller asked for. */
export interface Inputs {
  readonly mode: "validate" | "build";
  /** Path of the template, a JSON or HCL2 file or a folder of HCL2 files. */
  readonly template: string;
  /** The program. */
  readonly packer: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly token: Secret | undefined;
  readonly namePrefix: string;
  /** Snapshots of the same content are used again for so many days; 0 builds always. */
  readonly reuseDays: number;
  /** How many snapshots of this prefix stay; 0 keeps all. */
  readonly keep: number;
  /** Limit in seconds. */
  readonly limit: number;
}

/** Reads and checks the inputs; the only place that names them. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const inputs = {
    mode: reader.choice("mode", ["validate", "build"], "validate"),
    template: reader.text("template"),
    packer: reader.optional("packer", "packer"),
    variables: reader.pairs("variables"),
    token: reader.optionalSecret("token") ?? fromEnvironment(),
    namePrefix: reader.optional("name-prefix", "elm-base-"),
    reuseDays: reader.integer("reuse-days", { fallback: 0, least: 0, most: 365 }),
    keep: reader.integer("keep", { fallback: 0, least: 0, most: 1000 }),
    limit: reader.integer("timeout-minutes", { fallback: 45, least: 1, most: 360 }) * 60,
  };
  if (inputs.mode === "build" && inputs.token === undefined) {
    reader.mistake(
      "token is required to build and was empty: give a DigitalOcean token that may read and write, or set DIGITALOCEAN_TOKEN",
    );
  }
  if (!/^[\w.-]+$/.test(inputs.namePrefix)) {
    reader.mistake(`name-prefix must be letters, digits, dots and dashes, got "${inputs.namePrefix}"`);
  }
  reader.done();
  return inputs;
}

/** The names that Packer's builder and Terraform's provider read. */
function fromEnvironment(): Secret | undefined {
  const value = process.env.DIGITALOCEAN_TOKEN || process.env.DIGITALOCEAN_API_TOKEN;
  return value === undefined || value === "" ? undefined : new Secret(value);
}
