import { type Fleet, namesOf } from "../fleet/fleet.ts";

/**
 * The fleet as an Ansible inventory: groups `manager` and `worker`, for each host `ansible_host` and
 * `private_address`. JSON is YAML, so Ansible's yaml plugin reads it.
 */
export function inventory(fleet: Fleet): string {
  const group = (role: "manager" | "worker") => ({
    hosts: Object.fromEntries(
      namesOf(fleet, role).map((name) => [
        name,
        { ansible_host: fleet.nodes[name]?.address, private_address: fleet.nodes[name]?.private_address },
      ]),
    ),
  });
  const children = { manager: group("manager"), worker: group("worker") };
  return `${JSON.stringify({ all: { vars: { ansible_user: fleet.user }, children } }, null, 2)}\n`;
}

/**
 * Extra variables as the JSON of `-e @file`. A value that is a JSON array or object is passed as such; everything else
 * is text, as on Ansible's own command line.
 */
export function extraVariables(variables: Readonly<Record<string, string>>): string {
  const values = Object.entries(variables).map(([name, value]) => [name, structured(value)]);
  return `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`;
}

function structured(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
