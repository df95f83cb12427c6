import { access, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../errors/errors.ts";

/** Where a playbook lies. */
export interface PlaybookFile {
  /** Absolute path. */
  readonly path: string;
  /** Short name for people: `join-swarm`. */
  readonly name: string;
  /** The folder's own ansible.cfg, when it has one. */
  readonly configuration: string | undefined;
}

/**
 * Finds a playbook by its name in `directory` (`join-swarm`) or by a path below the working directory
 * (`ops/reboot.yml`).
 *
 * @throws UserError that lists the playbooks there are
 */
export async function findPlaybook(directory: string, playbook: string): Promise<PlaybookFile> {
  const named = /^[\w.-]+$/.test(playbook)
    ? [playbook, `${playbook}.yml`, `${playbook}.yaml`].map((file) => join(directory, file))
    : [playbook];
  for (const path of named.filter((file) => /\.ya?ml$/.test(file)).map((file) => resolve(file))) {
    if (await exists(path)) {
      const configuration = join(dirname(path), "ansible.cfg");
      const name = path.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
      return { path, name, configuration: (await exists(configuration)) ? configuration : undefined };
    }
  }
  const there = await listPlaybooks(directory);
  const choice =
    there.length === 0 ? `${directory} holds none: check "directory"` : `there are ${there.join(", ")}`;
  throw new UserError(`there is no playbook "${playbook}" in ${directory}; ${choice}`);
}

/** Names of the playbooks of a folder, sorted. */
async function listPlaybooks(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch(() => []);
  return files
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => file.replace(/\.ya?ml$/, ""))
    .sort();
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
