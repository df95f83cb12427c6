import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { error as annotate, getState, saveState, setOutput, warning } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { openDigitalOcean } from "../lib/digitalocean/api.ts";
import { explain } from "../lib/errors/errors.ts";
import { VARIABLES_FILE } from "../lib/packer/commands.ts";
import { writeSummary } from "../lib/report/summary.ts";
import { TemplateFailed } from "./failure.ts";
import { readInputs } from "./inputs.ts";
import { readTraces, removeLeftovers } from "./leftovers.ts";
import { main } from "./main.ts";
import { renderReport } from "./report.ts";

/** Validates a Packer template, or bakes a snapshot from it. */
export const action: Action = {
  async main(edges) {
    const inputs = readInputs();
    const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "packer-build-"));
    saveState("folder", folder);
    try {
      const outcome = await main(inputs, edges, folder);
      setOutput("snapshot-id", outcome.made?.id ?? "");
      setOutput("snapshot-name", outcome.made?.name ?? "");
      setOutput("regions", outcome.made?.regions.join(",") ?? "");
      setOutput("reused", outcome.reused);
      await writeSummary(renderReport(outcome));
    } catch (error) {
      if (error instanceof TemplateFailed) showMistakes(error, inputs.mode);
      throw error;
    } finally {
      // The rest of the folder waits for `post`; values of variables may be secret.
      await rm(join(folder, VARIABLES_FILE), { force: true });
    }
  },

  /** Also runs after a step that was cancelled or killed: whatever Packer could not delete itself goes here. */
  async post() {
    const folder = getState("folder");
    if (folder === "") return;
    const traces = await readTraces(folder);
    await rm(folder, { recursive: true, force: true });
    const { token } = readInputs();
    if (token === undefined || traces.droplets.length + traces.keys.length === 0) return;
    try {
      await removeLeftovers(openDigitalOcean(token), traces);
    } catch (error) {
      const names = [...traces.droplets, ...traces.keys].join(", ");
      warning(`could not look for what Packer may have left behind (${names}): ${explain(error)}`);
    }
  },
};

function showMistakes({ mistakes }: TemplateFailed, mode: string): void {
  for (const { file, line, message } of mistakes) {
    const place = line === undefined ? {} : { startLine: line };
    annotate(message, { title: `packer ${mode}`, file, ...place });
  }
}
