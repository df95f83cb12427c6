import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";

/**
 * Makes a repository whose one commit is this working tree: what is tracked, and what is new and not ignored. So a
 * maintainer rehearses what lies before them, committed or not.
 *
 * @param source the working tree
 * @param target a folder that does not exist yet
 */
export async function seedRepository(shell: Shell, source: string, target: string): Promise<void> {
  const git = (cwd: string, ...args: string[]) => shell.run({ program: "git", args, cwd, limit: 60 });
  const listed = await git(source, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const deleted = await git(source, "ls-files", "-z", "--deleted");
  const gone = new Set(deleted.stdout.split("\0"));
  const files = listed.stdout.split("\0").filter((file) => file !== "" && !gone.has(file));
  await mkdir(target, { recursive: true });
  for (const folder of new Set(files.map((file) => dirname(file))))
    await mkdir(join(target, folder), { recursive: true });
  for (const file of files) await cp(join(source, file), join(target, file), { verbatimSymlinks: true });
  await git(target, "init", "--quiet", "--initial-branch=main");
  await git(target, "add", "--all");
  const author = ["-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org"];
  await git(target, ...author, "commit", "--quiet", "--message", "The repository as it is");
}
