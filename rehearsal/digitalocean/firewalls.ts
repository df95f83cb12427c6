import { inTurn } from "./actions.ts";
import type { Cloud } from "./cloud.ts";
import type { Droplet, Firewall } from "./model.ts";
import { renderRuleset } from "./ruleset.ts";

/** The droplets that a firewall is in front of: by id or by tag. */
export function protectedBy(cloud: Cloud, firewall: Firewall): Droplet[] {
  return [...cloud.droplets.values()].filter((droplet) => protects(firewall, droplet));
}

function protects(firewall: Firewall, droplet: Droplet): boolean {
  return firewall.droplet_ids.includes(droplet.id) || firewall.tags.some((tag) => droplet.tags.has(tag));
}

/** Loads each running droplet's ruleset where it is not the one that is loaded already. */
export async function applyFirewalls(cloud: Cloud): Promise<void> {
  const running = [...cloud.droplets.values()].filter(({ status }) => status === "active");
  await Promise.all(running.map((droplet) => inTurn(cloud, droplet.id, () => applyTo(cloud, droplet))));
}

/** Loads a droplet's ruleset after it started, when nothing is loaded. */
export async function applyOnBoot(cloud: Cloud, droplet: Droplet): Promise<void> {
  cloud.rulesets.delete(droplet.id);
  await applyTo(cloud, droplet);
}

async function applyTo(cloud: Cloud, droplet: Droplet): Promise<void> {
  const firewalls = [...cloud.firewalls.values()].filter((firewall) => protects(firewall, droplet));
  const loaded = cloud.rulesets.get(droplet.id);
  if (firewalls.length === 0 && loaded === undefined) return;
  const ruleset = renderRuleset(firewalls, members(cloud));
  if (ruleset === loaded) return;
  try {
    await cloud.hypervisor.firewall(droplet.id, ruleset);
    cloud.rulesets.set(droplet.id, ruleset);
  } catch (error) {
    cloud.log(`firewall of droplet ${droplet.id} is not loaded: ${String(error)}`);
  }
}

function members(cloud: Cloud) {
  const addresses = ({ publicAddress, privateAddress }: Droplet) => [publicAddress, privateAddress];
  const all = () => [...cloud.droplets.values()];
  return {
    tagged: (tag: string) =>
      all()
        .filter(({ tags }) => tags.has(tag))
        .flatMap(addresses),
    droplet: (id: number) =>
      all()
        .filter((droplet) => droplet.id === id)
        .flatMap(addresses),
  };
}
