import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type DigitalOcean, startDigitalOcean } from "../../../rehearsal/digitalocean/index.ts";
import { ask, type Shown, until } from "./support/cloud.ts";
import { type Host, knock, makeHost } from "./support/host.ts";

const world = `droplets-${process.pid}`;
const network = `10.${randomInt(150, 250)}.${randomInt(0, 120) * 2}`;
let host: Host;
let cloud: DigitalOcean;
let key: number;
let vpc: string;
let one: Shown;
let two: Shown;

const call = async (method: string, path: string, body?: unknown) =>
  (await ask(`${cloud.url}${path}`, { method, body, token: "secret" })).body;
const get = async (id: number) => (await call("GET", `/v2/droplets/${id}`)).droplet;
const address = (droplet: Shown, type: string) =>
  droplet.networks.v4.find((v4: Shown) => v4.type === type).ip_address;
const on = (droplet: Shown, script: string) => host.ssh(address(droplet, "public"), script);
const answers = (droplet: Shown) =>
  until(
    30_000,
    () => on(droplet, "hostname").catch(() => ""),
    (name) => name !== "",
  );

async function order(name: string, image: string | number): Promise<Shown> {
  const place = { region: "nyc3", size: "s-1vcpu-2gb", vpc_uuid: vpc, tags: [`${world}-node`] };
  const body = { name, image, ...place, ssh_keys: [key], user_data: host.userData };
  return (await call("POST", "/v2/droplets", body)).droplet;
}

async function act(id: number, action: object): Promise<void> {
  const begun = (await call("POST", `/v2/droplets/${id}/actions`, action)).action;
  const path = `/v2/actions/${begun.id}`;
  const done = await until(
    60_000,
    () => call("GET", path),
    ({ action }) => action.completed_at !== null,
  );
  expect(done.action.status).toBe("completed");
}

/** Rules by port, from everywhere; all may go out. */
const firewall = (ports: readonly string[]) => {
  const everywhere = { addresses: ["0.0.0.0/0", "::/0"] };
  const inbound_rules = ports.map((port) => ({ protocol: "tcp", ports: port, sources: everywhere }));
  const outbound_rules = [{ protocol: "tcp", ports: "all", destinations: everywhere }];
  return { name: "elm", tags: [`${world}-node`], inbound_rules, outbound_rules };
};

beforeAll(async () => {
  host = await makeHost();
  const options = { world, token: "secret", stockImage: "elm-infra/droplet:debian-13", log: () => {} };
  const publicNetwork = { name: `${world}-public`, subnet: `${network}.0/24` };
  cloud = await startDigitalOcean({ ...options, publicNetwork, caCertificate: host.caCertificate });
  key = (await call("POST", "/v2/account/keys", { name: "test", public_key: host.publicKey })).ssh_key.id;
  const range = network.replace(/\d+$/, (last) => String(Number(last) + 1));
  vpc = (await call("POST", "/v2/vpcs", { name: "elm", region: "nyc3", ip_range: `${range}.0/24` })).vpc.id;
  [one, two] = await Promise.all([order("elm-1", "debian-13-x64"), order("elm-2", "debian-13-x64")]);
  await Promise.all([answers(one), answers(two)]);
}, 120_000);

afterAll(async () => {
  await cloud?.close();
  await host?.close();
}, 120_000);

test("a droplet is logged in to with the host key of its user_data, by its own name", async () => {
  expect(await on(one, "hostname; cloud-init status --wait")).toBe("elm-1\nstatus: done");
});

test("a droplet trusts the world's authority as one of its system's", async () => {
  const bundle = "/etc/ssl/certs/ca-certificates.crt";
  const verify = `openssl verify -CAfile ${bundle} /usr/local/share/ca-certificates/world.crt`;
  expect(await on(one, verify)).toMatch(/world.crt: OK$/);
});

test("a droplet has its private address on the VPC's network", async () => {
  expect(await on(one, "ip -4 -o address show eth1")).toContain(` ${address(one, "private")}/24 `);
});

test("a firewall drops what it does not allow, from the host and from a neighbour, before any NAT", async () => {
  await on(one, "systemd-run --quiet python3 -m http.server 8000");
  await on(one, "nft add table ip t; nft add chain ip t p '{ type nat hook prerouting priority dstnat; }'");
  // As Docker publishes ports: 9000 and 9001 lead to 8000.
  await on(one, "nft add rule ip t p tcp dport '{ 9000, 9001 }' redirect to :8000");
  const there = address(one, "public");
  await until(
    5000,
    () => knock(there, 8000),
    (answer) => answer === "open",
  );
  expect(await knock(there, 9001)).toBe("open");
  const { id } = (await call("POST", "/v2/firewalls", firewall(["22", "9000"]))).firewall;
  expect(await Promise.all([8000, 9000, 9001, 22].map((port) => knock(there, port)))).toEqual([
    ...["silent", "open", "silent", "open"],
  ]);
  const ports = (to: string) =>
    on(two, `for p in 8000 9000; do curl -sm 2 -o /dev/null ${to}:$p && echo $p; done; true`);
  expect(await ports(address(one, "private"))).toBe("9000");
  await call("PUT", `/v2/firewalls/${id}`, firewall(["22", "8000"]));
  expect(await ports(address(one, "private"))).toBe("8000");
});

test("a firewall survives a flushed ruleset and a reboot, which the droplet does by itself", async () => {
  const ruleset = "nft list table inet do_firewall | grep -c 'dport 8000'";
  await on(one, "printf 'flush ruleset\\n' > /etc/nftables.conf; systemctl restart nftables");
  expect(await on(one, ruleset)).toBe("2");
  const before = await on(one, "cat /proc/1/stat | cut -d' ' -f22");
  await on(one, "systemctl reboot").catch(() => "");
  const start = () => on(one, "cat /proc/1/stat | cut -d' ' -f22").catch(() => before);
  await until(90_000, start, (now) => now !== before);
  expect(await on(one, ruleset)).toBe("2");
  expect((await get(one.id)).status).toBe("active");
});

test("a snapshot of a droplet that powered itself off starts another one with its disk and its own name", async () => {
  await on(two, "echo kept > /etc/kept; systemctl poweroff").catch(() => "");
  await until(
    30_000,
    () => get(two.id),
    ({ status }) => status === "off",
  );
  await act(two.id, { type: "snapshot", name: "base" });
  const { snapshots } = await call("GET", `/v2/droplets/${two.id}/snapshots`);
  const three = await order("elm-3", snapshots[0].id);
  await answers(three);
  expect(await on(three, "hostname; cat /etc/kept")).toBe("elm-3\nkept");
});

test("nothing of a world is left when it is closed", async () => {
  await cloud.close();
  const filter = ["--quiet", "--filter", `label=elm-infra.rehearsal=${world}`];
  for (const list of [["ps", "--all"], ["network", "ls"], ["volume", "ls"], ["images"]]) {
    expect(execFileSync("docker", [...list, ...filter]).toString()).toBe("");
  }
});
