import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Fleet } from "../../src/lib/fleet/fleet.ts";
import { playbook, startFleet, type TestFleet } from "../support/fleet/fleet.ts";

// Three engines in engines: on a busy machine of two cores each of them takes its time.
jest.setTimeout(400_000);

let cloud: TestFleet;
const manager = () => cloud.machines["m-1"];
const nodes = () =>
  manager()?.docker("node", "ls", "--format", "{{.Hostname}} {{.Status}} {{.Availability}}") ?? "";

beforeAll(async () => {
  cloud = await startFleet({ "m-1": "manager", "w-1": "worker", "w-2": "worker" });
});
afterAll(() => cloud?.close());

function play(name: string, more: Record<string, string> = {}, fleet: Fleet = cloud.fleet()) {
  return playbook({ playbook: name, fleet: JSON.stringify(fleet), "private-key": cloud.privateKey, ...more });
}

test("a dry run tells that it would make one swarm, and makes none", async () => {
  const run = await play("join-swarm", { check: "true" });
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "true"]);
  expect(run.summary).toContain("would make 4 changes on 3 of 3 hosts (dry run: nothing was changed)");
  expect(run.summary).toContain("| `m-1` | Initialise the swarm | first manager of a new swarm |");
  expect(manager()?.docker("info", "--format", "{{.Swarm.LocalNodeState}}")).toBe("inactive");
});

test("three machines become one swarm, and no join token is shown", async () => {
  const run = await play("join-swarm");
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "true"]);
  expect(nodes().split("\n").sort()).toEqual(Array(3).fill(expect.stringMatching(/ Ready Active$/)));
  expect(JSON.parse(run.outputs.result ?? "").nodes).toMatchObject([
    { name: "m-1", role: "manager", state: "ready" },
    { name: "w-1", role: "worker", state: "ready" },
    { name: "w-2", role: "worker", state: "ready" },
  ]);
  expect(`${run.stdout}${run.summary}${JSON.stringify(run.outputs)}`).not.toContain("SWMTKN");
});

test("a second run changes nothing", async () => {
  const run = await play("join-swarm");
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "false"]);
  expect(run.summary).toMatch(/^### Playbook join-swarm: no change on 3 hosts\n/);
});

test("status tells of services, tasks that do not run, and machines", async () => {
  manager()?.docker("service", "create", "-q", "-d", "--no-resolve-image", "--name", "broken", "nosuch:1");
  manager()?.docker(
    "service",
    "create",
    "-q",
    "-d",
    "--no-resolve-image",
    "--name",
    "web",
    "--replicas",
    "3",
    "--stop-grace-period",
    "1s",
    "busybox:test",
    "sleep",
    "999",
  );
  const run = await play("status");
  const { services, machines, nodes } = JSON.parse(run.outputs.result ?? "");
  expect(services.map((service: { service: string }) => service.service)).toEqual(["broken", "web"]);
  expect([machines.length, nodes.length, run.outputs.changed]).toEqual([3, 3, "false"]);
  expect(run.summary).toContain("**tasks not running**");
});

test("drain refuses when a service has nowhere else to go", async () => {
  manager()?.docker(
    "service",
    "create",
    "-q",
    "--no-resolve-image",
    "--name",
    "pinned",
    "--constraint",
    "node.labels.name==w-1",
    "busybox:test",
    "sleep",
    "999",
  );
  const run = await play("drain", { variables: "node=w-1" });
  manager()?.docker("service", "rm", "pinned");
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("no other active node takes: pinned (node.labels.name==w-1)");
  expect(nodes()).not.toContain("Drain");
});

test("drain moves a node's tasks and active takes it back", async () => {
  const drained = await play("drain", { variables: "node=w-1" });
  expect([drained.exitCode, drained.outputs.changed]).toEqual([0, "true"]);
  expect(cloud.machines["w-1"]?.docker("ps", "-q")).toBe("");
  expect((await play("drain", { variables: "node=w-1\navailability=active" })).exitCode).toBe(0);
  expect(nodes()).not.toContain("Drain");
});

test("restart-service replaces every task, and names the services there are when there is none of that name", async () => {
  const before = manager()?.docker("service", "ps", "-q", "--filter", "desired-state=running", "web");
  expect((await play("restart-service", { variables: "service=web" })).exitCode).toBe(0);
  const after = manager()?.docker("service", "ps", "-q", "--filter", "desired-state=running", "web");
  expect(new Set([...(before ?? "").split("\n"), ...(after ?? "").split("\n")]).size).toBe(6);
  const run = await play("restart-service", { variables: "service=wep" });
  expect(run.stdout).toContain("there is no service wep; there are: broken, web");
});

test("rotate-join-tokens makes the old token worthless and shows none", async () => {
  const before = manager()?.docker("swarm", "join-token", "-q", "worker");
  const run = await play("rotate-join-tokens", { variables: "token=worker" });
  expect(manager()?.docker("swarm", "join-token", "-q", "worker")).not.toBe(before);
  expect(`${run.stdout}${run.summary}`).not.toContain("SWMTKN");
});

test("prune removes stopped containers on every machine, in a dry run none", async () => {
  const stopped = () =>
    Object.values(cloud.machines).map((machine) => machine.docker("ps", "-aq", "--filter", "status=exited"));
  cloud.machines["w-2"]?.docker("run", "busybox:test", "true");
  const dry = await play("prune", { variables: "older_than=0", check: "true" });
  expect([dry.exitCode, stopped().join("") !== ""]).toEqual([0, true]);
  const run = await play("prune", { variables: "older_than=0" });
  expect([run.exitCode, run.outputs.changed, stopped().join("")]).toEqual([0, "true", ""]);
});

test("a machine that a limit leaves out is not taken for gone", async () => {
  const run = await play("join-swarm", { limit: "m-1\nw-1" });
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "false"]);
});

test("a node that Terraform has removed is removed from the swarm as well", async () => {
  cloud.machines["w-2"]?.close();
  const run = await play("join-swarm", {}, cloud.fleet(["w-2"]));
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "true"]);
  expect(run.summary).toContain("removed w-2");
  expect(nodes().split("\n")).toHaveLength(2);
});
