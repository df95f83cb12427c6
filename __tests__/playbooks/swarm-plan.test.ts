import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";

const PROGRAM = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "playbooks/filter_plugins")
from swarm_plan import swarm_plan
print(json.dumps(swarm_plan(*json.load(sys.stdin))))
`;

function plan(states: object, fleet: object) {
  const input = JSON.stringify([states, fleet]);
  return JSON.parse(execFileSync("python3", ["-c", PROGRAM], { input, encoding: "utf8" }));
}

const manager = (last: number) => ({ role: "manager", address: `10.0.0.${last}` });
const worker = (last: number) => ({ role: "worker", address: `10.0.0.${last}` });
const out = { state: "inactive", node_id: "", control: false, cluster: "", trouble: "", nodes: [] };
const member = (id: string) => ({ ...out, state: "active", node_id: id });
const control = (id: string, ...nodes: string[]) => ({
  ...member(id),
  control: true,
  cluster: "c1",
  nodes: nodes.map((node) => ({ id: node })),
});

test("an empty fleet starts on the first manager, counted as a person counts, and all others join through it", () => {
  expect(plan({ m10: out, m9: out, w: out }, { m10: manager(10), m9: manager(9), w: worker(1) })).toEqual({
    controller: "m9",
    initialise: "m9",
    through: ["10.0.0.9"],
    join: ["m10", "w"],
    others: [],
    problems: [],
  });
});

test("new nodes join through every manager that is there", () => {
  const states = { m1: out, m2: control("b", "b", "c"), m3: control("c", "b", "c") };
  expect(plan(states, { m1: manager(1), m2: manager(2), m3: manager(3) })).toMatchObject({
    controller: "m2",
    initialise: "",
    through: ["10.0.0.2", "10.0.0.3"],
    join: ["m1"],
    problems: [],
  });
});

test.each([
  ["a member of another swarm", { m: control("a", "a"), w: member("x") }, "w is a member of another swarm"],
  [
    "a member whose managers are all gone",
    { m: out, w: member("x") },
    "no manager is in a swarm, but w still is",
  ],
  ["a locked manager", { m: { ...out, state: "locked" }, w: out }, "m: its swarm membership is locked"],
  [
    "a manager without a quorum",
    { m: { ...control("a"), trouble: "The swarm does not have a leader" }, w: out },
    "docker swarm init --force-new-cluster",
  ],
  ["a manager that a limit leaves out", { w: out }, "m was not looked at: run this without a limit"],
])("%s is a person's decision", (_, states, problem) => {
  const { problems } = plan(states, { m: manager(1), w: worker(2) });
  expect(problems.join("; ")).toContain(problem);
});

test("managers of two swarms are a person's decision", () => {
  const states = { m1: control("a", "a"), m2: { ...control("b", "b"), cluster: "c2" } };
  const { problems } = plan(states, { m1: manager(1), m2: manager(2) });
  expect(problems[0]).toBe("the managers are in 2 different swarms (m1, m2): make all but one leave");
});

test("a node that was not looked at is never taken for gone", () => {
  const { others } = plan({ m: control("a", "a", "b") }, { m: manager(1), w: worker(2) });
  expect(others).toEqual(["w"]);
});

test("a fleet without a manager is refused", () => {
  expect(plan({ w: out }, { w: worker(1) }).problems).toEqual([
    "the fleet has no manager: a swarm needs at least one node of the group manager",
  ]);
});
