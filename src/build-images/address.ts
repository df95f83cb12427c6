import { createHash } from "node:crypto";
import type { ContextFile } from "./context.ts";

/** Everything that decides what comes out of a build. */
export interface Recipe {
  readonly dockerfile: string;
  readonly files: readonly ContextFile[];
  /** The build arguments that are passed to it. */
  readonly args: Readonly<Record<string, string>>;
  readonly platform: string;
  /** Digest or identity of each base image, by the reference in the Dockerfile. */
  readonly bases: Readonly<Record<string, string>>;
  /** Address of each image of ours that it builds on, by name. */
  readonly parents: Readonly<Record<string, string>>;
}

/** Changed when the same recipe must not find the images of an earlier release of this action. */
const EDITION = 1;

/**
 * The content address of an image, which is its tag: 20 hexadecimal digits (80 bits) of the SHA-256 of its recipe.
 * Registry, labels, time and the machine do not count, so the same content has the same address everywhere.
 */
export function address(recipe: Recipe): string {
  const text = JSON.stringify([
    EDITION,
    recipe.platform,
    recipe.dockerfile,
    recipe.files.map(({ path, mode, sha256 }) => [path, mode, sha256]),
    sorted(recipe.args),
    sorted(recipe.bases),
    sorted(recipe.parents),
  ]);
  return createHash("sha256").update(text).digest("hex").slice(0, 20);
}

function sorted(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
