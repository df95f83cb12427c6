import { expect, test } from "@jest/globals";
import { failuresOf, readEvents } from "../../../src/lib/ansible/events.ts";

const task = (more: object) =>
  JSON.stringify({
    event: "task",
    host: "a",
    via: "",
    play: "p",
    task: "t",
    action: "x",
    status: "ok",
    ...more,
  });

test("the closing counts are the hosts' counts, and the result is the playbook's own", () => {
  const stats = {
    event: "stats",
    hosts: { a: { ok: 2, changed: 1, failures: 3, unreachable: 4, skipped: 5, rescued: 6 } },
    result: { nodes: [] },
  };
  const run = readEvents(`${task({})}\n${JSON.stringify(stats)}\n`);
  expect(run.hosts).toEqual({ a: { ok: 2, changed: 1, failed: 3, unreachable: 4, skipped: 5 } });
  expect([run.result, run.complete, run.tasks.length]).toEqual([{ nodes: [] }, true, 1]);
});

test("a run that was killed is counted from its tasks, without the line that was cut off", () => {
  const run = readEvents(`${task({})}\n${task({ status: "changed" })}\n{"event": "ta`);
  expect(run.hosts).toEqual({ a: { ok: 2, changed: 1, failed: 0, unreachable: 0, skipped: 0 } });
  expect([run.result, run.complete]).toEqual([null, false]);
});

test("a failure that the playbook expects is none", () => {
  const lines = [
    task({ status: "failed", ignored: true }),
    task({ status: "failed", ignored: false, task: "real" }),
    task({ status: "unreachable", ignored: false, task: "gone" }),
  ];
  expect(failuresOf(readEvents(lines.join("\n"))).map((found) => found.task)).toEqual(["real", "gone"]);
});

test("nothing written is an empty run", () => {
  expect(readEvents("")).toEqual({ tasks: [], hosts: {}, result: null, complete: false });
});
