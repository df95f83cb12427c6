import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../rehearsal/cache.ts";
import type { Result } from "../../src/lib/shell/command.ts";
import { createShell } from "../../src/lib/shell/shell.ts";

/** Where script/bootstrap puts tools that are not on PATH, and the providers' mirror. */
export const CACHE = cacheFolder();

/** The environment of the tools: those of script/bootstrap first. */
export const TOOLS = {
  PATH: `${join(CACHE, "bin")}:${process.env.PATH ?? ""}`,
  TF_CLI_CONFIG_FILE: join(CACHE, "terraformrc"),
};

/** A shell that shows nothing. */
export const shell = createShell(new AbortController().signal, () => {});

/** A copy of terraform/ with a backend of its own. */
export interface Root {
  readonly folder: string;
  /** What its runs have in their environment besides ours. */
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], accept?: readonly number[]): Promise<Result>;
  remove(): Promise<void>;
}

/** Copies the root module as it is; not initialised. */
export async function copyRoot(given: Readonly<Record<string, string>>): Promise<Root> {
  const folder = await mkdtemp(join(tmpdir(), "terraform-root-"));
  await cp("terraform", folder, {
    recursive: true,
    filter: (path) => !/\.terraform|_override/.test(path),
  });
  const env = { ...TOOLS, TF_IN_AUTOMATION: "1", ...given };
  const run = (args: readonly string[], accept: readonly number[] = [0]) =>
    shell.run({
      program: "terraform",
      args,
      cwd: folder,
      env,
      accept,
    });
  return { folder, env, run, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Copies it, gives it a local state instead of the bucket, and initialises it with the real providers. */
export async function openRoot(env: Readonly<Record<string, string>>): Promise<Root> {
  const root = await copyRoot(env);
  await writeFile(join(root.folder, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  await root.run(["init", "-input=false", "-no-color"]);
  return root;
}
