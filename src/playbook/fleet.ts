import { UserError } from "../lib/errors/errors.ts";
import { type Fleet, readFleet } from "../lib/fleet/fleet.ts";
import type { Shell } from "../lib/shell/command.ts";
import { closeFolder, openFolder } from "../lib/terraform/folder.ts";
import { Terraform } from "../lib/terraform/terraform.ts";
import type { TerraformSource } from "./inputs.ts";

/** Reads the output `fleet` of a root module from its state. Nothing is planned or refreshed. */
export async function readTerraformFleet(shell: Shell, source: TerraformSource): Promise<Fleet> {
  const folder = await openFolder();
  try {
    const terraform = new Terraform(shell, { ...DEFAULTS, ...source }, folder);
    await terraform.init();
    const { fleet } = await terraform.outputs();
    if (fleet === undefined) {
      throw new UserError(
        `${source.directory} (workspace ${source.workspace}) has no output "fleet": apply it first, or add that output`,
      );
    }
    return readFleet(fleet.value);
  } finally {
    await closeFolder(folder);
  }
}

/** Settings that reading an output does not use. */
const DEFAULTS = {
  varFiles: [],
  variables: {},
  targets: [],
  lockTimeout: 60,
  parallelism: 10,
  destroy: false,
  refreshOnly: false,
};
