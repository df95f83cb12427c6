import { expect, test } from "@jest/globals";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { errorOf, GOOD, useStage, web } from "../support/swarm-machine/stage.ts";

const stage = useStage();

test("a crash at start goes back to what ran, is red and says why", async () => {
  await stage.deploy(web(), GOOD);
  const bad = await stage.deploy(web(), "echo no config file; exit 3");
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad)).toMatch(
    /^stack t\d+ did not converge: web \d\/2: the engine rolled the update back \(.*\)\n/,
  );
  expect(errorOf(bad)).toContain(
    "task: non-zero exit (3) (its process ends with an error of its own: see its log)",
  );
  expect(errorOf(bad)).toMatch(/\nwhat ran before runs again$/);
  expect(bad.stdout).toContain("  log: no config file");
  expect(bad.summary).toContain("it failed; what ran before runs again");
  expect([stage.command(), stage.running()]).toEqual([GOOD, 2]);
});

test.each(["pause", "continue"])(
  "a crash goes back too when the stack's own policy is %s",
  async (policy) => {
    const file = web({
      deploy: {
        update_config: { order: "stop-first", parallelism: 0, monitor: "1s", failure_action: policy },
      },
    });
    await stage.deploy(file, GOOD);
    await stage.deploy(file, GOOD);
    const bad = await stage.deploy(file, "exit 4");
    expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
    expect([stage.command(), stage.running()]).toEqual([GOOD, 2]);
  },
);

test("a missing image goes back to what ran", async () => {
  await stage.deploy(web(), GOOD);
  const bad = await stage.deploy(web({ service: { image: "127.0.0.1:9/elm/nothing:1" } }), GOOD);
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad)).toContain("No such image: 127.0.0.1:9/elm/nothing:1 (the image cannot be pulled");
  expect(stage.running()).toBe(2);
});

test("an update whose health check fails goes back, with the check's output", async () => {
  const healthy = (test: string) => ({
    healthcheck: { test: ["CMD-SHELL", test], interval: "500ms", retries: 1, start_period: "0s" },
  });
  await stage.deploy(web({ service: healthy("true") }), GOOD);
  const bad = await stage.deploy(web({ service: healthy("echo db is away; exit 1") }), GOOD);
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(bad.stdout).toContain("health check: exit 1: db is away");
  expect(bad.stdout).toContain("usual cause: its health check fails");
  expect(stage.running()).toBe(2);
});

test("the first deploy of a crasher leaves nothing", async () => {
  const bad = await stage.deploy(web(), "exit 5");
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad)).toContain("a crash loop");
  expect(errorOf(bad)).toMatch(
    new RegExp(`\nit was the first deploy, and what it made is removed \\(${stage.stack}_web\\)$`),
  );
  expect(stage.list("service")).toEqual([]);
  await waitFor({ what: "the network to go", limit: 10, every: 0.2 }, () =>
    stage.list("network").length === 0 ? true : undefined,
  );
});

test("on-failure keep leaves a failed deploy for a person to look at", async () => {
  const bad = await stage.deploy(web(), "exit 5", { inputs: { "on-failure": "keep" } });
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "failed"]);
  expect(errorOf(bad)).toMatch(/\nit is left as it is, as on-failure: keep says$/);
  expect(stage.command()).toBe("exit 5");
});

test("a service that no node can run ends at the limit with the reason", async () => {
  const file = web({ deploy: { placement: { constraints: ["node.labels.disk == ssd"] } } });
  const bad = await stage.deploy(file, GOOD, { inputs: { timeout: "6" } });
  expect(bad.exitCode).toBe(1);
  expect(errorOf(bad)).toContain(
    "did not converge within 6 s: web 0/2: 2 pending: no suitable node (scheduling constraints not satisfied on 1 node)",
  );
});
