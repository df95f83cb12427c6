import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readFile, readlink, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readIgnore } from "../lib/dockerfile/ignore.ts";
import { UserError } from "../lib/errors/errors.ts";
import { CommandFailed, type Shell } from "../lib/shell/command.ts";

/** A file of a build context. */
export interface ContextFile {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly mode: "file" | "executable" | "link";
  /** Of its bytes, or of a link's target; hexadecimal. */
  readonly sha256: string;
}

/** What an image is built from, as git and `.dockerignore` see it. */
export interface Context {
  readonly folder: string;
  readonly files: readonly ContextFile[];
  /** Files that are neither tracked nor ignored: they are not in the image. */
  readonly untracked: readonly string[];
}

/**
 * Reads the contexts of images: tracked files, with the content they have now. Git is asked once for all of them.
 *
 * @param directory folder of the contexts
 * @param names their folders in it
 */
export async function readContexts(
  shell: Shell,
  directory: string,
  names: readonly string[],
): Promise<Map<string, Context>> {
  const [tracked, others] = await Promise.all([
    git(shell, directory, ["--cached", "--stage", "--recurse-submodules"]),
    git(shell, directory, ["--others", "--exclude-standard"]),
  ]);
  const entries = tracked.map((line) => {
    const [, mode = "", path = ""] = /^(\d{6}) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
    return { mode, path };
  });
  const below = byFolder(entries, ({ path }) => path);
  const strange = byFolder(others, (path) => path);
  const read = async (name: string) => {
    const cut = (path: string) => path.slice(name.length + 1);
    const own = (below.get(name) ?? []).map(({ path, mode }) => ({ path: cut(path), mode }));
    return [name, await readContext(join(directory, name), own, (strange.get(name) ?? []).map(cut))] as const;
  };
  return new Map(await Promise.all(names.map(read)));
}

function byFolder<T>(entries: readonly T[], path: (entry: T) => string): Map<string, T[]> {
  const folders = new Map<string, T[]>();
  for (const entry of entries) {
    const [folder = ""] = path(entry).split("/", 1);
    const list = folders.get(folder) ?? [];
    list.push(entry);
    folders.set(folder, list);
  }
  return folders;
}

async function readContext(
  folder: string,
  tracked: readonly { path: string; mode: string }[],
  others: readonly string[],
): Promise<Context> {
  const ignored = await ignoreFile(folder);
  // A file in the middle of a merge stands there three times.
  const entries = new Map(tracked.filter(({ path }) => !ignored(path)).map(({ path, mode }) => [path, mode]));
  const files = await Promise.all(Array.from(entries, ([path, mode]) => readEntry(folder, path, mode)));
  return {
    folder,
    files: files.filter((file) => file !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1)),
    untracked: others.filter((path) => !ignored(path)),
  };
}

/**
 * Copies a context to an empty folder, so that exactly what its address was computed from is built: nothing untracked, the
 * same modes whatever the umask of the checkout was, and no difference between builders in reading `.dockerignore`.
 */
export async function stageContext(context: Context, target: string): Promise<void> {
  await mkdir(target, { recursive: true, mode: 0o755 });
  for (const { path, mode } of context.files) {
    const to = join(target, path);
    await mkdir(dirname(to), { recursive: true, mode: 0o755 });
    if (mode === "link") {
      await symlink(await readlink(join(context.folder, path)), to);
      continue;
    }
    await copyFile(join(context.folder, path), to, constants.COPYFILE_FICLONE);
    await chmod(to, mode === "executable" ? 0o755 : 0o644);
  }
}

async function git(shell: Shell, folder: string, args: readonly string[]): Promise<string[]> {
  try {
    const { stdout } = await shell.run({
      program: "git",
      args: ["-C", folder, "ls-files", "-z", ...args],
      limit: 60,
    });
    return stdout.split("\0").filter((entry) => entry !== "");
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new UserError(
      `git can't list the files of ${folder}: check out the repository with git before this step`,
      {
        cause: error,
      },
    );
  }
}

async function ignoreFile(folder: string): Promise<(path: string) => boolean> {
  for (const name of ["Dockerfile.dockerignore", ".dockerignore"]) {
    const text = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (text !== undefined) return readIgnore(text);
  }
  return () => false;
}

/** A tracked file that is deleted in the working tree is not there for the builder either. */
async function readEntry(folder: string, path: string, mode: string): Promise<ContextFile | undefined> {
  const full = join(folder, path);
  const stat = await lstat(full).catch(() => undefined);
  if (stat === undefined || stat.isDirectory()) return undefined;
  const hash = createHash("sha256");
  if (stat.isSymbolicLink())
    return { path, mode: "link", sha256: hash.update(await readlink(full)).digest("hex") };
  await pipeline(createReadStream(full), hash);
  return { path, mode: mode === "100755" ? "executable" : "file", sha256: hash.digest("hex") };
}
