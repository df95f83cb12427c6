import type { InputReader } from "../inputs/reader.ts";
import { checkSettings, rootModule, type TerraformSettings } from "./settings.ts";

/** Reads the inputs that every action on a root module has, under the same names with the same defaults. */
export function readTerraformSettings(reader: InputReader): TerraformSettings {
  const settings: TerraformSettings = {
    program: reader.optional("terraform", "terraform"),
    directory: rootModule(reader, reader.optional("directory", ".")),
    workspace: reader.optional("workspace", "default"),
    backendConfig: reader.lines("backend-config"),
    varFiles: reader.lines("var-files"),
    variables: reader.pairs("variables"),
    targets: reader.lines("targets"),
    lockTimeout: reader.integer("lock-timeout", { fallback: 60, least: 0, most: 3600 }),
    parallelism: reader.integer("parallelism", { fallback: 10, least: 1, most: 1000 }),
    destroy: reader.flag("destroy", false),
    refreshOnly: reader.flag("refresh-only", false),
  };
  checkSettings(reader, settings);
  return settings;
}
