import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../lib/errors/errors.ts";

/** A folder that makes an image. */
export interface Source {
  /** The folder's name, and so the image's. */
  readonly name: string;
  readonly folder: string;
  /** Path of its Dockerfile. */
  readonly file: string;
  /** Its content. */
  readonly dockerfile: string;
}

/**
 * Finds `<directory>/<name>/Dockerfile`, by name.
 *
 * @throws UserError when there is none, or a folder's name can't be an image's
 */
export async function findSources(directory: string): Promise<Source[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => {
    throw new UserError(
      `directory "${directory}" can't be read: check out the repository first, or name another folder`,
    );
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found = await Promise.all(names.sort().map((name) => readSource(directory, name)));
  const sources = found.filter((source) => source !== undefined);
  if (sources.length === 0) {
    throw new UserError(
      `no Dockerfile found: "${directory}" must hold one folder for each image, with a Dockerfile in it`,
    );
  }
  const wrong = sources
    .filter(({ name }) => !/^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(name))
    .map(({ folder }) => folder);
  if (wrong.length > 0) {
    throw new UserError(
      `a folder's name is its image's name, so it must be lower-case: rename ${wrong.join(", ")}`,
    );
  }
  return sources;
}

async function readSource(directory: string, name: string): Promise<Source | undefined> {
  const folder = join(directory, name);
  const file = join(folder, "Dockerfile");
  try {
    return { name, folder, file, dockerfile: await readFile(file, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
