import type { Line } from "../lib/packer/output.ts";
import { code, fold, table } from "../lib/report/markdown.ts";
import type { Outcome } from "./main.ts";

/** The step summary's sections, most important first. */
export function renderReport(outcome: Outcome): readonly string[] {
  const { mode, template, version, made, reused, pruned } = outcome;
  const seconds = `${outcome.seconds.toFixed(1)} s`;
  if (mode === "validate" || made === undefined) {
    return [`### ${code(template)} is valid\n\nChecked by Packer ${version} in ${seconds}.`];
  }
  const facts = [
    ["Snapshot", code(made.name)],
    ["Id", code(made.id)],
    ["Regions", made.regions.join(", ")],
    [
      "Made by",
      reused ? "an earlier run, from the same files and variables" : `Packer ${version} in ${seconds}`,
    ],
    ...(pruned.length > 0 ? [["Deleted", pruned.map(code).join(", ")]] : []),
  ];
  const title = reused ? `### ${code(template)}: nothing to bake` : `### ${code(template)} is baked`;
  const phases = readPhases(outcome.lines).filter(([, time]) => time >= 1);
  const times = phases.map(([name, time]) => [name, `${time} s`]);
  return [
    `${title}\n\n${table(["", ""], facts)}`,
    ...(times.length > 0 ? [fold("Where the time went", table(["Phase", "Time"], times))] : []),
  ];
}

/** Packer's announcements, each with the whole seconds until the next. */
function readPhases(lines: readonly Line[]): readonly (readonly [string, number])[] {
  const marks = lines.flatMap(({ time, type, data }) => {
    const [kind, ...words] = data;
    const match = type === "ui" && kind === "say" ? /^==> \S+: (.*)/.exec(words.join(",")) : null;
    return match === null ? [] : [{ name: (match[1] ?? "").replace(/\.*$/, ""), time }];
  });
  const end = lines.at(-1)?.time ?? 0;
  return marks.map(({ name, time }, index) => [name, (marks[index + 1]?.time ?? end) - time] as const);
}
