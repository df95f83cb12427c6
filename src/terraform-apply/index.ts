import { setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { closeSavedFolder } from "../lib/terraform/folder.ts";
import { countOutputs } from "../lib/terraform/plan.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";

export const action: Action = {
  async main(edges) {
    const outputs = await main(readInputs(), edges);
    setOutput("applied", outputs.applied);
    setOutput("outputs", JSON.stringify(outputs.outputs));
    for (const [name, value] of Object.entries(countOutputs(outputs.counts))) setOutput(name, value);
    setOutput("comment-url", outputs.commentUrl);
  },
  post: closeSavedFolder,
};
