import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { errorOf, GOOD, useStage, web } from "../support/swarm-machine/stage.ts";

const stage = useStage();

test("a stack converges; deployed again it is unchanged and no task restarts", async () => {
  const first = await stage.deploy(web(), GOOD, { env: { GITHUB_SHA: "c0ffee" } });
  expect([first.exitCode, first.outputs.outcome, errorOf(first)]).toEqual([0, "converged", ""]);
  expect(JSON.parse(first.outputs.services ?? "")).toEqual({
    web: {
      image: "busybox:test",
      running: 2,
      wanted: 2,
      state: "converged",
      detail: "running",
      seconds: expect.any(Number),
    },
  });
  expect(first.summary).toContain(`### ✅ Stack \`${stage.stack}\`: every service runs as wanted`);
  expect(first.summary).toMatch(/^\| `web` \| `busybox:test` \| 2\/2 \| running \| [\d.]+ \|$/m);
  expect(
    stage.machine.docker("service", "inspect", "--format", "{{json .Spec.Labels}}", `${stage.stack}_web`),
  ).toContain("c0ffee");
  const tasks = stage.machine.docker("stack", "ps", "--quiet", stage.stack);
  const second = await stage.deploy(web(), GOOD, { env: { GITHUB_SHA: "decade" } });
  expect([second.exitCode, second.outputs.outcome]).toEqual([0, "unchanged"]);
  expect(stage.machine.docker("stack", "ps", "--quiet", stage.stack)).toBe(tasks);
});

test("one-shot, job, global and empty services converge by their own rules", async () => {
  const base = { image: "busybox:test", init: true };
  const services = {
    once: {
      ...base,
      command: ["true"],
      deploy: { endpoint_mode: "dnsrr", restart_policy: { condition: "none" } },
    },
    job: { ...base, command: ["true"], deploy: { mode: "replicated-job", replicas: 2 } },
    agent: { ...base, command: ["sleep", "1000"], deploy: { mode: "global", endpoint_mode: "dnsrr" } },
    none: { ...base, command: ["sleep", "1000"], deploy: { replicas: 0, endpoint_mode: "dnsrr" } },
  };
  const done = await stage.deploy(JSON.stringify({ services }), GOOD);
  expect([done.exitCode, errorOf(done)]).toEqual([0, ""]);
  const counts = Object.entries<{ running: number; wanted: number }>(
    JSON.parse(done.outputs.services ?? "{}"),
  );
  expect(
    Object.fromEntries(counts.map(([name, { running, wanted }]) => [name, `${running}/${wanted}`])),
  ).toEqual({
    once: "1/1",
    job: "2/2",
    agent: "1/1",
    none: "0/0",
  });
});

test("a changed config rolls out, and the version before last is removed", async () => {
  const file = web({
    service: { configs: ["greeting"] },
    top: { configs: { greeting: { file: "./greeting" } } },
  });
  const versions: string[][] = [];
  for (const text of ["one", "two", "three"]) {
    writeFileSync(join(stage.folder, "greeting"), text);
    const done = await stage.deploy(file, "cat /greeting; echo; exec sleep 1000");
    expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
    versions.push(stage.list("config"));
  }
  expect(versions.map((list) => list.length)).toEqual([1, 2, 2]);
  expect(stage.machine.docker("service", "logs", "--raw", `${stage.stack}_web`)).toContain("three");
});

test("a service that the files no longer name is removed after the others converged", async () => {
  const two = JSON.parse(web());
  two.services.old = two.services.web;
  await stage.deploy(JSON.stringify(two), GOOD);
  const done = await stage.deploy(web(), GOOD);
  expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
  expect(done.stdout).toContain("Removed what the stack no longer has: old");
  expect(stage.list("service")).toEqual([`${stage.stack}_web`]);
});

test("a connection cut while it waits is opened again, and nothing is deployed twice", async () => {
  let cut = false;
  const timer = setInterval(() => {
    if (cut || stage.list("service").length === 0) return;
    cut = true;
    stage.machine.run("sh", "-c", "kill $(pgrep -f '^sshd-session: root') || true");
  }, 300);
  const done = await stage
    .deploy(web(), GOOD, { inputs: { settle: "5" } })
    .finally(() => clearInterval(timer));
  expect([cut, done.exitCode, done.outputs.outcome, errorOf(done)]).toEqual([true, 0, "converged", ""]);
  expect(done.stdout).toContain("connecting again");
  expect(done.stdout.split("Creating service").length).toBe(2);
});
