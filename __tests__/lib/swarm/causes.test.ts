import { expect, test } from "@jest/globals";
import { usualCause } from "../../../src/lib/swarm/causes.ts";
import { demultiplex } from "../../../src/lib/swarm/diagnosis.ts";
import { fits } from "../../../src/lib/swarm/placement.ts";

const facts = { state: "failed", error: "", exitCode: undefined, health: [], outOfMemory: false };

test.each([
  [{ error: "No such image: elm/www:1" }, /^the image cannot be pulled/],
  [
    { error: "pull access denied for x, repository does not exist: denied" },
    /^the registry refuses this node/,
  ],
  [{ error: "no suitable node (host-mode port already in use on 1 node)" }, /^no node can run it/],
  [
    { error: "task: non-zero exit (137): dockerexec: unhealthy container", exitCode: 137 },
    /^its health check fails/,
  ],
  [{ error: 'exec: "nothing": executable file not found in $PATH' }, /^the command does not exist/],
  [
    { error: "invalid mount config for type bind: bind source path does not exist: /x" },
    /^a mount does not exist/,
  ],
  [
    { error: "task: non-zero exit (137)", exitCode: 137, outOfMemory: true },
    /^it used more memory than its limit and was killed$/,
  ],
  [{ error: "task: non-zero exit (2)", exitCode: 2 }, /^its process ends with an error of its own/],
  [{ exitCode: 0 }, /^its process ends by itself with success/],
])("%j has its usual cause", (change, cause) => {
  expect(usualCause({ ...facts, ...change })).toMatch(cause);
});

test("an unknown error has none", () => {
  expect(usualCause({ ...facts, error: "starting container failed: odd" })).toBeUndefined();
});

test.each([
  ["node.role==manager", true],
  ["node.role != manager", false],
  ["node.hostname == one", true],
  ["node.labels.disk == ssd", true],
  ["node.labels.disk == hdd", false],
  ["node.labels.none != x", true],
])("%s", (constraint, expected) => {
  const spec = { Role: "manager", Availability: "active", Labels: { disk: "ssd" } };
  const node = { ID: "n", Spec: spec, Status: { State: "ready" }, Description: { Hostname: "one" } };
  expect(fits(constraint, node)).toBe(expected);
});

test("a log's frames become lines", () => {
  const frame = (text: string) =>
    Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, Buffer.byteLength(text)]), Buffer.from(text)]);
  expect(demultiplex(Buffer.concat([frame("a\nb"), frame("c\n"), frame("ü\n")]))).toEqual(["a", "bc", "ü"]);
});
