import { info } from "@actions/core";
import type { DigitalOcean, Droplet, Snapshot } from "../lib/digitalocean/api.ts";
import { newestFirst } from "./snapshot.ts";

/** What may go: which snapshots are ours, how many stay, and the one just made, which stays always. */
export interface Pruning {
  readonly prefix: string;
  readonly keep: number;
  readonly made: { readonly id: string };
}

/** Snapshots to delete: of our prefix, not among the newest `keep`, and not the image of any droplet there is. */
export function choosePruned(
  snapshots: readonly Snapshot[],
  droplets: readonly Droplet[],
  { prefix, keep, made }: Pruning,
): readonly Snapshot[] {
  const used = new Set(droplets.map(({ image }) => String(image?.id ?? "")));
  return snapshots
    .filter(({ name }) => name.startsWith(prefix))
    .sort(newestFirst)
    .slice(keep)
    .filter(({ id }) => id !== made.id && !used.has(id));
}

/** Deletes them, and gives their names. */
export async function prune(cloud: DigitalOcean, pruning: Pruning): Promise<readonly string[]> {
  const [snapshots, droplets] = await Promise.all([cloud.snapshots(), cloud.droplets()]);
  const old = choosePruned(snapshots, droplets, pruning);
  for (const { id, name } of old) {
    await cloud.remove("snapshots", id);
    info(`deleted the old snapshot ${name} (${id})`);
  }
  return old.map(({ name }) => name);
}
