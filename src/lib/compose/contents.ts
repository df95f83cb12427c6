import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A config or secret of a rendered stack. */
export interface Content {
  name?: string;
  file?: string;
  external?: unknown;
}

/**
 * Names configs and secrets by their content, because swarm's cannot change: a changed file becomes a new one, and the
 * services that use it roll. One that names itself or is external stays as it is.
 *
 * @returns a mistake for each file that cannot be read
 */
export async function versionContents(
  stack: string,
  contents: Readonly<Record<string, Content>>,
): Promise<string[]> {
  const mistakes: string[] = [];
  for (const [key, content] of Object.entries(contents)) {
    if (content.file === undefined || content.name !== undefined || content.external) continue;
    const bytes = await readFile(content.file).catch(() => undefined);
    if (bytes === undefined) mistakes.push(`${key}: the file ${content.file} does not exist`);
    else content.name = `${stack}_${key}_${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`;
  }
  return mistakes;
}
