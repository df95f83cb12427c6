import type { Template } from "./template.ts";

/** Where in a template an error is, as far as Packer tells. */
export interface Mistake {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/**
 * Finds file and line of an error of Packer. HCL2 errors name both; JSON errors name a line when it does not parse, and
 * else quote the key or value, which is then looked up.
 *
 * @param error Packer's words
 * @param text the JSON template's text; empty for HCL2
 */
export function locate(error: string, template: Template, text: string): Mistake {
  const message = summarise(error);
  const hcl = /\bon (.+?\.hcl) line (\d+)/.exec(error);
  if (hcl !== null) return { file: hcl[1] ?? template.path, line: Number(hcl[2]), message };
  const json = /\bAt line (\d+), column \d+/.exec(error);
  if (json !== null) return { file: template.path, line: Number(json[1]), message };
  const line = quotedLine(error, text);
  return { file: template.path, message, ...(line === undefined ? {} : { line }) };
}

/** The first line says which build, later ones what is wrong with it: the last quoted word that stands in the text counts. */
function quotedLine(error: string, text: string): number | undefined {
  const lines = text.split("\n");
  const words = Array.from(error.matchAll(/["']+([^"'\s]+)["']+/g), ([, word = ""]) => word);
  for (const word of words.reverse()) {
    const index = lines.findIndex((line) => line.includes(`"${word}"`) || line.includes(`/${word}"`));
    if (index >= 0) return index + 1;
  }
  return undefined;
}

/** Packer's error as one sentence: without its list marks, counts, excerpts and blank lines. */
export function summarise(error: string): string {
  return error
    .split("\n")
    .map((line) => line.replace(/^[\s*]+/, "").replace(/^Error: /, ""))
    .filter((line) => line !== "" && !/^\d+ error(\(s\))? occurred:$|^\d+: |^\^$|^on .+ line \d+/.test(line))
    .join("; ")
    .replaceAll(":;", ":")
    .replace(/ \(offset \d+\)/, "")
    .replace(/[:;]\s*$/, "");
}
