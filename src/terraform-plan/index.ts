import { setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { closeSavedFolder } from "../lib/terraform/folder.ts";
import { countOutputs } from "../lib/terraform/plan.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";

export const action: Action = {
  async main(edges) {
    const { outputs, error } = await main(readInputs(), edges);
    if (outputs !== undefined) {
      setOutput("has-changes", outputs.hasChanges);
      for (const [name, value] of Object.entries(countOutputs(outputs.counts))) setOutput(name, value);
      setOutput("comment-url", outputs.commentUrl);
      setOutput("digest", outputs.digest);
    }
    if (error !== undefined) throw error;
  },
  post: closeSavedFolder,
};
