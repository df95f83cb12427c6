import type { Snapshot } from "../lib/digitalocean/api.ts";
import { UserError } from "../lib/errors/errors.ts";
import type { Artifact } from "../lib/packer/output.ts";

/** A snapshot, made now or found. */
export interface Made {
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
}

const BUILDER_ID = "pearkes.digitalocean";
const DAY = 24 * 60 * 60 * 1000;

/**
 * The snapshot among a build's artifacts. Post-processors repeat artifacts under ids of their own, so the builder's id
 * decides (packer-plugin-digitalocean, builder/digitalocean/builder.go).
 */
export function readMade(artifacts: readonly Artifact[]): Made {
  const ours = artifacts.filter((artifact) => artifact["builder-id"] === BUILDER_ID);
  const [artifact] = ours;
  if (artifact === undefined) {
    throw new UserError(
      "the template made no DigitalOcean snapshot: it needs a builder (source) of type digitalocean",
    );
  }
  const { id = "", string: text = "" } = artifact;
  const colon = id.lastIndexOf(":");
  return {
    id: id.slice(colon + 1),
    name: /^A snapshot was created: '(.*)' \(ID: /.exec(text)?.[1] ?? "",
    regions: id
      .slice(0, Math.max(colon, 0))
      .split(",")
      .filter((region) => region !== ""),
  };
}

/** The newest snapshot of this content that is young enough. */
export function findReusable(
  snapshots: readonly Snapshot[],
  wanted: { prefix: string; address: string; days: number; now: number },
): Made | undefined {
  return snapshots
    .filter(({ name }) => name.startsWith(wanted.prefix) && name.endsWith(`-${wanted.address}`))
    .filter(({ created_at }) => wanted.now - Date.parse(created_at) <= wanted.days * DAY)
    .sort(newestFirst)
    .map(({ id, name, regions }) => ({ id, name, regions }))
    .at(0);
}

/** For sorting: the newest first. */
export function newestFirst(a: Snapshot, b: Snapshot): number {
  return Date.parse(b.created_at) - Date.parse(a.created_at);
}
