import { randomUUID } from "node:crypto";
import { nextRange, overlaps, parseRange } from "../addresses.ts";
import { type Answer, type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { optionalText, text } from "../body.ts";
import { regions } from "../catalog.ts";
import { type Cloud, now } from "../cloud.ts";
import { ApiError, existing, unprocessable } from "../errors.ts";
import type { Vpc } from "../model.ts";

/** Private networks. */
export const vpcRoutes: Routes = {
  "GET /v2/vpcs": (call) => page(call, "vpcs", [...call.cloud.vpcs.values()].map(show)),
  "POST /v2/vpcs": create,
  "GET /v2/vpcs/:id": (call) => ok({ vpc: show(ofPath(call)) }),
  "PUT /v2/vpcs/:id": (call) => update(call, text(call.body, "name")),
  "PATCH /v2/vpcs/:id": (call) => update(call, optionalText(call.body, "name") ?? ofPath(call).name),
  "GET /v2/vpcs/:id/members": (call) => {
    const { id, region } = ofPath(call);
    const members = [...call.cloud.droplets.values()].filter((droplet) => droplet.vpc_uuid === id);
    const shown = members.map(({ id, name, created_at }) => ({
      urn: `do:droplet:${id}`,
      name,
      created_at,
      region,
    }));
    return page(call, "members", shown);
  },
  "DELETE /v2/vpcs/:id": remove,
};

/** The network of a VPC, made when it is not there yet. */
export function networkOf(cloud: Cloud, vpc: Vpc): Promise<void> {
  vpc.network ??= makeNetwork(cloud, vpc).catch((error: Error) => {
    vpc.network = undefined;
    throw unprocessable(`The network ${vpc.ip_range} cannot be made on this machine: ${error.message}`);
  });
  return vpc.network;
}

/** Several worlds can live on one machine: a default VPC, whose range nobody chose, gives way to another's. */
async function makeNetwork(cloud: Cloud, vpc: Vpc): Promise<void> {
  for (;;) {
    try {
      return await cloud.hypervisor.createNetwork(vpc.id, vpc.ip_range);
    } catch (error) {
      const next = nextRange(vpc.ip_range);
      const taken = error instanceof Error && /overlap/i.test(error.message);
      if (!vpc.default || !taken || next === undefined) throw error;
      vpc.ip_range = next;
    }
  }
}

async function create({ cloud, body }: Call): Promise<Answer> {
  const name = text(body, "name");
  const region = text(body, "region");
  if (!(region in regions)) throw unprocessable("You specified an invalid region.");
  const all = [...cloud.vpcs.values()];
  if (all.some((vpc) => vpc.name === name)) throw unprocessable("a VPC with the same name already exists");
  const ip_range = optionalText(body, "ip_range") || freeRange(cloud);
  const range = parseRange(ip_range);
  if (range === undefined) throw unprocessable("The IP range is not a network in CIDR notation.");
  const clash = all.find((vpc) => overlaps(range, parseRange(vpc.ip_range) ?? range));
  if (clash !== undefined)
    throw unprocessable(`This range/size overlaps with another VPC network (${clash.name})`);
  const description = optionalText(body, "description") ?? "";
  const vpc: Vpc = {
    ...{ id: randomUUID(), name, description, region, ip_range },
    ...{ created_at: now(), default: false, network: undefined },
  };
  await networkOf(cloud, vpc);
  cloud.vpcs.set(vpc.id, vpc);
  return { status: 201, body: { vpc: show(vpc) } };
}

/** A range that no VPC of the account has. */
function freeRange(cloud: Cloud): string {
  const taken = [...cloud.vpcs.values()].flatMap((vpc) => parseRange(vpc.ip_range) ?? []);
  for (let second = 120; second < 256; second += 1) {
    const cidr = `10.${second}.0.0/20`;
    const range = parseRange(cidr);
    if (range && !taken.some((other) => overlaps(range, other))) return cidr;
  }
  throw unprocessable("There is no free range.");
}

function update(call: Call, name: string): Answer {
  const vpc = ofPath(call);
  vpc.name = name;
  vpc.description = optionalText(call.body, "description") ?? vpc.description;
  return ok({ vpc: show(vpc) });
}

async function remove(call: Call): Promise<Answer> {
  const vpc = ofPath(call);
  const member = [...call.cloud.droplets.values()].some((droplet) => droplet.vpc_uuid === vpc.id);
  if (vpc.default) throw new ApiError(403, "forbidden", "Can not delete default VPC");
  if (member) throw new ApiError(403, "forbidden", "Can not delete VPC with members");
  await call.cloud.hypervisor.removeNetwork(vpc.id);
  call.cloud.vpcs.delete(vpc.id);
  return nothing;
}

function ofPath(call: Call): Vpc {
  return existing(call.cloud.vpcs.get(param(call)));
}

function show({ network: _, ...vpc }: Vpc) {
  return { ...vpc, urn: `do:vpc:${vpc.id}` };
}
