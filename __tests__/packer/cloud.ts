import { randomInt } from "node:crypto";
import { type DigitalOcean, startDigitalOcean } from "../../rehearsal/digitalocean/index.ts";
import { waitFor } from "../../src/lib/wait/wait.ts";

/** A DigitalOcean of a test's own. */
export interface Cloud {
  /** Environment in which Packer, Terraform and our actions find it. */
  readonly env: Readonly<Record<string, string>>;
  /** A private range that no other test uses, for a VPC. */
  readonly vpcRange: string;
  ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T>;
  /** Names of what there is, after deletions under way are done. */
  things(): Promise<{ droplets: string[]; keys: string[]; snapshots: string[] }>;
  close(): Promise<void>;
}

const TOKEN = "token-of-the-test";

/** Starts one beside those of other tests: networks are drawn at random. */
export async function openCloud(): Promise<Cloud> {
  const number = randomInt(1, 255);
  const world = `packer-test-${process.pid}-${number}`;
  const api: DigitalOcean = await startDigitalOcean({
    world,
    token: TOKEN,
    stockImage: "elm-infra/droplet:debian-13",
    publicNetwork: { name: `${world}-public`, subnet: `10.86.${number}.0/24` },
    log: () => {},
  });
  const ask = async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${api.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as T;
  };
  return {
    env: { DIGITALOCEAN_API_URL: api.url, DIGITALOCEAN_TOKEN: TOKEN, DIGITALOCEAN_API_TOKEN: TOKEN },
    vpcRange: `10.126.${number}.0/24`,
    ask,
    things: () => things(ask),
    close: () => api.close(),
  };
}

type Named = { readonly name: string; readonly status?: string; readonly locked?: boolean };

async function things(ask: Cloud["ask"]) {
  const names = async (path: string, field: string) =>
    ((await ask<Record<string, Named[]>>("GET", path))[field] ?? []).map(({ name }) => name).sort();
  // A droplet is listed until its container is gone.
  let before = "";
  const droplets = await waitFor({ what: "deletions to be done", limit: 30, every: 2 }, async () => {
    const now = await names("/v2/droplets", "droplets");
    const same = now.join() === before;
    before = now.join();
    return same || now.length === 0 ? now : undefined;
  });
  return {
    droplets,
    keys: await names("/v2/account/keys", "ssh_keys"),
    snapshots: await names("/v2/snapshots?resource_type=droplet", "snapshots"),
  };
}
