import { stripVTControlCharacters } from "node:util";
import { parse } from "../lib/dockerfile/parse.ts";
import { UserError } from "../lib/errors/errors.ts";

/** Where and why a build failed. */
export interface Failure {
  readonly message: string;
  /** Line of the Dockerfile, counted from 1; undefined when the output does not tell. */
  readonly line: number | undefined;
}

/** A build that failed, with the place in the Dockerfile. */
export class BuildFailed extends UserError {
  readonly file: string;
  readonly line: number | undefined;

  constructor(file: string, failure: Failure) {
    super(`${file}${failure.line === undefined ? "" : `:${failure.line}`}: ${failure.message}`);
    this.file = file;
    this.line = failure.line;
  }
}

/**
 * Reads the output of a failed `docker build`, of BuildKit or the classic builder.
 *
 * @param output its lines, in the order in which they came
 * @param dockerfile what was built
 */
export function readFailure(output: readonly string[], dockerfile: string): Failure {
  const lines = output.map((line) => stripVTControlCharacters(line).trim()).filter((line) => line !== "");
  const message = reason(lines);
  return { message, line: place(lines, message, dockerfile) };
}

function reason(lines: readonly string[]): string {
  const said = lines.findLast((line) =>
    /^(ERROR|Error response from daemon|failed to solve|error:)|returned a non-zero code|^(COPY|ADD) failed/.test(
      line,
    ),
  );
  const text = (said ?? lines.at(-1) ?? "the builder said nothing")
    .replace(/^(ERROR: |Error response from daemon: )+/, "")
    .replace(/^failed to solve(?: with frontend \S+)?: /, "")
    .replace(/^(?:failed to (?:create LLB definition|compute cache key|read dockerfile|process)\S*: )+/, "");
  const missing = missingBase(text);
  if (missing !== undefined) return missing;
  if (!/did not complete successfully|non-zero code|executor failed/.test(text)) return text;
  const last = lastWords(lines, said);
  return last === undefined ? text : `${text}: ${last}`;
}

/**
 * What the failing step itself said last. BuildKit numbers it (`#6 0.29 make: …`, and also its own transfers); the classic builder
 * does not, and its verdict on standard error may overtake it.
 */
function lastWords(lines: readonly string[], said: string | undefined): string | undefined {
  const numbered = lines.findLast((line) => /^#\d+ \d+\.\d+ /.test(line));
  if (numbered !== undefined) return numbered.replace(/^#\d+ [\d.]+ /, "");
  if (lines.some((line) => /^#\d+ |^ERROR: failed to solve/.test(line))) return undefined;
  return lines.findLast((line) => line !== said && !/^(Step \d+\/|--->|Removing )/.test(line));
}

function missingBase(text: string): string | undefined {
  const name =
    /^pull access denied for (\S+?),/.exec(text)?.[1] ??
    /^manifest for (\S+) not found/.exec(text)?.[1] ??
    /^(\S+): (?:not found|failed to resolve source metadata)/.exec(text)?.[1];
  if (name !== undefined) return `the base image ${name} does not exist, or may not be read: ${text}`;
  if (/^Get "?https?:\/\/|dial tcp|no such host/.test(text))
    return `the registry of the base image can't be reached: ${text}`;
  return undefined;
}

function place(lines: readonly string[], message: string, dockerfile: string): number | undefined {
  const instructions = parse(dockerfile);
  const said =
    /dockerfile parse error(?: on)? line (\d+)/i.exec(message) ??
    /^Dockerfile:(\d+)$/m.exec(lines.join("\n"));
  if (said !== null) return Number(said[1]);
  const unknown = /unknown instruction: (\S+)/i.exec(message)?.[1]?.toUpperCase();
  if (unknown !== undefined) return instructions.find(({ keyword }) => keyword === unknown)?.line;
  if (message.startsWith("the base image") || message.startsWith("the registry of the base")) {
    return baseLine(lines, message, dockerfile);
  }
  const step = lines.findLast((line) => /^Step \d+\/\d+ : /.test(line));
  const number = Number(/^Step (\d+)/.exec(step ?? "")?.[1] ?? 0);
  if (number > 0) return instructions[number - 1]?.line;
  // BuildKit repeats the failing instruction: `> [stage 2/3] RUN make:`.
  const failed = lines
    .map((line) => /^> \[[^\]]*\] (.*?):?$/.exec(line)?.[1])
    .find((text) => text !== undefined);
  return instructions.find(({ keyword, rest }) =>
    failed?.replaceAll(/\s+/g, " ").startsWith(`${keyword} ${rest}`.replaceAll(/\s+/g, " ")),
  )?.line;
}

function baseLine(lines: readonly string[], message: string, dockerfile: string): number | undefined {
  const instructions = parse(dockerfile);
  const from = instructions.filter(({ keyword }) => keyword === "FROM");
  const named = from.find(({ rest }) =>
    message.includes(rest.split(/\s+/).find((word) => !word.startsWith("--")) ?? "\n"),
  );
  const step = Number(/^Step (\d+)/.exec(lines.findLast((line) => /^Step \d+\//.test(line)) ?? "")?.[1] ?? 0);
  return named?.line ?? instructions[step - 1]?.line ?? from[0]?.line;
}
