import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ask, type Rig, type Shown, startRig, until } from "./support/cloud.ts";

let rig: Rig;
const order = { name: "elm-1", region: "nyc3", size: "s-1vcpu-2gb", image: "debian-13-x64", tags: ["elm"] };

beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.cloud.close());

async function droplet(change: object = {}): Promise<number> {
  const { status, body } = await rig.ask("POST", "/v2/droplets", { ...order, ...change });
  expect(status).toBe(202);
  const { id } = body.droplet;
  await until(
    2000,
    () => rig.ask("GET", `/v2/droplets/${id}`),
    (answer) => answer.body.droplet.status === "active",
  );
  return id;
}

async function act(id: number, action: object): Promise<Shown> {
  const { body } = await rig.ask("POST", `/v2/droplets/${id}/actions`, action);
  const path = `/v2/actions/${body.action.id}`;
  return (
    await until(
      2000,
      () => rig.ask("GET", path),
      (one) => one.body.action.completed_at !== null,
    )
  ).body.action;
}

test("a wrong token is answered as DigitalOcean does", async () => {
  const { status, body } = await ask(`${rig.cloud.url}/v2/droplets`, { method: "GET", token: "other" });
  expect({ status, ...body, request_id: "x" }).toEqual({
    status: 401,
    id: "unauthorized",
    message: "Unable to authenticate you",
    request_id: "x",
  });
});

test("what is not there is 404, and what cannot be is 422", async () => {
  expect((await rig.ask("GET", "/v2/droplets/7")).status).toBe(404);
  expect((await rig.ask("GET", "/v2/nothing")).body.id).toBe("not_found");
  const wrong = [
    { name: "a_b" },
    { region: "mars1" },
    { size: "huge" },
    { image: "debian-1" },
    { ssh_keys: [3] },
  ];
  for (const change of wrong) {
    const { status, body } = await rig.ask("POST", "/v2/droplets", { ...order, ...change });
    expect([status, body.id]).toEqual([422, "unprocessable_entity"]);
  }
  expect(rig.calls).toEqual([]);
});

test("a droplet has a public and a private address from the start and is new until it boots", async () => {
  const { body } = await rig.ask("POST", "/v2/droplets", order);
  expect(body.droplet.status).toBe("new");
  expect(body.droplet.networks.v4.map((one: Shown) => [one.type, one.ip_address])).toEqual([
    ["public", "10.88.0.2"],
    ["private", "10.109.0.2"],
  ]);
  expect(body.droplet.tags).toEqual(["elm"]);
});

test("a droplet that is gone leaves its address to the last", async () => {
  const first = await droplet();
  expect((await rig.ask("DELETE", `/v2/droplets/${first}`)).status).toBe(204);
  await until(
    2000,
    () => rig.ask("GET", `/v2/droplets/${first}`),
    ({ status }) => status === 404,
  );
  const second = await droplet();
  const { body } = await rig.ask("GET", `/v2/droplets/${second}`);
  expect(body.droplet.networks.v4[0].ip_address).toBe("10.88.0.3");
});

test("a locked droplet takes no second action", async () => {
  await rig.cloud.close();
  rig = await startRig(100);
  const id = await droplet();
  await rig.ask("POST", `/v2/droplets/${id}/actions`, { type: "shutdown" });
  const { status, body } = await rig.ask("POST", `/v2/droplets/${id}/actions`, { type: "shutdown" });
  expect([status, body.message]).toEqual([422, "Droplet already has a pending event."]);
});

test("a snapshot is found in each of the three places and starts the next droplet", async () => {
  const id = await droplet();
  await act(id, { type: "shutdown" });
  const action = await act(id, { type: "snapshot", name: "base" });
  expect(action.status).toBe("completed");
  const own = (await rig.ask("GET", `/v2/droplets/${id}/snapshots`)).body.snapshots;
  const image = own[0].id;
  expect(own).toHaveLength(1);
  expect(own[0].created_at).toBe(action.started_at);
  expect((await rig.ask("GET", "/v2/images?private=true")).body.images[0].id).toBe(image);
  const listed = (await rig.ask("GET", "/v2/snapshots?resource_type=droplet")).body.snapshots[0];
  expect([listed.id, listed.resource_id]).toEqual([String(image), String(id)]);
  await rig.ask("POST", `/v2/images/${image}/actions`, { type: "transfer", region: "ams3" });
  await droplet({ name: "elm-2", image });
  expect(rig.calls).toContain(`create elm-2 of image-${image}`);
  expect((await rig.ask("DELETE", `/v2/snapshots/${image}`)).status).toBe(204);
  expect((await rig.ask("GET", `/v2/images/${image}`)).status).toBe(404);
});

test("a droplet that reboots itself is started again, one that powers off is off", async () => {
  const id = await droplet();
  rig.exit(id, 129);
  await until(
    2000,
    async () => rig.calls,
    (calls) => calls.includes(`start ${id}`),
  );
  expect((await rig.ask("GET", `/v2/droplets/${id}`)).body.droplet.status).toBe("active");
  rig.exit(id, 130);
  await until(
    2000,
    () => rig.ask("GET", `/v2/droplets/${id}`),
    ({ body }) => body.droplet.status === "off",
  );
});

test("a list comes in pages", async () => {
  for (const name of ["a", "b", "c"]) await rig.ask("POST", "/v2/tags", { name });
  const { body } = await rig.ask("GET", "/v2/tags?page=2&per_page=2");
  expect(body.tags.map((tag: Shown) => tag.name)).toEqual(["c"]);
  expect(body.meta).toEqual({ total: 3 });
  expect(Object.keys(body.links.pages)).toEqual(["first", "prev"]);
  expect((await rig.ask("GET", "/v2/tags?page=1&per_page=2")).body.links.pages.next).toMatch(/page=2/);
});

test("a VPC with members stays, and one that overlaps is refused", async () => {
  const { body } = await rig.ask("POST", "/v2/vpcs", {
    name: "elm",
    region: "nyc3",
    ip_range: "10.90.0.0/24",
  });
  const id = await droplet({ vpc_uuid: body.vpc.id });
  expect((await rig.ask("GET", `/v2/droplets/${id}`)).body.droplet.networks.v4[1].ip_address).toBe(
    "10.90.0.2",
  );
  expect((await rig.ask("DELETE", `/v2/vpcs/${body.vpc.id}`)).status).toBe(403);
  const clash = await rig.ask("POST", "/v2/vpcs", {
    name: "other",
    region: "nyc3",
    ip_range: "10.90.0.128/25",
  });
  expect(clash.status).toBe(422);
});

test("a firewall follows the tag: members come in with a droplet and go with it", async () => {
  const first = await droplet();
  const rule = { protocol: "tcp", ports: "2377", sources: { tags: ["elm"] } };
  await rig.ask("POST", "/v2/firewalls", {
    name: "elm",
    tags: ["elm"],
    inbound_rules: [rule],
    outbound_rules: [],
  });
  expect(rig.rulesets.get(first)).toContain("ip saddr { 10.88.0.2, 10.109.0.2 } tcp dport 2377 accept");
  const second = await droplet({ name: "elm-2" });
  const both = "ip saddr { 10.88.0.2, 10.109.0.2, 10.88.0.3, 10.109.0.3 } tcp dport 2377 accept";
  await until(
    2000,
    async () => rig.rulesets.get(first),
    (ruleset) => ruleset?.includes(both) === true,
  );
  expect(rig.rulesets.get(second)).toContain(both);
  const untag = { resources: [{ resource_id: String(second), resource_type: "droplet" }] };
  await rig.ask("DELETE", "/v2/tags/elm/resources", untag);
  expect(rig.rulesets.get(first)).toContain("ip saddr { 10.88.0.2, 10.109.0.2 } tcp dport 2377 accept");
  expect(rig.rulesets.get(second)).toBe("table inet do_firewall {}\ndelete table inet do_firewall\n");
});

test("a firewall rule that is no address never reaches a ruleset", async () => {
  const rule = { protocol: "tcp", ports: "22", sources: { addresses: ["0.0.0.0/0 } accept; drop"] } };
  const { status } = await rig.ask("POST", "/v2/firewalls", { name: "elm", inbound_rules: [rule] });
  expect(status).toBe(422);
});

test("a failure that was asked for comes as often as asked, and each request is logged", async () => {
  await rig.ask("POST", "/_stand-in/faults", { method: "GET", path: "^/v2/regions$", status: 503, times: 1 });
  expect((await rig.ask("GET", "/v2/regions")).status).toBe(503);
  const { status, headers } = await rig.ask("GET", "/v2/regions");
  expect([status, headers.get("ratelimit-limit")]).toEqual([200, "5000"]);
  const { requests } = (await rig.ask("GET", "/_stand-in/requests")).body;
  expect(requests.map((one: Shown) => `${one.method} ${one.path} ${one.status}`)).toEqual([
    "GET /v2/regions 503",
    "GET /v2/regions 200",
  ]);
});
