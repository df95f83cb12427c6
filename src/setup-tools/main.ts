import { dirname, join } from "node:path";
import { info } from "@actions/core";
import { explain, UserError } from "../lib/errors/errors.ts";
import type { Shell } from "../lib/shell/command.ts";
import type { Inputs, Wish } from "./inputs.ts";
import { install } from "./install.ts";
import { askVersion, findOnPath, type Tool } from "./installed.ts";
import { isAtLeast, type ProductName, products } from "./products.ts";

/** A tool that is ready. */
export interface Ready extends Tool {
  readonly product: ProductName;
  /** Folder to put on PATH; undefined for what is there already. */
  readonly folder: string | undefined;
}

/** Finds or installs every tool; all failures are reported together. */
export async function main(inputs: Inputs, shell: Shell): Promise<Ready[]> {
  const results = await Promise.allSettled(inputs.wishes.map((wish) => make(wish, inputs, shell)));
  const failed = results
    .filter((result) => result.status === "rejected")
    .map(({ reason }) => reason as unknown);
  const bug = failed.find((reason) => !(reason instanceof UserError));
  if (bug !== undefined) throw bug;
  if (failed.length === 1) throw failed[0];
  if (failed.length > 1) throw new UserError(failed.map((reason) => `- ${explain(reason)}`).join("\n"));
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function make(wish: Wish, inputs: Inputs, shell: Shell): Promise<Ready> {
  const { product } = wish;
  const present = await onPath(wish, inputs, shell);
  if (present !== undefined) return { ...present, product, folder: undefined };
  const folder = await install(shell, wish, inputs);
  const { program, title } = products[product];
  const path = join(folder, process.platform === "win32" ? `${program}.exe` : program);
  const version = await askVersion(shell, products[product], path);
  if (version !== wish.version) {
    throw new UserError(
      `${path} was installed as ${title} ${wish.version} and says it is ${version ?? "nothing"}`,
    );
  }
  return { product, path, version, folder: dirname(path) };
}

async function onPath(wish: Wish, { accept }: Inputs, shell: Shell): Promise<Tool | undefined> {
  const { program, title } = products[wish.product];
  const path = await findOnPath(program);
  if (path === undefined) return undefined;
  const version = await askVersion(shell, products[wish.product], path);
  const fits =
    version !== undefined &&
    (version === wish.version || (accept === "path" && isAtLeast(version, wish.version)));
  if (!fits) {
    info(`${path} is ${title} ${version ?? "of no known version"}, not ${wish.version}`);
    return undefined;
  }
  info(`${path} is ${title} ${version}: nothing to install`);
  return { path, version };
}
