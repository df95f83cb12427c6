import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { info } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { openDigitalOcean } from "../lib/digitalocean/api.ts";
import {
  installPlugins,
  needsPlugins,
  runTemplate,
  showVersion,
  VARIABLES_FILE,
} from "../lib/packer/commands.ts";
import { type Line, parseLine, readArtifacts, readErrors, spoken } from "../lib/packer/output.ts";
import { readTemplate, type Template } from "../lib/packer/template.ts";
import { show } from "../lib/report/log.ts";
import { mask, type Secret } from "../lib/secret/secret.ts";
import { contentAddress } from "./content.ts";
import { TemplateFailed } from "./failure.ts";
import type { Inputs } from "./inputs.ts";
import { chooseNames, type Names } from "./names.ts";
import { prune } from "./prune.ts";
import { findReusable, type Made, readMade } from "./snapshot.ts";

/** What a run did, for outputs and summary. */
export interface Outcome {
  readonly mode: Inputs["mode"];
  readonly template: string;
  readonly version: string;
  readonly seconds: number;
  readonly lines: readonly Line[];
  /** The snapshot, when there is one. */
  readonly made?: Made;
  readonly reused: boolean;
  /** Names of older snapshots that were deleted. */
  readonly pruned: readonly string[];
}

/** Validates a template, or bakes a snapshot from it unless one of the same content is there. */
export async function main(inputs: Inputs, edges: Edges, folder: string): Promise<Outcome> {
  const started = performance.now();
  const template = await readTemplate(inputs.template);
  for (const name of template.sensitive) mask(inputs.variables[name] ?? "");
  const names = chooseNames(template, inputs, await contentAddress(template, inputs.variables));
  const seconds = () => (performance.now() - started) / 1000;
  const known = { mode: inputs.mode, template: template.path };

  const found = await reusable(inputs, names);
  if (found !== undefined) {
    info(
      `nothing has changed: snapshot ${found.name} (${found.id}) was made from the same files and variables`,
    );
    return { ...known, version: "", seconds: seconds(), lines: [], made: found, reused: true, pruned: [] };
  }
  const version = await prepare(inputs, template, edges);
  await writeFile(join(folder, VARIABLES_FILE), JSON.stringify(names.variables), { mode: 0o600 });
  const lines = await runPacker(inputs, edges, { template, folder });
  if (inputs.mode === "validate") {
    return { ...known, version, seconds: seconds(), lines, reused: false, pruned: [] };
  }
  const made = readMade(readArtifacts(lines));
  const pruned =
    inputs.keep > 0 && inputs.token !== undefined
      ? await prune(openDigitalOcean(inputs.token), { prefix: inputs.namePrefix, keep: inputs.keep, made })
      : [];
  return { ...known, version, seconds: seconds(), lines, made, reused: false, pruned };
}

async function reusable(inputs: Inputs, names: Names): Promise<Made | undefined> {
  if (inputs.mode !== "build" || inputs.reuseDays === 0 || inputs.token === undefined) return undefined;
  const snapshots = await openDigitalOcean(inputs.token).snapshots();
  return findReusable(snapshots, { ...names, days: inputs.reuseDays, now: Date.now() });
}

/** Gives Packer's version, after its plugins are there. */
async function prepare({ packer }: Inputs, template: Template, { shell }: Edges): Promise<string> {
  const { stdout } = await shell.run(showVersion(packer));
  const version = /v(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1] ?? "";
  if (needsPlugins(version)) await shell.run(installPlugins(packer, template));
  return version;
}

async function runPacker(
  {
    mode,
    packer,
    token,
    limit,
  }: { mode: Inputs["mode"]; packer: string; token: Secret | undefined; limit: number },
  { shell }: Edges,
  { template, folder }: { template: Template; folder: string },
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const onLine = (text: string) => {
    const line = parseLine(text);
    if (line === undefined) return show(text);
    lines.push(line);
    for (const words of spoken(line)) show(words);
  };
  const result = await shell.run(runTemplate(mode, { packer, template, folder, token, limit, onLine }));
  if (result.exitCode === 0) return lines;
  const text = template.format === "json" ? await readFile(template.path, "utf8") : "";
  throw new TemplateFailed(mode, template, { text, errors: readErrors(lines), stderr: result.stderr });
}
