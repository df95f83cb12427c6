import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openRoot, type Root } from "./root.ts";

/** Nothing may be asked of an API here: this port refuses. */
const NO_API = { DIGITALOCEAN_TOKEN: "none", DIGITALOCEAN_API_URL: "http://127.0.0.1:9" };
const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4nA3qR0yZ5r0sYQn7tM4yqfQ7yq0F3Y3x5Qm7hI0bK someone@example.org";

let root: Root;
beforeAll(async () => {
  root = await openRoot(NO_API);
});
afterAll(() => root.remove());

const plan = (variables: Record<string, string>, accept = [0]) =>
  root.run(
    [
      "plan",
      "-input=false",
      "-no-color",
      "-out=plan",
      ...Object.entries({ ssh_public_key: KEY, image: "1018", ...variables }).map(
        ([name, value]) => `-var=${name}=${value}`,
      ),
    ],
    accept,
  );

interface Planned {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly after: Record<string, unknown> };
  }[];
}

async function planned(variables: Record<string, string>): Promise<Planned["resource_changes"]> {
  await plan(variables);
  const { stdout } = await root.run(["show", "-json", "plan"]);
  return (JSON.parse(stdout) as Planned).resource_changes;
}

test("it is formatted and valid for the real providers", async () => {
  await root.run(["fmt", "-check", "-recursive"]);
  const { stdout } = await root.run(["validate", "-json"]);
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, warning_count: 0 });
});

test("a node more is a droplet and a host key more, and renames none", async () => {
  const names = async (variables: Record<string, string>) =>
    (await planned(variables))
      .map(({ address }) => /^digitalocean_droplet\.node\["(.*)"\]$/.exec(address)?.[1])
      .filter((name) => name !== undefined);
  expect(await names({ managers: "1", workers: "0" })).toEqual(["elm-manager-1"]);
  expect(await names({ managers: "3", workers: "1" })).toEqual([
    "elm-manager-1",
    "elm-manager-2",
    "elm-manager-3",
    "elm-worker-1",
  ]);
});

test("the firewall lets in what the fleet serves, and the swarm's ports only from the fleet", async () => {
  const changes = await planned({ ssh_allowed_cidrs: '["203.0.113.0/24"]' });
  const firewall = changes.find(({ address }) => address === "digitalocean_firewall.node");
  const inbound = (firewall?.change.after.inbound_rule ?? []) as Record<string, unknown>[];
  const rules = inbound.map(({ protocol, port_range, source_addresses, source_tags }) => {
    const sources = [...((source_addresses as string[]) ?? []), ...((source_tags as string[]) ?? [])];
    return `${protocol} ${port_range || "any"} from ${sources.join(" ")}`;
  });
  expect(rules.sort()).toEqual([
    "icmp any from 0.0.0.0/0 ::/0",
    "tcp 22 from 203.0.113.0/24",
    "tcp 2377 from elm",
    "tcp 443 from 0.0.0.0/0 ::/0",
    "tcp 7946 from elm",
    "tcp 80 from 0.0.0.0/0 ::/0",
    "udp 4789 from elm",
    "udp 7946 from elm",
  ]);
});

test.each([
  ["managers", "2", "managers must be 1, 3, 5 or 7."],
  ["workers", "51", "workers must be a whole number from 0 to 50."],
  ["workers", "1.5", "workers must be a whole number from 0 to 50."],
  ["name", "Elm", "name must be 1 to 30 lower-case letters"],
  ["ssh_public_key", "-----BEGIN OPENSSH PRIVATE KEY-----", "ssh_public_key must be one line"],
  ["ssh_allowed_cidrs", '["everywhere"]', "ssh_allowed_cidrs must hold at least one range"],
  ["ssh_allowed_cidrs", "[]", "ssh_allowed_cidrs must hold at least one range"],
  ["vpc_ip_range", "10.124.0.0/30", "vpc_ip_range must be an IPv4 range"],
])("%s does not take %s", async (name, value, message) => {
  const { exitCode, stderr } = await plan({ [name]: value }, [0, 1]);
  expect([exitCode, stderr.replaceAll(/\s*\n[│\s]*/g, " ")]).toEqual([1, expect.stringContaining(message)]);
});
