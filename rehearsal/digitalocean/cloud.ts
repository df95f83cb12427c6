import { randomUUID } from "node:crypto";
import { freeAddress } from "./addresses.ts";
import { regions } from "./catalog.ts";
import { unprocessable } from "./errors.ts";
import type { Hypervisor } from "./hypervisor/hypervisor.ts";
import type { Action, Droplet, Firewall, Image, Project, SshKey, Volume, Vpc } from "./model.ts";

/** Everything that the account has, in memory, and the machines below it. */
export interface Cloud {
  readonly hypervisor: Hypervisor;
  readonly publicSubnet: string;
  readonly droplets: Map<number, Droplet>;
  readonly images: Map<number, Image>;
  readonly keys: Map<number, SshKey>;
  readonly vpcs: Map<string, Vpc>;
  readonly firewalls: Map<string, Firewall>;
  readonly actions: Map<number, Action>;
  /** Tags that exist; what carries one says so itself. */
  readonly tags: Set<string>;
  readonly volumes: Map<string, Volume>;
  readonly projects: Map<string, Project>;
  /** The last work of each droplet: a droplet does one thing at a time. */
  readonly queues: Map<number, Promise<unknown>>;
  /** The ruleset that each running droplet has loaded. */
  readonly rulesets: Map<number, string>;
  readonly lastAddress: Map<string, string>;
  log(line: string): void;
  nextId(): number;
}

/** An account with nothing in it but what every account has: stock images, default VPCs and a default project. */
export function newCloud(hypervisor: Hypervisor, publicSubnet: string, log: (line: string) => void): Cloud {
  let id = 1000;
  const cloud: Cloud = {
    ...{ hypervisor, publicSubnet, log, nextId: () => ++id },
    ...{
      droplets: new Map(),
      images: new Map(),
      keys: new Map(),
      vpcs: new Map(),
      firewalls: new Map(),
    },
    ...{
      actions: new Map(),
      tags: new Set<string>(),
      volumes: new Map(),
      projects: new Map(),
    },
    ...{ queues: new Map(), rulesets: new Map(), lastAddress: new Map() },
  };
  addStockImage(cloud, "debian-13-x64", "13 x64");
  Object.keys(regions).forEach((region, index) => {
    addDefaultVpc(cloud, region, `10.${108 + index}.0.0/20`);
  });
  addDefaultProject(cloud);
  return cloud;
}

function addStockImage(cloud: Cloud, slug: string, name: string): void {
  const reference = cloud.hypervisor.stockImage(slug);
  if (reference === undefined) return;
  const disk = { min_disk_size: 7, size_gigabytes: 1 };
  const set = {
    regions: new Set(Object.keys(regions)),
    tags: new Set<string>(),
  };
  const id = cloud.nextId();
  cloud.images.set(id, {
    id,
    name,
    slug,
    reference,
    ...disk,
    ...set,
    droplet: null,
    created_at: now(),
  });
}

function addDefaultVpc(cloud: Cloud, region: string, range: string): void {
  const id = randomUUID();
  const shown = {
    name: `default-${region}`,
    description: "",
    region,
    ip_range: range,
    default: true,
  };
  cloud.vpcs.set(id, { id, ...shown, created_at: now(), network: undefined });
}

function addDefaultProject(cloud: Cloud): void {
  const id = randomUUID();
  const about = {
    name: "first-project",
    description: "",
    purpose: "Just trying out",
    environment: "Development",
  };
  const times = { created_at: now(), updated_at: now() };
  cloud.projects.set(id, {
    id,
    ...about,
    ...times,
    is_default: true,
    resources: new Set(),
  });
}

/** The time as the API writes it, to the second. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/** A free address of the public network or of a VPC. */
export function takeAddress(cloud: Cloud, range: string): string {
  const taken = [...cloud.droplets.values()].flatMap((droplet) => [
    droplet.publicAddress,
    droplet.privateAddress,
  ]);
  const address = freeAddress(range, new Set(taken), cloud.lastAddress.get(range));
  if (address === undefined) throw unprocessable(`There is no free address in ${range}`);
  cloud.lastAddress.set(range, address);
  return address;
}
