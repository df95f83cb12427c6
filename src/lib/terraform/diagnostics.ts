import { posix } from "node:path";
import { error, notice, warning } from "@actions/core";

/** What Terraform has to say about a place in the configuration, as `-json` gives it. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Resource that it is about. */
  readonly address?: string;
  readonly range?: {
    /** Relative to the root module. */
    readonly filename: string;
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly snippet?: { readonly code: string };
}

/** One line of `terraform … -json`. */
export interface Message {
  readonly "@level": string;
  readonly "@message": string;
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
}

/** Reads one line; `undefined` when it is not JSON, as some lines of `init -json` are not. */
export function readMessage(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** Path and line from the repository's root, as `terraform/main.tf:12`; empty when it is about no place. */
export function place(diagnostic: Diagnostic, directory: string): string {
  if (diagnostic.range === undefined) return "";
  return `${posix.join(directory, diagnostic.range.filename)}:${diagnostic.range.start.line}`;
}

/** One sentence: summary, first line of the detail, resource and place. */
export function sentence(diagnostic: Diagnostic, directory: string): string {
  const detail = diagnostic.detail.split("\n").find((line) => line.trim() !== "");
  const where = [diagnostic.address, place(diagnostic, directory)].filter((part) => part);
  const summary = diagnostic.summary.replaceAll(/\s*\n\s*/g, " ").replace(/\.$/, "");
  return `${summary}${detail === undefined ? "" : `: ${detail}`}${where.length > 0 ? ` (${where.join(", ")})` : ""}`;
}

/** Makes an annotation on file and line of each diagnostic. */
export function annotate(diagnostics: readonly Diagnostic[], directory: string): void {
  for (const diagnostic of diagnostics) {
    const { range } = diagnostic;
    const properties = {
      title: diagnostic.summary,
      ...(range === undefined
        ? {}
        : {
            file: posix.join(directory, range.filename),
            startLine: range.start.line,
            endLine: range.end.line,
          }),
    };
    const about = diagnostic.address === undefined ? "" : `${diagnostic.address}: `;
    const show = diagnostic.severity === "error" ? error : warning;
    show(`${about}${diagnostic.detail || diagnostic.summary}`, properties);
  }
}

/** Makes a notice on each file that `terraform fmt` would change. */
export function annotateFormat(files: readonly string[], directory: string): void {
  for (const file of files) {
    const path = posix.join(directory, file);
    notice(`terraform fmt would change this file: run "terraform fmt ${path}"`, { file: path, startLine: 1 });
  }
}

/** Keeps the first of each: `validate` and `plan` give the same warning. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { severity, summary, detail, address, range } = diagnostic;
    const key = JSON.stringify([
      severity,
      summary,
      detail,
      address ?? null,
      range?.filename,
      range?.start.line,
    ]);
    if (!seen.has(key)) seen.set(key, diagnostic);
  }
  return [...seen.values()];
}
