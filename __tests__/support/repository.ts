import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository for one test. */
export interface TestRepository {
  readonly path: string;
  /** Writes files, tracked unless told otherwise; a name that ends in `*` is executable. */
  write(files: Readonly<Record<string, string>>, tracked?: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a repository with these files, all tracked. */
export async function makeRepository(files: Readonly<Record<string, string>>): Promise<TestRepository> {
  const path = await mkdtemp(join(tmpdir(), "repository-"));
  const git = (...args: string[]) => execFileSync("git", ["-C", path, ...args]);
  git("init", "--quiet");
  const write = async (written: Readonly<Record<string, string>>, tracked = true) => {
    for (const [name, text] of Object.entries(written)) {
      const file = join(path, name.replace(/\*$/, ""));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      if (name.endsWith("*")) await chmod(file, 0o755);
    }
    if (tracked) git("add", "--all");
  };
  await write(files);
  return { path, write, remove: () => rm(path, { recursive: true, force: true }) };
}
