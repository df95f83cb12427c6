import type { Masker } from "./masker.ts";
import type { Annotation, Conclusion } from "./request.ts";

/** A line of `act --json`, as far as it is used. Seen in act 0.2.89. */
export interface Entry {
  job?: string;
  jobID?: string;
  matrix?: Record<string, unknown>;
  step?: string;
  stepID?: string[];
  stage?: "Pre" | "Main" | "Post";
  stepResult?: Conclusion;
  jobResult?: Conclusion;
  level?: string;
  msg?: string;
  raw_output?: boolean;
  command?: string;
  content?: string;
  arg?: string;
  kvPairs?: Record<string, string>;
  time?: string;
}

export const LEVELS: Record<string, Annotation["level"]> = {
  error: "failure",
  warning: "warning",
  notice: "notice",
};

/** The line that GitHub would log for an entry; undefined for what it would not show. */
export function logLine(entry: Entry): string | undefined {
  if (entry.raw_output) return entry.msg ?? "";
  if (entry.command === "group")
    return `##[group]${entry.arg ?? entry.msg?.replace(/.*::group::/, "") ?? ""}`;
  if (entry.command === "endgroup") return "##[endgroup]";
  if (entry.command === "debug") return undefined;
  if (entry.command !== undefined && entry.command in LEVELS) return `##[${entry.command}]${entry.arg ?? ""}`;
  if (entry.command === undefined && entry.level === "error" && entry.stepResult === undefined) {
    return `##[error]${entry.msg ?? ""}`;
  }
  return undefined;
}

/** The annotation of a command. */
export function annotation(level: Annotation["level"], entry: Entry, masker: Masker): Annotation {
  const { title, file, line } = entry.kvPairs ?? {};
  return {
    level,
    message: masker.mask(entry.arg ?? ""),
    ...(title === undefined ? {} : { title: masker.mask(title) }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}

/** An entry of a line; undefined when the line is no JSON object. */
export function parseEntry(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Entry) : undefined;
  } catch {
    return undefined;
  }
}
