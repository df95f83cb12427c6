import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { error as annotate, getState, saveState, setOutput } from "@actions/core";
import type { Action } from "../lib/action/action.ts";
import { Cancelled, explain, UserError } from "../lib/errors/errors.ts";
import type { Images } from "../lib/images/images.ts";
import { writeSummary } from "../lib/report/summary.ts";
import { CommandFailed } from "../lib/shell/command.ts";
import { comment } from "./comment.ts";
import { BuildFailed } from "./failure.ts";
import { readInputs } from "./inputs.ts";
import { main } from "./main.ts";
import { type Outcomes, renderReport } from "./report.ts";

/** Builds the images of a folder and pushes those that their registry does not have. */
export const action: Action = {
  async main(edges) {
    const inputs = readInputs();
    const temporary = process.env.RUNNER_TEMP || tmpdir();
    const folder = await mkdtemp(join(temporary, "build-images-"));
    saveState("folder", folder);
    try {
      const outcomes = await main(inputs, edges, { labels: labels(), folder });
      await writeOutputs(outcomes, await mkdtemp(join(temporary, "images-")));
      const report = renderReport(outcomes);
      await writeSummary(report);
      if (inputs.token !== undefined) await comment(inputs.token, report);
      throwFailures(outcomes);
    } finally {
      await remove(folder);
    }
  },
  /** The folder holds a password: it goes even when the step was killed. */
  async post() {
    const folder = getState("folder");
    if (folder !== "") await remove(folder);
  },
};

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md. No time: it would make each build another image. */
function labels(): Record<string, string> {
  const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  return {
    ...(GITHUB_SHA ? { "org.opencontainers.image.revision": GITHUB_SHA } : {}),
    ...(GITHUB_REPOSITORY
      ? {
          "org.opencontainers.image.source": `${GITHUB_SERVER_URL ?? "https://github.com"}/${GITHUB_REPOSITORY}`,
        }
      : {}),
  };
}

async function writeOutputs(outcomes: Outcomes, folder: string): Promise<void> {
  const made = [...outcomes].flatMap(([name, outcome]) =>
    outcome.status === "fulfilled" ? [[name, outcome.value.image] as const] : [],
  );
  const images: Images = Object.fromEntries(made);
  const file = join(folder, "images.json");
  await writeFile(file, `${JSON.stringify(images, undefined, 2)}\n`);
  setOutput("images", JSON.stringify(images));
  setOutput("images-file", file);
  setOutput("built", made.filter(([, image]) => image.built).length);
}

/** All failures in one error, each with its annotation; what is not a failure of a build is thrown as it is. */
function throwFailures(outcomes: Outcomes): void {
  const failed = [...outcomes].flatMap(([name, outcome]) =>
    outcome.status === "rejected" ? [{ name, reason: outcome.reason as unknown }] : [],
  );
  if (failed.length === 0) return;
  for (const { reason } of failed) {
    if (reason instanceof Cancelled) throw reason;
    if (!(reason instanceof UserError) && !(reason instanceof CommandFailed)) throw reason;
  }
  for (const { reason } of failed) {
    if (!(reason instanceof BuildFailed)) continue;
    const place = reason.line === undefined ? {} : { startLine: reason.line };
    annotate(reason.message, { file: reason.file, title: "docker build", ...place });
  }
  const lines = failed.map(({ name, reason }) => `${name}: ${explain(reason)}`);
  throw new UserError(
    failed.length === 1
      ? (lines[0] ?? "")
      : `${failed.length} of ${outcomes.size} images failed:\n- ${lines.join("\n- ")}`,
  );
}
