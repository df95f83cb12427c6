import { setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { writeSummary } from "../lib/report/summary.ts";
import { closeLeftovers } from "../lib/ssh/identity.ts";
import { closeSavedFolder } from "../lib/terraform/folder.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";
import { report } from "./report.ts";

/** Runs an Ansible playbook on the droplets that Terraform knows. */
export const action: Action = {
  async main(edges) {
    const inputs = readInputs();
    const { run, playbook, failure } = await main(inputs, edges);
    setOutput(
      "changed",
      Object.values(run.hosts).some(({ changed }) => changed > 0),
    );
    setOutput("hosts", JSON.stringify(run.hosts));
    setOutput("result", JSON.stringify(run.result));
    await writeSummary(report(run, { playbook, check: inputs.check }));
    if (failure !== undefined) throw failure;
  },
  /** The agent, its folder with the inventory, and Terraform's folder go even when the step was killed. */
  async post() {
    await closeLeftovers();
    await closeSavedFolder();
  },
};
