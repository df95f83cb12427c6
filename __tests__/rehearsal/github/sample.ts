import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { GitHub } from "../../../rehearsal/github/index.ts";

const execute = promisify(execFile);
const IDENTITY = { GIT_AUTHOR_NAME: "Ann", GIT_AUTHOR_EMAIL: "ann@example.org", GIT_COMMITTER_NAME: "Ann" };

/** Runs git in a folder and gives its output. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    ...IDENTITY,
    GIT_COMMITTER_EMAIL: "ann@example.org",
    GIT_TERMINAL_PROMPT: "0",
  };
  return (await execute("git", args, { cwd: folder, env })).stdout.trim();
}

/** A temporary git repository with one commit of the given files. */
export async function repositoryWith(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "elm-sample-"));
  await git(folder, "init", "--quiet", "--initial-branch=main");
  await commit(folder, files, "Begin");
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Writes files and commits them; gives the commit. */
export async function commit(
  folder: string,
  files: Record<string, string>,
  message: string,
): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await git(folder, "add", "--all");
  await git(folder, "commit", "--quiet", "--message", message);
  return git(folder, "rev-parse", "HEAD");
}

/** Commits files on a branch of the sample's main and pushes it over HTTP with the maintainer's token. */
export async function push(
  github: GitHub,
  folder: string,
  change: { branch: string; files: Record<string, string> },
) {
  const { branch, files } = change;
  await git(folder, "switch", "--quiet", "--force-create", branch, "main");
  const sha = await commit(folder, files, `Change ${Object.keys(files).join(", ")}`);
  await git(
    folder,
    "push",
    "--quiet",
    github.cloneUrl.replace("://", `://x-access-token:${github.token}@`),
    branch,
  );
  return sha;
}
