import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The artifacts that act's artifact server kept: `<folder>/<run id>/<name>/<name>.zip` for each upload of the present
 * protocol (v4).
 *
 * @returns the bytes of each zip by the artifact's name
 */
export async function readArtifacts(folder: string): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(".zip")) continue;
    found[entry.name.slice(0, -".zip".length)] = await readFile(join(entry.parentPath, entry.name));
  }
  return found;
}
