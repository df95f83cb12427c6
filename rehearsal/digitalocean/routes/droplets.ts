import { beginAction, inTurn } from "../actions.ts";
import { type Answer, byId, type Call, nothing, ok, page, type Routes } from "../api.ts";
import { integers, list, optionalText, text, texts } from "../body.ts";
import { regions, sizes } from "../catalog.ts";
import { type Cloud, now, takeAddress } from "../cloud.ts";
import { unprocessable } from "../errors.ts";
import { applyFirewalls, applyOnBoot } from "../firewalls.ts";
import type { Machine } from "../hypervisor/hypervisor.ts";
import type { Droplet, Image, Vpc } from "../model.ts";
import { showDroplet } from "../show.ts";
import { findImage } from "./images.ts";
import { publicKeys } from "./keys.ts";
import { networkOf } from "./vpcs.ts";

/** Droplets: made, listed and removed. */
export const dropletRoutes: Routes = {
  "POST /v2/droplets": create,
  "GET /v2/droplets": (call) => {
    const tag = call.query.get("tag_name");
    const name = call.query.get("name");
    const all = [...call.cloud.droplets.values()].filter(
      (droplet) => (tag === null || droplet.tags.has(tag)) && (name === null || droplet.name === name),
    );
    return page(
      call,
      "droplets",
      all.map((droplet) => showDroplet(call.cloud, droplet)),
    );
  },
  "DELETE /v2/droplets": async (call) => {
    const tag = call.query.get("tag_name") ?? "";
    const tagged = [...call.cloud.droplets.values()].filter(({ tags }) => tags.has(tag));
    await Promise.all(tagged.map((droplet) => remove(call.cloud, droplet)));
    return nothing;
  },
  "GET /v2/droplets/:id": (call) => ok({ droplet: showDroplet(call.cloud, byId(call, call.cloud.droplets)) }),
  "DELETE /v2/droplets/:id": async (call) => {
    await remove(call.cloud, byId(call, call.cloud.droplets));
    return nothing;
  },
};

async function create(call: Call): Promise<Answer> {
  const { cloud, body } = call;
  const names = body.names === undefined ? [text(body, "name")] : texts(body, "names");
  const wrong = names.find((name) => !/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(name));
  if (wrong !== undefined)
    throw unprocessable("Only valid hostname characters are allowed. (a-z, A-Z, 0-9, . and -)");
  const order = readOrder(call);
  // Here and not at boot: an address of its range is chosen next, and a range that is taken is an answer now.
  await networkOf(cloud, order.vpc);
  for (const tag of texts(body, "tags")) cloud.tags.add(tag);
  const droplets = names.map((name) => launch(call, name, order));
  const shown = droplets.map((droplet) => showDroplet(cloud, droplet));
  return {
    status: 202,
    body: body.names === undefined ? { droplet: shown[0] } : { droplets: shown },
  };
}

interface Order {
  readonly region: string;
  readonly size: string;
  readonly image: Image;
  readonly vpc: Vpc;
  readonly keys: readonly string[];
  readonly volumes: readonly { id: string; name: string }[];
}

function readOrder({ cloud, body }: Call): Order {
  const region = text(body, "region");
  const size = text(body, "size");
  const image = findImage(cloud, String(body.image ?? ""));
  if (!(region in regions)) throw unprocessable("You specified an invalid region for Droplet creation.");
  if (!(size in sizes)) throw unprocessable("You specified an invalid size for Droplet creation.");
  if (image === undefined) throw unprocessable("You specified an invalid image for Droplet creation.");
  if (!image.regions.has(region))
    throw unprocessable("The image you specified is not available in the selected region.");
  if ((sizes[size]?.disk ?? 0) < image.min_disk_size)
    throw unprocessable("This size is smaller than the image's disk.");
  return {
    region,
    size,
    image,
    vpc: findVpc({ cloud, body }, region),
    keys: publicKeys(cloud, list(body, "ssh_keys")),
    volumes: volumes({ cloud, body }),
  };
}

function findVpc({ cloud, body }: Pick<Call, "cloud" | "body">, region: string): Vpc {
  const id = optionalText(body, "vpc_uuid");
  const all = [...cloud.vpcs.values()];
  const vpc = id ? cloud.vpcs.get(id) : all.find((one) => one.default && one.region === region);
  if (vpc === undefined || vpc.region !== region)
    throw unprocessable("You specified an invalid VPC for Droplet creation.");
  return vpc;
}

function volumes({ cloud, body }: Pick<Call, "cloud" | "body">): { id: string; name: string }[] {
  return list(body, "volumes").map((item) => {
    const id = typeof item === "string" ? item : String((item as { id?: unknown } | null)?.id);
    const volume = cloud.volumes.get(id);
    if (volume === undefined || volume.droplet !== null)
      throw unprocessable(`Volume ${id} is not available.`);
    return { id, name: volume.name };
  });
}

function launch({ cloud, body }: Call, name: string, order: Order): Droplet {
  const id = cloud.nextId();
  const features = ["backups", "ipv6", "monitoring"].filter((feature) => body[feature] === true);
  const droplet: Droplet = {
    ...{
      id,
      name,
      status: "new",
      locked: true,
      region: order.region,
      size: order.size,
      image: order.image.id,
    },
    ...{
      created_at: now(),
      vpc_uuid: order.vpc.id,
      features: new Set([...features, "private_networking"]),
    },
    publicAddress: takeAddress(cloud, cloud.publicSubnet),
    privateAddress: takeAddress(cloud, order.vpc.ip_range),
    tags: new Set(texts(body, "tags")),
    volumes: new Set(order.volumes.map((volume) => volume.id)),
  };
  cloud.droplets.set(id, droplet);
  for (const volume of order.volumes) Object.assign(cloud.volumes.get(volume.id) ?? {}, { droplet: id });
  const { publicAddress, privateAddress } = droplet;
  const machine: Machine = {
    ...{
      id,
      hostname: name,
      publicAddress,
      privateAddress,
      vpc: order.vpc.id,
      volumes: order.volumes,
    },
    ...{
      image: order.image.reference,
      publicKeys: order.keys,
      userData: optionalText(body, "user_data") ?? "",
    },
  };
  boot(cloud, droplet, machine);
  return droplet;
}

function boot(cloud: Cloud, droplet: Droplet, machine: Machine): void {
  const subject = {
    type: "create",
    resource_id: droplet.id,
    resource_type: "droplet",
    region_slug: droplet.region,
  };
  beginAction(cloud, subject, () =>
    inTurn(cloud, droplet.id, async () => {
      try {
        await cloud.hypervisor.create(machine);
        await applyOnBoot(cloud, droplet);
        droplet.status = "active";
      } catch (error) {
        droplet.status = "off";
        throw error;
      } finally {
        droplet.locked = false;
      }
    }).then(() => applyFirewalls(cloud)),
  );
}

/** Waits for what the droplet is doing, then removes it; it is still to be seen until it is gone. */
async function remove(cloud: Cloud, droplet: Droplet): Promise<void> {
  droplet.locked = true;
  const gone = inTurn(cloud, droplet.id, async () => {
    if ((await cloud.hypervisor.inspect(droplet.id)) !== undefined) await cloud.hypervisor.remove(droplet.id);
    cloud.droplets.delete(droplet.id);
    cloud.rulesets.delete(droplet.id);
    for (const volume of cloud.volumes.values()) if (volume.droplet === droplet.id) volume.droplet = null;
    cloud.log(`droplet ${droplet.id} (${droplet.name}) is gone`);
  });
  void gone
    .then(() => applyFirewalls(cloud))
    .catch((error: Error) => {
      droplet.locked = false;
      cloud.log(`droplet ${droplet.id} is not removed: ${error.message}`);
    });
}

/** Droplets of a list of ids, or 422 for one that is none. */
export function dropletIds(call: Call): number[] {
  const ids = integers(call.body, "droplet_ids");
  const wrong = ids.find((id) => !call.cloud.droplets.has(id));
  if (wrong !== undefined) throw unprocessable(`droplet ${wrong} does not exist`);
  return ids;
}
