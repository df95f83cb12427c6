import { isIP } from "node:net";

/** A machine of the fleet. */
export interface FleetNode {
  readonly role: "manager" | "worker";
  /** Public address: ssh goes there. */
  readonly address: string;
  /** Address inside the private network: the swarm's own traffic goes there. */
  readonly private_address: string;
}

/** The machines Terraform knows: the shape of its output `fleet`. */
export interface Fleet {
  /** Who logs in over ssh. */
  readonly user: string;
  readonly nodes: Readonly<Record<string, FleetNode>>;
  /** Lines of an OpenSSH known_hosts file, one for each node's public address. */
  readonly known_hosts: string;
}

const NAME = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i;

/**
 * Checks a value of the shape of Terraform's output `fleet`.
 *
 * @param value parsed JSON; more fields than the documented ones are allowed and dropped
 * @throws Error that names every mistake, one a line
 */
export function readFleet(value: unknown): Fleet {
  const mistakes: string[] = [];
  const { user = "root", nodes, known_hosts } = record(value) ?? {};
  if (record(value) === undefined)
    throw new Error('fleet must be an object {"user", "nodes", "known_hosts"}, got '.concat(show(value)));
  if (typeof user !== "string" || !/^[a-z_][a-z0-9_-]*$/.test(user)) {
    mistakes.push(`user must be a user name, got ${show(user)}`);
  }
  if (typeof known_hosts !== "string" || known_hosts.trim() === "") {
    mistakes.push(
      "known_hosts must hold one known_hosts line for each node: host keys are never taken on trust",
    );
  }
  const read = readNodes(nodes, mistakes);
  if (typeof known_hosts === "string") mistakes.push(...unknownHosts(read, known_hosts));
  if (mistakes.length > 0) throw new Error(mistakes.map((mistake) => `fleet: ${mistake}`).join("\n"));
  return { user: String(user), nodes: read, known_hosts: String(known_hosts) };
}

/** The names of a role's nodes, elm-manager-10 after elm-manager-9. */
export function namesOf(fleet: Fleet, role: FleetNode["role"]): string[] {
  const order = new Intl.Collator("en", { numeric: true });
  return Object.keys(fleet.nodes)
    .filter((name) => fleet.nodes[name]?.role === role)
    .sort(order.compare);
}

function readNodes(nodes: unknown, mistakes: string[]): Record<string, FleetNode> {
  const read: Record<string, FleetNode> = {};
  const entries = Object.entries(record(nodes) ?? {});
  if (entries.length === 0) mistakes.push(`nodes must name at least one machine, got ${show(nodes)}`);
  for (const [name, value] of entries) {
    const { role, address, private_address } = record(value) ?? {};
    if (!NAME.test(name)) mistakes.push(`${show(name)} is not a host name`);
    if (role !== "manager" && role !== "worker") {
      mistakes.push(`role of ${name} must be manager or worker, got ${show(role)}`);
    }
    if (!isAddress(address)) mistakes.push(`address of ${name} must be an IP address, got ${show(address)}`);
    if (!isAddress(private_address)) {
      mistakes.push(`private_address of ${name} must be an IP address, got ${show(private_address)}`);
    }
    read[name] = {
      role: role === "manager" ? "manager" : "worker",
      address: String(address),
      private_address: String(private_address),
    };
  }
  return read;
}

/** A node whose host key nobody gave would only be found out in the middle of a run. */
function unknownHosts(nodes: Record<string, FleetNode>, knownHosts: string): string[] {
  const lines = knownHosts.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  // Hashed names and patterns cannot be compared as text: ssh itself decides then.
  if (lines.some((line) => /^\S*[|*?]/.test(line) || line.startsWith("@"))) return [];
  const known = new Set(lines.flatMap((line) => line.trim().split(/\s+/)[0]?.split(",") ?? []));
  return Object.entries(nodes)
    .filter(([, { address }]) => isAddress(address) && !known.has(address) && !withPort(known, address))
    .map(([name, node]) => `known_hosts has no line for ${node.address} (${name})`);
}

/** sshd on another port stands as `[address]:port`. */
function withPort(known: ReadonlySet<string>, address: string): boolean {
  return [...known].some((name) => name.startsWith(`[${address}]:`));
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && isIP(value) !== 0;
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
