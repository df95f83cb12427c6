import { randomUUID } from "node:crypto";
import { type Answer, type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { list, text, texts } from "../body.ts";
import { now } from "../cloud.ts";
import { existing, unprocessable } from "../errors.ts";
import { applyFirewalls } from "../firewalls.ts";
import type { Firewall, FirewallRule, Peers } from "../model.ts";
import { dropletIds } from "./droplets.ts";

/** Cloud firewalls. They are in force when the call is answered. */
export const firewallRoutes: Routes = {
  "GET /v2/firewalls": (call) => page(call, "firewalls", [...call.cloud.firewalls.values()].map(show)),
  "POST /v2/firewalls": (call) => save(call, { id: randomUUID(), created_at: now() }, 202),
  "GET /v2/firewalls/:id": (call) => ok({ firewall: show(ofPath(call)) }),
  "PUT /v2/firewalls/:id": (call) => save(call, ofPath(call), 200),
  "DELETE /v2/firewalls/:id": async (call) => {
    call.cloud.firewalls.delete(ofPath(call).id);
    await applyFirewalls(call.cloud);
    return nothing;
  },
};

async function save(call: Call, known: Pick<Firewall, "id" | "created_at">, status: number): Promise<Answer> {
  const { cloud, body } = call;
  const firewall: Firewall = {
    ...{ id: known.id, created_at: known.created_at, name: text(body, "name") },
    inbound_rules: list(body, "inbound_rules").map((rule) => readRule(rule, "sources")),
    outbound_rules: list(body, "outbound_rules").map((rule) => readRule(rule, "destinations")),
    ...{ droplet_ids: dropletIds(call), tags: texts(body, "tags") },
  };
  const unknown = firewall.tags.find((tag) => !cloud.tags.has(tag));
  if (unknown !== undefined) throw unprocessable(`tag ${unknown} does not exist`);
  const same = [...cloud.firewalls.values()].some(
    ({ id, name }) => name === firewall.name && id !== firewall.id,
  );
  if (same) throw unprocessable("duplicate name");
  if (firewall.inbound_rules.length + firewall.outbound_rules.length === 0)
    throw unprocessable("at least one rule is required");
  cloud.firewalls.set(firewall.id, firewall);
  await applyFirewalls(cloud);
  return { status, body: { firewall: show(firewall) } };
}

function readRule(value: unknown, side: "sources" | "destinations"): FirewallRule {
  const rule = (value ?? {}) as Record<string, unknown>;
  const protocol = String(rule.protocol);
  if (!["tcp", "udp", "icmp"].includes(protocol))
    throw unprocessable("protocol must be one of tcp, udp and icmp");
  const ports = rule.ports === "all" || protocol === "icmp" ? "0" : String(rule.ports ?? "");
  if (!/^\d{1,5}(-\d{1,5})?$/.test(ports))
    throw unprocessable(`"${ports}" is neither a port, a range of ports nor all`);
  return { protocol, ports, [side]: readPeers(rule[side], side) };
}

function readPeers(value: unknown, side: string): Peers {
  const peers = (value ?? {}) as Record<string, unknown>;
  const addresses = texts(peers, "addresses").map((address) => {
    // What comes here goes into a ruleset: nothing but an address or a range.
    if (!/^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(address))
      throw unprocessable(`"${address}" of ${side} is no address`);
    return address;
  });
  const droplet_ids = list(peers, "droplet_ids").map(Number);
  return { addresses, tags: texts(peers, "tags"), droplet_ids };
}

function ofPath(call: Call): Firewall {
  return existing(call.cloud.firewalls.get(param(call)));
}

function show(firewall: Firewall) {
  return { ...firewall, status: "succeeded", pending_changes: [] };
}
