import { explain } from "../lib/errors/errors.ts";
import { code, table } from "../lib/report/markdown.ts";
import type { Made } from "./ensure.ts";

/** What became of each image, by name. */
export type Outcomes = ReadonlyMap<string, PromiseSettledResult<Made>>;

const states: Readonly<Record<Made["state"], string>> = {
  reused: "exists, not built",
  pushed: "built and pushed",
  proved: "would be pushed (built here, works)",
  missing: "would be built",
};

/** The sections of the step summary and of the comment: counts first, then a row for each image. */
export function renderReport(outcomes: Outcomes): string[] {
  const rows = Array.from(outcomes, ([name, outcome]) => row(name, outcome));
  const head = ["Image", "Tag", "Digest", "", "Size", "Seconds"];
  const failed = [...outcomes].flatMap(([name, outcome]) =>
    outcome.status === "rejected" ? [`- ${code(name)}: ${oneLine(explain(outcome.reason))}`] : [],
  );
  return [
    `### Images\n\n${counts(outcomes)}`,
    table(head, rows),
    ...(failed.length > 0 ? [failed.join("\n")] : []),
  ];
}

function row(name: string, outcome: PromiseSettledResult<Made>): string[] {
  if (outcome.status === "rejected") return [code(name), "", "", "**failed**", "", ""];
  const { image, state } = outcome.value;
  const digest = image.digest === "" ? "" : code(image.digest.slice(0, 19));
  const size = image.bytes === 0 ? "" : `${(image.bytes / 1e6).toFixed(1)} MB`;
  return [code(name), code(image.tag), digest, states[state], size, image.seconds.toFixed(1)];
}

function counts(outcomes: Outcomes): string {
  const kinds = Array.from(outcomes.values(), (outcome) =>
    outcome.status === "rejected" ? "failed" : outcome.value.state,
  );
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const parts = [
    [count("pushed"), "built and pushed"],
    [count("proved") + count("missing"), "to build"],
    [count("reused"), "unchanged"],
    [count("failed"), "failed"],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(", ");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("<", "&lt;");
}
