import { join } from "node:path";
import type { Secret } from "../secret/secret.ts";
import type { Command } from "../shell/command.ts";
import type { Template } from "./template.ts";

/** What every call of Packer has in common. */
export interface PackerCall {
  readonly packer: string;
  readonly template: Template;
  /** Private folder (0700) for the variables, Packer's log and its cache. */
  readonly folder: string;
  readonly token: Secret | undefined;
  /** Seconds. */
  readonly limit: number;
  readonly onLine: (line: string) => void;
}

/** File in the private folder that holds the variables: values on a command line are there for all to see. */
export const VARIABLES_FILE = "variables.json";

/** File in the private folder to which Packer writes the names of the droplet and key it makes. */
export const LOG_FILE = "packer.log";

/** `packer validate` or `packer build`. Exit code 1 is accepted: the reasons are in the output. */
export function runTemplate(mode: "validate" | "build", call: PackerCall): Command {
  const flags = mode === "build" ? ["-color=false", "-on-error=cleanup"] : [];
  return {
    program: call.packer,
    args: [
      mode,
      "-machine-readable",
      ...flags,
      `-var-file=${join(call.folder, VARIABLES_FILE)}`,
      call.template.path,
    ],
    env: environment(call),
    accept: [0, 1],
    limit: call.limit,
    // Deleting a droplet and a key takes two calls, each tried several times.
    grace: 120,
    onLine: (line, stderr) => {
      if (!stderr) call.onLine(line);
    },
  };
}

/** `packer version`. */
export function showVersion(packer: string): Command {
  return { program: packer, args: ["version"], env: { CHECKPOINT_DISABLE: "1" }, limit: 60 };
}

/**
 * Brings the plugins. From 1.10 on no builder is built in; HCL2 templates name theirs, JSON templates can't
 * (https://developer.hashicorp.com/packer/docs/commands/plugins/install).
 */
export function installPlugins(packer: string, template: Template): Command {
  const args =
    template.format === "hcl"
      ? ["init", template.path]
      : ["plugins", "install", "github.com/digitalocean/digitalocean"];
  return { program: packer, args, env: { CHECKPOINT_DISABLE: "1" }, limit: 300, log: "live" };
}

/** Whether this version of Packer brings no builder of its own. */
export function needsPlugins(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 10);
}

/** `token` is needed by the builder even to validate; nothing is asked of the API then. */
function environment({ folder, token }: PackerCall): NonNullable<Command["env"]> {
  return {
    DIGITALOCEAN_TOKEN: token ?? "only-to-validate",
    DIGITALOCEAN_API_TOKEN: token ?? "only-to-validate",
    PACKER_LOG: "1",
    PACKER_LOG_PATH: join(folder, LOG_FILE),
    PACKER_CACHE_DIR: join(folder, "cache"),
    CHECKPOINT_DISABLE: "1",
  };
}
