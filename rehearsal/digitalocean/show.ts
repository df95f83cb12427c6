import { showRegion, showSize, sizes } from "./catalog.ts";
import type { Cloud } from "./cloud.ts";
import type { Action, Droplet, Image } from "./model.ts";

/** A droplet as the API shows it. */
export function showDroplet(cloud: Cloud, droplet: Droplet) {
  const { id, name, status, locked, created_at, vpc_uuid } = droplet;
  const size = sizes[droplet.size];
  const hardware = {
    memory: size?.memory ?? 0,
    vcpus: size?.vcpus ?? 0,
    disk: size?.disk ?? 0,
  };
  const image = cloud.images.get(droplet.image);
  const snapshots = [...cloud.images.values()].filter((one) => one.droplet === id).map((one) => one.id);
  const sets = {
    features: [...droplet.features],
    tags: [...droplet.tags],
    volume_ids: [...droplet.volumes],
  };
  return {
    ...{ id, name, status, locked, created_at, vpc_uuid, ...hardware, ...sets },
    ...{
      snapshot_ids: snapshots,
      backup_ids: [],
      next_backup_window: null,
      kernel: null,
    },
    image: image ? showImage(image) : { id: droplet.image },
    ...{
      size: showSize(droplet.size),
      size_slug: droplet.size,
      region: showRegion(droplet.region),
    },
    networks: {
      v4: [network(cloud, droplet, "public"), network(cloud, droplet, "private")],
      v6: [],
    },
  };
}

function network(cloud: Cloud, droplet: Droplet, type: "public" | "private") {
  const range =
    type === "public" ? cloud.publicSubnet : (cloud.vpcs.get(droplet.vpc_uuid)?.ip_range ?? "/24");
  const bits = Number(range.split("/")[1]);
  const mask = [24, 16, 8, 0]
    .map((shift) => Math.floor((2 ** 32 - 2 ** (32 - bits)) / 2 ** shift) % 256)
    .join(".");
  const address = type === "public" ? droplet.publicAddress : droplet.privateAddress;
  const gateway = type === "public" ? range.replace(/\d+\/\d+$/, "1") : "";
  return { ip_address: address, netmask: mask, gateway, type };
}

/** An image as the API shows it. */
export function showImage(image: Image) {
  const { id, name, slug, created_at, min_disk_size, size_gigabytes } = image;
  const kind = slug === null ? { type: "snapshot", public: false } : { type: "base", public: true };
  const sets = { regions: [...image.regions], tags: [...image.tags] };
  const text = {
    distribution: "Debian",
    description: "",
    error_message: "",
    status: "available",
  };
  return {
    id,
    name,
    slug,
    created_at,
    min_disk_size,
    size_gigabytes,
    ...kind,
    ...sets,
    ...text,
  };
}

/** A snapshot as `/v2/snapshots` shows it, whose ids are texts. */
export function showSnapshot(image: Image) {
  const { name, created_at, min_disk_size, size_gigabytes } = image;
  const resource = {
    resource_id: String(image.droplet),
    resource_type: "droplet",
  };
  const sets = { regions: [...image.regions], tags: [...image.tags] };
  return {
    id: String(image.id),
    name,
    created_at,
    min_disk_size,
    size_gigabytes,
    ...resource,
    ...sets,
  };
}

/** An action as the API shows it. */
export function showAction(action: Action) {
  return { ...action, region: showRegion(action.region_slug) };
}
