import { beginDropletAction } from "../actions.ts";
import { byId, type Call, idParam, ok, page, type Routes } from "../api.ts";
import { text } from "../body.ts";
import { sizes } from "../catalog.ts";
import type { Cloud } from "../cloud.ts";
import { existing, unprocessable } from "../errors.ts";
import type { Action, Droplet, Image } from "../model.ts";
import { powerOff, powerOn } from "../power.ts";
import { showAction, showImage } from "../show.ts";

/** What is done to a droplet, and what has been done. */
export const dropletActionRoutes: Routes = {
  "POST /v2/droplets/:id/actions": (call) => {
    const droplet = byId(call, call.cloud.droplets);
    if (droplet.locked) throw unprocessable("Droplet already has a pending event.");
    const type = text(call.body, "type");
    const work = prepare(call, droplet, type);
    return {
      status: 201,
      body: {
        action: showAction(beginDropletAction(call.cloud, { droplet, type }, work)),
      },
    };
  },
  "GET /v2/droplets/:id/actions": (call) => {
    const { id } = byId(call, call.cloud.droplets);
    return page(call, "actions", ofDroplet(call.cloud, id).map(showAction));
  },
  "GET /v2/droplets/:id/actions/:action": (call) =>
    ok({
      action: showAction(existing(call.cloud.actions.get(idParam(call, 1)))),
    }),
  "GET /v2/droplets/:id/snapshots": (call) => {
    const { id } = byId(call, call.cloud.droplets);
    return page(
      call,
      "snapshots",
      [...call.cloud.images.values()].filter((one) => one.droplet === id).map(showImage),
    );
  },
};

function ofDroplet(cloud: Cloud, id: number): Action[] {
  const all = [...cloud.actions.values()];
  return all.filter((action) => action.resource_type === "droplet" && action.resource_id === id).reverse();
}

type Work = (action: Action) => Promise<void>;

/** Checks what is asked before anything starts, and gives the work. */
function prepare({ cloud, body }: Call, droplet: Droplet, type: string): Work {
  if (type === "power_on") return () => powerOn(cloud, droplet);
  if (type === "power_off") return () => powerOff(cloud, droplet, false);
  if (type === "shutdown") return () => powerOff(cloud, droplet, true);
  if (type === "reboot" || type === "power_cycle") {
    return async () => {
      await powerOff(cloud, droplet, type === "reboot");
      await powerOn(cloud, droplet);
    };
  }
  if (type === "snapshot")
    return (action) =>
      snapshot(cloud, droplet, {
        action,
        name: String(body.name ?? droplet.name),
      });
  return change(droplet, type, body);
}

function change(droplet: Droplet, type: string, body: Call["body"]): Work {
  if (type === "rename") {
    const name = text(body, "name");
    return async () => {
      droplet.name = name;
    };
  }
  if (type === "resize") {
    const size = text(body, "size");
    if (!(size in sizes)) throw unprocessable("You specified an invalid size.");
    if (droplet.status !== "off") throw unprocessable("Droplet must be powered off to resize.");
    return async () => {
      droplet.size = size;
    };
  }
  const feature = /^(enable|disable)_(backups|ipv6|private_networking)$/.exec(type);
  if (feature?.[2] === undefined) throw unprocessable(`${type} is not an action of a Droplet here.`);
  const name = feature[2];
  return async () =>
    void (feature[1] === "enable" ? droplet.features.add(name) : droplet.features.delete(name));
}

async function snapshot(
  cloud: Cloud,
  droplet: Droplet,
  { action, name }: { action: Action; name: string },
): Promise<void> {
  const id = cloud.nextId();
  const { image: reference, bytes } = await cloud.hypervisor.snapshot(droplet.id, String(id));
  const size = {
    min_disk_size: sizes[droplet.size]?.disk ?? 25,
    size_gigabytes: Math.round(bytes / 1e7) / 100,
  };
  const sets = { regions: new Set([droplet.region]), tags: new Set<string>() };
  // The provider finds a snapshot by this time: it is the action's.
  const times = { created_at: action.started_at };
  const image: Image = {
    id,
    name,
    slug: null,
    reference,
    droplet: droplet.id,
    ...size,
    ...sets,
    ...times,
  };
  cloud.images.set(id, image);
}
