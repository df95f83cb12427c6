import { appendFile } from "node:fs/promises";
import { warning } from "@actions/core";
import { MEBIBYTE, withinBudget } from "./budget.ts";

/**
 * Adds Markdown to the job's step summary, cut at a section's end to stay within GitHub's limit of 1 MiB for a step
 * (https://docs.github.com/actions/reference/workflow-commands#adding-a-job-summary): a larger one is dropped whole.
 *
 * @param sections most important first
 */
export async function writeSummary(sections: readonly string[]): Promise<void> {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === "")
    return warning("GITHUB_STEP_SUMMARY is not set: no step summary is written");
  await appendFile(file, `${withinBudget(sections, MEBIBYTE - 1)}\n`);
}
