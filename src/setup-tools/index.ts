import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addPath, exportVariable, setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { code, table } from "../lib/report/markdown.ts";
import { writeSummary } from "../lib/report/summary.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";
import { products } from "./products.ts";

/** Puts Terraform, OpenTofu and Packer of fixed versions on PATH. */
export const action: Action = {
  async main({ shell }) {
    const inputs = readInputs();
    const temporary = process.env.RUNNER_TEMP || tmpdir();
    // The tool cache insists on both; a runner always sets them.
    process.env.RUNNER_TEMP = temporary;
    process.env.RUNNER_TOOL_CACHE ||= join(temporary, "tools");
    const tools = await main(inputs, shell);
    for (const { product, path, version, folder } of tools) {
      if (folder !== undefined) addPath(folder);
      setOutput(`${product}-path`, path);
      setOutput(`${product}-version`, version);
    }
    if (inputs.pluginCache && inputs.wishes.some(({ product }) => product !== "packer")) await sharePlugins();
    const rows = tools.map(({ product, version, path, folder }) => [
      products[product].title,
      version,
      code(path),
      folder === undefined ? "was there" : "installed",
    ]);
    await writeSummary(["### Tools", table(["Tool", "Version", "Path", ""], rows)]);
  },
};

/**
 * Lets every `init` of the job share what it downloads
 * (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache). A configuration of the
 * job's own has the last word.
 */
async function sharePlugins(): Promise<void> {
  if (process.env.TF_PLUGIN_CACHE_DIR || process.env.TF_CLI_CONFIG_FILE) return;
  const folder = join(process.env.RUNNER_TOOL_CACHE ?? tmpdir(), "terraform-plugins");
  await mkdir(folder, { recursive: true });
  exportVariable("TF_PLUGIN_CACHE_DIR", folder);
}
