import type { Firewall, FirewallRule, Peers } from "./model.ts";

/** Addresses of the droplets that a rule names. */
export interface Members {
  tagged(tag: string): readonly string[];
  droplet(id: number): readonly string[];
}

const head = ["table inet do_firewall {}", "delete table inet do_firewall"];
// Public first, VPC second: the order in which the hypervisor connects them. The droplet's own bridges are not the cloud's.
const outside = '{ "eth0", "eth1" }';

/**
 * The nftables ruleset that the droplet's firewalls together are; only the removal of an older one when there is none.
 * It hooks before the destination NAT of Docker's published ports, so that a closed port is closed for these too.
 */
export function renderRuleset(firewalls: readonly Firewall[], members: Members): string {
  if (firewalls.length === 0) return `${head.join("\n")}\n`;
  const inbound = firewalls.flatMap(({ inbound_rules }) => inbound_rules);
  const outbound = firewalls.flatMap(({ outbound_rules }) => outbound_rules);
  const lines = [
    ...head,
    "table inet do_firewall {",
    ...chain("inbound", "prerouting", "iifname"),
    ...inbound.flatMap((rule) => render(rule, "saddr", resolve(rule.sources, members))),
    ...foot,
    ...chain("outbound", "postrouting", "oifname"),
    ...outbound.flatMap((rule) => render(rule, "daddr", resolve(rule.destinations, members))),
    ...foot,
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

const foot = ["    drop", "  }"];

function chain(name: string, hook: string, direction: string): string[] {
  return [
    `  chain ${name} {`,
    `    type filter hook ${hook} priority -150; policy accept;`,
    `    ${direction} != ${outside} accept`,
    "    ct state established,related accept",
  ];
}

function resolve(peers: Peers | undefined, members: Members): string[] {
  const { addresses = [], tags = [], droplet_ids: ids = [] } = peers ?? {};
  const own = [...tags.flatMap((tag) => members.tagged(tag)), ...ids.flatMap((id) => members.droplet(id))];
  return [...new Set([...addresses, ...own])];
}

function render(rule: FirewallRule, field: string, addresses: readonly string[]): string[] {
  const families = [
    {
      keyword: "ip",
      found: addresses.filter((address) => !address.includes(":")),
    },
    {
      keyword: "ip6",
      found: addresses.filter((address) => address.includes(":")),
    },
  ];
  return families.flatMap(({ keyword, found }) => {
    if (found.length === 0) return [];
    // A zero-length prefix is every address, which a set of others may not overlap.
    const every = found.some((address) => address.endsWith("/0"));
    const from = every
      ? `meta nfproto ${keyword === "ip" ? "ipv4" : "ipv6"}`
      : `${keyword} ${field} { ${found.join(", ")} }`;
    return [`    ${from} ${protocol(rule, keyword)} accept`];
  });
}

function protocol(rule: FirewallRule, family: string): string {
  if (rule.protocol === "icmp") return `meta l4proto ${family === "ip" ? "icmp" : "ipv6-icmp"}`;
  if (rule.ports === "0") return `meta l4proto ${rule.protocol}`;
  return `${rule.protocol} dport ${rule.ports}`;
}
