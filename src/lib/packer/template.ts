import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../errors/errors.ts";

/** What has to be known of a template before Packer runs. */
export interface Template {
  /** As given: a file, or a folder of HCL files. */
  readonly path: string;
  /** Folder that `template_dir` and relative scripts refer to. */
  readonly folder: string;
  readonly format: "json" | "hcl";
  /** Names of its variables. */
  readonly variables: ReadonlySet<string>;
  /** Variables whose values are never shown. */
  readonly sensitive: ReadonlySet<string>;
}

/**
 * Reads a template, JSON or HCL2, leniently: its mistakes are Packer's to report.
 *
 * @throws UserError when there is none
 */
export async function readTemplate(path: string): Promise<Template> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new UserError(`template "${path}" does not exist: name a file of the checkout`);
  if (found.isDirectory()) return readFolder(path);
  const text = await readFile(path, "utf8");
  const known = { path, folder: dirname(path) };
  if (!path.endsWith(".hcl")) return { ...known, format: "json", ...readJson(text) };
  return { ...known, format: "hcl", ...readHcl(text) };
}

async function readFolder(path: string): Promise<Template> {
  const names = (await readdir(path)).filter((name) => name.endsWith(".pkr.hcl")).sort();
  if (names.length === 0) throw new UserError(`template "${path}" is a folder without any *.pkr.hcl`);
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
  return { path, folder: path, format: "hcl", ...readHcl(texts.join("\n")) };
}

function readJson(text: string) {
  const parsed = parseJson(text);
  const sensitive = parsed["sensitive-variables"];
  return {
    variables: new Set(Object.keys(isRecord(parsed.variables) ? parsed.variables : {})),
    sensitive: new Set(Array.isArray(sensitive) ? sensitive.filter((name) => typeof name === "string") : []),
  };
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readHcl(text: string) {
  const blocks = Array.from(text.matchAll(/^\s*variable\s+"([^"]+)"\s*\{([^}]*)\}/gm));
  return {
    variables: new Set(blocks.map(([, name = ""]) => name)),
    sensitive: new Set(
      blocks.filter(([, , body = ""]) => /^\s*sensitive\s*=\s*true/m.test(body)).map(([, name = ""]) => name),
    ),
  };
}
