import { existsSync } from "node:fs";
import { posix, relative, resolve, sep } from "node:path";
import type { InputReader } from "../inputs/reader.ts";

/** One root module in one workspace, and how to plan it. */
export interface TerraformSettings {
  /** `terraform`, `tofu`, or the path of one of them. */
  readonly program: string;
  /** Root module, relative to the repository's root, with forward slashes. */
  readonly directory: string;
  readonly workspace: string;
  /** `key=value` pairs or files. */
  readonly backendConfig: readonly string[];
  /** Relative to the root module. */
  readonly varFiles: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly targets: readonly string[];
  /** Seconds to wait for the state's lock. */
  readonly lockTimeout: number;
  readonly parallelism: number;
  readonly destroy: boolean;
  readonly refreshOnly: boolean;
}

/** Backend settings that are secrets: an argument is visible to every process of the machine. */
const SECRET_BACKEND_KEYS =
  /^(access_key|secret_key|password|token|client_secret|sas_token|credentials|.*\.secret_key)$/;

/**
 * The root module as a path from the repository's root, with forward slashes.
 *
 * @param input the input `directory`
 */
export function rootModule(reader: InputReader, input: string): string {
  const root = process.env.GITHUB_WORKSPACE || process.cwd();
  const path = resolve(root, input);
  if (!existsSync(path)) reader.mistake(`directory must be a folder with Terraform files, got "${input}"`);
  const directory = relative(root, path).split(sep).join(posix.sep);
  return directory === "" ? "." : directory;
}

/** Notes what is wrong with settings that are each well-formed. */
export function checkSettings(reader: InputReader, settings: TerraformSettings): void {
  if (!/^[\w.-]+$/.test(settings.workspace)) {
    reader.mistake(`workspace may hold letters, digits, "-", "_" and ".", got "${settings.workspace}"`);
  }
  if (settings.destroy && settings.refreshOnly) reader.mistake("destroy and refresh-only exclude each other");
  for (const entry of settings.backendConfig) {
    const key = entry.split("=", 1)[0] ?? "";
    if (entry.includes("=") && SECRET_BACKEND_KEYS.test(key.trim())) {
      reader.mistake(
        `backend-config must not hold the secret ${key}: put it into the step's env instead (for S3: ` +
          "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or name a file",
      );
    }
  }
  for (const name of Object.keys(settings.variables)) {
    if (!/^[\w-]+$/.test(name)) reader.mistake(`variables must be named like Terraform's, got "${name}"`);
  }
}

/** Key of the plan's comment: one for each root module and workspace, so that none overwrites another. */
export function planCommentKey(settings: Pick<TerraformSettings, "directory" | "workspace">): string {
  return `terraform-plan ${settings.directory} ${settings.workspace}`;
}

/** Key of the comment that tells what came of applying. */
export function applyCommentKey(settings: Pick<TerraformSettings, "directory" | "workspace">): string {
  return `terraform-apply ${settings.directory} ${settings.workspace}`;
}
