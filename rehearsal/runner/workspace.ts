import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import type { RunRequest } from "./request.ts";

/** The folder of one run. Everything that act and the steps write lies below it. */
export interface Workspace {
  readonly root: string;
  /** The clone at the wanted commit; act copies it for each job. */
  readonly clone: string;
  readonly home: string;
  readonly temporary: string;
  readonly cache: string;
  readonly artifacts: string;
  remove(): Promise<void>;
}

/** Makes the folder of a run, readable by its owner only. */
export async function createWorkspace(parent = tmpdir()): Promise<Workspace> {
  await mkdir(parent, { recursive: true });
  const root = await mkdtemp(join(parent, "run-"));
  const at = (name: string) => join(root, name);
  const [home, temporary, cache, artifacts] = [at("home"), at("tmp"), at("act"), at("artifacts")];
  for (const folder of [home, temporary, cache, artifacts]) await mkdir(folder, { mode: 0o700 });
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 3 });
  return { root, clone: at("clone"), home, temporary, cache, artifacts, remove };
}

/**
 * Clones the repository at the commit of the run. act skips `actions/checkout` of the same repository and copies this
 * folder instead, so it holds what checkout would leave: the commit, the remote and the token for later git commands.
 */
export async function cloneAt(shell: Shell, workspace: Workspace, request: RunRequest): Promise<void> {
  const url = `${request.serverUrl}/${request.repository}`;
  const basic = Buffer.from(`x-access-token:${request.token}`).toString("base64");
  const header = `[http "${request.serverUrl}/"]\n\textraheader = AUTHORIZATION: basic ${basic}\n`;
  // The token goes through a file: other users of a machine see the arguments of a process.
  const config = await secretFile(workspace, "gitconfig", header);
  const env = { GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
  const git = (args: string[], cwd = workspace.clone) =>
    shell.run({ program: "git", args, cwd, env, limit: 300 });
  await git(["clone", "--quiet", "--no-checkout", url, workspace.clone], workspace.root);
  await git(["fetch", "--quiet", "origin", `+${request.ref}:refs/remotes/run/head`]);
  const branch = /^refs\/heads\/(.+)$/.exec(request.ref)?.[1];
  const checkout = branch === undefined ? ["--detach"] : ["-B", branch];
  await git(["checkout", "--quiet", "--force", ...checkout, request.sha]);
  await appendFile(join(workspace.clone, ".git", "config"), header, { mode: 0o600 });
}

/** Writes a file that nobody else can read and gives its path. */
export async function secretFile(workspace: Workspace, name: string, text: string): Promise<string> {
  const path = join(workspace.root, name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}
