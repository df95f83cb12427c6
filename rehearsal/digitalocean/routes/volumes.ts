import { randomUUID } from "node:crypto";
import { beginAction } from "../actions.ts";
import { type Answer, type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { integer, optionalText, text, texts } from "../body.ts";
import { regions, showRegion } from "../catalog.ts";
import { now } from "../cloud.ts";
import { existing, unprocessable } from "../errors.ts";
import type { Volume } from "../model.ts";
import { showAction } from "../show.ts";

/**
 * Block storage. A volume that a droplet is created with is mounted at /mnt/<name>; one that is attached later is only
 * told so, because nothing can be mounted into a container that runs.
 */
export const volumeRoutes: Routes = {
  "GET /v2/volumes": (call) => {
    const wanted = (field: "name" | "region", volume: Volume) =>
      (call.query.get(field) ?? volume[field]) === volume[field];
    const all = [...call.cloud.volumes.values()].filter(
      (one) => wanted("name", one) && wanted("region", one),
    );
    return page(call, "volumes", all.map(show));
  },
  "POST /v2/volumes": create,
  "GET /v2/volumes/:id": (call) => ok({ volume: show(ofPath(call)) }),
  "DELETE /v2/volumes/:id": async (call) => {
    const volume = ofPath(call);
    if (volume.droplet !== null) throw unprocessable("volume is attached to a droplet");
    await call.cloud.hypervisor.removeVolume(volume.id);
    call.cloud.volumes.delete(volume.id);
    return nothing;
  },
  "POST /v2/volumes/:id/actions": act,
};

async function create({ cloud, body }: Call): Promise<Answer> {
  const region = text(body, "region");
  const name = text(body, "name");
  if (!(region in regions)) throw unprocessable("region is invalid");
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name))
    throw unprocessable("name must be lowercase letters, digits and dashes");
  const same = [...cloud.volumes.values()].some((one) => one.name === name && one.region === region);
  if (same) throw unprocessable("a volume with this name already exists in the region");
  const volume: Volume = {
    ...{ id: randomUUID(), name, region, size_gigabytes: integer(body, "size_gigabytes"), droplet: null },
    description: optionalText(body, "description") ?? "",
    filesystem_type: optionalText(body, "filesystem_type") ?? "",
    filesystem_label: optionalText(body, "filesystem_label") ?? "",
    ...{ tags: new Set(texts(body, "tags")), created_at: now() },
  };
  await cloud.hypervisor.createVolume(volume.id);
  cloud.volumes.set(volume.id, volume);
  for (const tag of volume.tags) cloud.tags.add(tag);
  return { status: 201, body: { volume: show(volume) } };
}

function act(call: Call): Answer {
  const { cloud, body } = call;
  const volume = ofPath(call);
  const type = text(body, "type");
  const change = prepare(call, volume, type);
  const subject = { type, resource_id: volume.id, resource_type: "volume", region_slug: volume.region };
  return { status: 202, body: { action: showAction(beginAction(cloud, subject, async () => change())) } };
}

function prepare({ cloud, body }: Call, volume: Volume, type: string): () => void {
  if (type === "resize") {
    const size = integer(body, "size_gigabytes");
    if (size < volume.size_gigabytes) throw unprocessable("a volume cannot be made smaller");
    return () => {
      volume.size_gigabytes = size;
    };
  }
  const id = integer(body, "droplet_id");
  const droplet = existing(cloud.droplets.get(id));
  if (type === "attach" && volume.droplet !== null) throw unprocessable("volume is attached already");
  if (type !== "attach" && type !== "detach")
    throw unprocessable(`${type} is not an action of a volume here`);
  return () => {
    volume.droplet = type === "attach" ? id : null;
    if (type === "attach") droplet.volumes.add(volume.id);
    else droplet.volumes.delete(volume.id);
  };
}

function ofPath(call: Call): Volume {
  return existing(call.cloud.volumes.get(param(call)));
}

function show({ droplet, tags, region, ...volume }: Volume) {
  return {
    ...volume,
    region: showRegion(region),
    droplet_ids: droplet === null ? [] : [droplet],
    tags: [...tags],
  };
}
