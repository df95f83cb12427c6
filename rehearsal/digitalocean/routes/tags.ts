import { type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { list, text } from "../body.ts";
import type { Cloud } from "../cloud.ts";
import { existing, unprocessable } from "../errors.ts";
import { applyFirewalls } from "../firewalls.ts";

/** Tags and what carries them. */
export const tagRoutes: Routes = {
  "GET /v2/tags": (call) =>
    page(
      call,
      "tags",
      [...call.cloud.tags].map((name) => show(call.cloud, name)),
    ),
  "POST /v2/tags": (call) => {
    const name = text(call.body, "name");
    if (!/^[a-zA-Z0-9_:-]{1,255}$/.test(name))
      throw unprocessable("Tag names may contain letters, numbers, colons, dashes, and underscores.");
    call.cloud.tags.add(name);
    return { status: 201, body: { tag: show(call.cloud, name) } };
  },
  "GET /v2/tags/:name": (call) => ok({ tag: show(call.cloud, ofPath(call)) }),
  "DELETE /v2/tags/:name": async (call) => {
    const name = ofPath(call);
    call.cloud.tags.delete(name);
    for (const sets of [call.cloud.droplets, call.cloud.images, call.cloud.volumes]) {
      for (const { tags } of sets.values()) tags.delete(name);
    }
    for (const firewall of call.cloud.firewalls.values())
      firewall.tags = firewall.tags.filter((tag) => tag !== name);
    await applyFirewalls(call.cloud);
    return nothing;
  },
  "POST /v2/tags/:name/resources": (call) => change(call, (tags, name) => tags.add(name)),
  "DELETE /v2/tags/:name/resources": (call) => change(call, (tags, name) => tags.delete(name)),
};

async function change(call: Call, edit: (tags: Set<string>, name: string) => void) {
  const name = ofPath(call);
  for (const item of list(call.body, "resources")) edit(existing(find(call.cloud, item)).tags, name);
  await applyFirewalls(call.cloud);
  return nothing;
}

function find(cloud: Cloud, item: unknown): { tags: Set<string> } | undefined {
  const { resource_id: id, resource_type: type } = (item ?? {}) as {
    resource_id?: unknown;
    resource_type?: unknown;
  };
  if (type === "droplet") return cloud.droplets.get(Number(id));
  return type === "volume" ? cloud.volumes.get(String(id)) : cloud.images.get(Number(id));
}

function ofPath(call: Call): string {
  const name = param(call);
  return existing(call.cloud.tags.has(name) ? name : undefined);
}

/** Every count must be there: the provider reads each without asking. */
function show(cloud: Cloud, name: string) {
  const count = (all: Iterable<{ tags: Set<string> }>) => ({
    count: [...all].filter(({ tags }) => tags.has(name)).length,
  });
  const kinds = {
    droplets: count(cloud.droplets.values()),
    images: count(cloud.images.values()),
    volumes: count(cloud.volumes.values()),
    ...{ volume_snapshots: { count: 0 }, databases: { count: 0 } },
  };
  const total = Object.values(kinds).reduce((sum, kind) => sum + kind.count, 0);
  return { name, resources: { count: total, ...kinds } };
}
