import { access, constants, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { Shell } from "../lib/shell/command.ts";
import type { Product } from "./products.ts";

/** A tool that can be run. */
export interface Tool {
  readonly path: string;
  readonly version: string;
}

/** The first program of that name on PATH, as `which` finds it. */
export async function findOnPath(program: string): Promise<string | undefined> {
  const file = process.platform === "win32" ? `${program}.exe` : program;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    const path = join(folder, file);
    const found = await access(path, constants.X_OK).then(
      () => stat(path),
      () => undefined,
    );
    if (found?.isFile()) return path;
  }
  return undefined;
}

/**
 * Asks a program for its version. It must not ask its maker's servers for a newer one.
 *
 * @returns undefined when it does not run, or says nothing that looks like a version
 */
export async function askVersion(shell: Shell, product: Product, path: string): Promise<string | undefined> {
  const { stdout } = await shell.run({
    program: path,
    args: ["version"],
    env: { CHECKPOINT_DISABLE: "1" },
    accept: Array.from({ length: 256 }, (_, code) => code),
    limit: 30,
  });
  return new RegExp(`^${product.title} v(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?)`, "m").exec(stdout)?.[1];
}
