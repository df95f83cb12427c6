import { expect, test } from "@jest/globals";
import { judge, type View } from "../../../src/lib/swarm/convergence.ts";
import type { Node, Service, ServiceSpec, Task } from "../../../src/lib/swarm/types.ts";

const now = Date.parse("2026-01-01T00:01:00Z");
const template = { ContainerSpec: { Image: "web:2" } };

const service = (spec: Partial<ServiceSpec> = {}, update?: string): Service => ({
  ID: "s",
  Version: { Index: 1 },
  Spec: { Name: "t_web", TaskTemplate: template, Mode: { Replicated: { Replicas: 2 } }, ...spec },
  ...(update === undefined ? {} : { UpdateStatus: { State: update, Message: "so it is" } }),
});

let count = 0;
const task = (slot: number, state = "running", change: Partial<Task> = {}): Task => {
  count += 1;
  const alive = !["failed", "rejected", "complete", "shutdown"].includes(state);
  return {
    ID: `task${count}`,
    ServiceID: "s",
    Slot: slot,
    CreatedAt: "2026-01-01T00:00:00Z",
    UpdatedAt: "2026-01-01T00:00:00Z",
    Spec: template,
    DesiredState: alive ? "running" : "shutdown",
    Status: { State: state },
    ...change,
  };
};

const node = (id: string, availability = "active", role = "worker"): Node => ({
  ID: id,
  Spec: { Availability: availability, Role: role },
  Status: { State: "ready" },
});

function look(view: Partial<View>): string {
  const base = {
    service: service(),
    tasks: [],
    nodes: [],
    now,
    endedBefore: new Set<string>(),
    settle: 0,
    restoring: false,
  };
  const { state, running, wanted, detail } = judge({ ...base, ...view });
  return `${state} ${running}/${wanted} ${detail}`;
}

const old = { Spec: { ContainerSpec: { Image: "web:1" } } };
const recent = { UpdatedAt: "2026-01-01T00:00:58Z" };

test.each<[string, Partial<View>, string]>([
  ["all wanted tasks run", { tasks: [task(1), task(2)] }, "converged 2/2 running"],
  ["a task still starts", { tasks: [task(1), task(2, "starting")] }, "waiting 1/2 1 starting"],
  [
    "tasks run for less than the monitor window",
    { tasks: [task(1), task(2, "running", recent)] },
    "waiting 2/2 running, to stay so for its monitor window",
  ],
  [
    "tasks of the version before still run",
    { tasks: [task(1), task(2), task(2, "running", old)] },
    "waiting 2/2 1 of the version before still there",
  ],
  [
    "only tasks of the version before run",
    { tasks: [task(1, "running", old), task(2, "running", old)] },
    "waiting 0/2 no task yet",
  ],
  [
    "the update is not completed",
    { service: service({}, "updating"), tasks: [task(1), task(2)] },
    "waiting 2/2 update in its monitor window",
  ],
  [
    "the update is paused",
    { service: service({}, "paused"), tasks: [task(1), task(2)] },
    "failed 2/2 the engine paused the update (so it is)",
  ],
  [
    "the engine rolled back",
    { service: service({}, "rollback_completed"), tasks: [task(1), task(2)] },
    "failed 2/2 the engine rolled the update back (so it is)",
  ],
  [
    "the engine rolled back, as wanted",
    { service: service({}, "rollback_completed"), tasks: [task(1), task(2)], restoring: true },
    "converged 2/2 running",
  ],
  [
    "completed with every task crashing",
    { service: service({}, "completed"), tasks: [task(1, "failed"), task(1, "failed"), task(1, "failed")] },
    "failed 0/2 a task ended 3 times in a row: a crash loop",
  ],
  [
    "a task that is to run ended with success, thrice",
    { tasks: [task(1, "complete"), task(1, "complete"), task(1, "complete")] },
    "failed 0/2 a task ended 3 times in a row: a crash loop",
  ],
  ["one failure, then both run", { tasks: [task(1, "failed"), task(1), task(2)] }, "converged 2/2 running"],
  [
    "no replicas are wanted",
    { service: service({ Mode: { Replicated: { Replicas: 0 } } }) },
    "converged 0/0 running",
  ],
  [
    "a pending task says why",
    { tasks: [task(1), task(2, "pending", { Status: { State: "pending", Err: "no suitable node" } })] },
    "waiting 1/2 1 pending: no suitable node",
  ],
])("%s", (_, view, expected) => {
  expect(look(view)).toBe(expected);
});

test("failures from before the deploy do not count", () => {
  const failures = [task(1, "failed"), task(1, "failed"), task(1, "failed")];
  const endedBefore = new Set(failures.map(({ ID }) => ID));
  expect(look({ tasks: [...failures, task(1), task(2)], endedBefore })).toBe("converged 2/2 running");
});

test("max_attempts and restart none end the wait", () => {
  const policy = (RestartPolicy: object) => ({ TaskTemplate: { ...template, RestartPolicy } });
  const failedTask = (RestartPolicy: object) =>
    task(1, "failed", { Spec: { ...template, RestartPolicy } as Task["Spec"] });
  const none = { Condition: "none" };
  expect(look({ service: service(policy(none)), tasks: [failedTask(none)] })).toBe(
    "failed 0/2 a task failed, and its restart policy is none",
  );
  const once = { Condition: "on-failure", MaxAttempts: 1 };
  expect(look({ service: service(policy(once)), tasks: [failedTask(once), failedTask(once)] })).toBe(
    "failed 0/2 a task failed 2 times, its max_attempts",
  );
});

test("a global service wants one task on each active node that fits", () => {
  const global = service({
    Mode: { Global: {} },
    TaskTemplate: { ...template, Placement: { Constraints: ["node.role == worker"] } },
  });
  const nodes = [node("a"), node("b", "drain"), node("c", "active", "manager")];
  const on = (id: string) => task(0, "running", { NodeID: id });
  expect(look({ service: global, nodes, tasks: [on("a")] })).toBe("converged 1/1 running");
  expect(look({ service: global, nodes: [...nodes, node("d")], tasks: [on("a")] })).toBe(
    "waiting 1/2 no task yet",
  );
});

test("a job has converged when the tasks of its present run are complete", () => {
  const job: Service = {
    ...service({ Mode: { ReplicatedJob: { TotalCompletions: 1 } } }),
    JobStatus: { JobIteration: { Index: 7 } },
  };
  const run = (index: number, state: string) => task(1, state, { JobIteration: { Index: index } });
  expect(look({ service: job, tasks: [run(6, "complete")] })).toBe("waiting 0/1 no task yet");
  expect(look({ service: job, tasks: [run(6, "complete"), run(7, "running")] })).toBe(
    "waiting 0/1 1 running",
  );
  expect(look({ service: job, tasks: [run(7, "complete")] })).toBe("converged 1/1 completed");
});
