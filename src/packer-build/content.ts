import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Template } from "../lib/packer/template.ts";

/**
 * What an image is made of, as 8 hexadecimal digits: every file of the template's folder with its path and whether it
 * is executable, and the variables. Not the READMEs, nor what begins with a dot. What the OS's mirrors hold is no part.
 */
export async function contentAddress(
  template: Template,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash("sha256");
  const add = (text: string | Buffer) => hash.update(`${Buffer.byteLength(text)}:`).update(text);
  for (const path of await filesOf(template.folder)) {
    const { mode } = await stat(path);
    add(relative(template.folder, path));
    add((mode & 0o100) === 0 ? "file" : "program");
    add(await readFile(path));
  }
  for (const [name, value] of Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(name);
    add(value);
  }
  return hash.digest("hex").slice(0, 8);
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !/^\.|^README\.md$|^packer_cache$|^node_modules$/.test(name))
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return filesOf(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return lists.flat().sort();
}
