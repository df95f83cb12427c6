import { randomUUID } from "node:crypto";
import type { Template } from "../lib/packer/template.ts";

/** How this run's snapshot and droplet are called, and what the template is given. */
export interface Names {
  readonly prefix: string;
  /** Content address, the end of the snapshot's name. */
  readonly address: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Wish {
  readonly namePrefix: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Names the snapshot `<prefix><UTC time>-<content address>` and the droplet `packer-<uuid>`, through the variables
 * `snapshot_name` and `droplet_name`, where the template has them and the caller leaves them free.
 */
export function chooseNames(template: Template, wish: Wish, address: string): Names {
  const time = new Date().toISOString().replace(/\..*/, "").replace(/[-:]/g, "").replace("T", "-");
  const ours: Record<string, string> = {
    snapshot_name: `${wish.namePrefix}${time}-${address}`,
    droplet_name: `packer-${randomUUID()}`,
  };
  const free = Object.entries(ours).filter(([name]) => template.variables.has(name));
  return { prefix: wish.namePrefix, address, variables: { ...Object.fromEntries(free), ...wish.variables } };
}
