import { setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { closeSavedDockerConfig } from "../lib/docker/login.ts";
import { UserError } from "../lib/errors/errors.ts";
import { writeSummary } from "../lib/report/summary.ts";
import { closeLeftovers } from "../lib/ssh/identity.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";
import { servicesJson, summarySections } from "./report.ts";

export const action: Action = {
  async main(edges) {
    const outcome = await main(readInputs(), edges);
    setOutput("outcome", outcome.outcome);
    setOutput("services", servicesJson(outcome));
    await writeSummary(summarySections(outcome));
    if (outcome.reason !== undefined)
      throw new UserError(`${outcome.reason}\n${outcome.undone ?? ""}`.trim());
  },
  /** The password's folder, the agent and its folder go even when the step was killed. */
  async post() {
    await closeSavedDockerConfig();
    await closeLeftovers();
  },
};
