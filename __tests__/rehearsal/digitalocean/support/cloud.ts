import {
  type DigitalOcean,
  type Hypervisor,
  startDigitalOcean,
} from "../../../../rehearsal/digitalocean/index.ts";

/** An answer's JSON; a test that reads what is not there fails. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
export type Shown = any;

/** A cloud without machines: what it was asked for is in `calls`, and `exit` ends a machine as its own init would. */
export interface Rig {
  readonly cloud: DigitalOcean;
  readonly calls: string[];
  readonly rulesets: Map<number, string>;
  exit(id: number, code: number): void;
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Shown; headers: Headers }>;
}

/** Starts the API over a hypervisor that only remembers. */
export async function startRig(delay = 0): Promise<Rig> {
  const calls: string[] = [];
  const rulesets = new Map<number, string>();
  const ends = new Map<number, number>();
  const listeners: ((id: number) => void)[] = [];
  const note = async (line: string) => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    calls.push(line);
  };
  const machines = new Set<number>();
  const hypervisor: Hypervisor = {
    stockImage: (slug) => (slug === "debian-13-x64" ? "stock" : undefined),
    createNetwork: (_, range) => note(`network ${range}`),
    removeNetwork: () => note("remove network"),
    create: (machine) => {
      machines.add(machine.id);
      return note(`create ${machine.hostname} of ${machine.image}`);
    },
    start: (id) => {
      ends.delete(id);
      return note(`start ${id}`);
    },
    stop: async (id, graceful) => {
      ends.set(id, 130);
      await note(`stop ${id} ${graceful ? "gracefully" : "at once"}`);
    },
    remove: (id) => {
      machines.delete(id);
      return note(`remove ${id}`);
    },
    inspect: async (id) =>
      machines.has(id) ? { running: !ends.has(id), exitCode: ends.get(id) ?? 0 } : undefined,
    snapshot: async (id, name) => {
      await note(`snapshot ${id}`);
      return { image: `image-${name}`, bytes: 1e9 };
    },
    removeImage: (image) => note(`remove ${image}`),
    firewall: async (id, ruleset) => void rulesets.set(id, ruleset),
    createVolume: () => note("volume"),
    removeVolume: () => note("remove volume"),
    onExit: (listener) => void listeners.push(listener),
    close: () => note("close"),
  };
  const options = { world: "none", token: "secret", stockImage: "stock", log: () => {}, hypervisor };
  const publicNetwork = { name: "none", subnet: "10.88.0.0/24" };
  const cloud = await startDigitalOcean({ ...options, publicNetwork });
  return {
    ...{ cloud, calls, rulesets },
    exit: (id, code) => {
      ends.set(id, code);
      for (const listener of listeners) listener(id);
    },
    ask: (method, path, body) => ask(`${cloud.url}${path}`, { method, body, token: "secret" }),
  };
}

/** One request, its answer decoded. */
export async function ask(url: string, request: { method: string; body?: unknown; token: string }) {
  const headers = { authorization: `Bearer ${request.token}`, "content-type": "application/json" };
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  const response = await fetch(url, { method: request.method, headers, body });
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? undefined : JSON.parse(text),
    headers: response.headers,
  };
}

/** Asks until the answer is as wanted; throws after `limit` milliseconds. */
export async function until<Value>(
  limit: number,
  get: () => Promise<Value>,
  wanted: (value: Value) => boolean,
) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await get();
    if (wanted(value)) return value;
    if (Date.now() > end) throw new Error(`not as wanted after ${limit} ms: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
