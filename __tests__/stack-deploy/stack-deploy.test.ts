import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { type ActionCall, runAction } from "../support/action.ts";
import { freePort } from "../support/sshd/sshd.ts";
import { type SwarmMachine, startSwarmMachine } from "../support/swarm-machine/machine.ts";

let machine: SwarmMachine;
let folder: string;
let stack: string;
let count = 0;

beforeAll(async () => {
  machine = await startSwarmMachine();
}, 180_000);
afterAll(() => machine?.close());
beforeEach(() => {
  count += 1;
  stack = `t${count}`;
  folder = mkdtempSync(join(tmpdir(), "elm-stack-"));
});
afterEach(() => {
  try {
    machine.docker("stack", "rm", stack);
  } catch {
    // A network that is being removed is still listed for a moment.
  }
  expect(leftovers()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

const GOOD = "echo up; exec sleep 1000";

/** A stack file of one service that runs `${COMMAND}`. */
function web(change: { deploy?: object; service?: object; top?: object } = {}): string {
  const deploy = {
    replicas: 2,
    endpoint_mode: "dnsrr",
    restart_policy: { delay: "500ms" },
    update_config: { order: "start-first", monitor: "2s", failure_action: "rollback" },
    ...change.deploy,
  };
  const service = {
    image: "busybox:test",
    init: true,
    command: ["sh", "-c", "${COMMAND}"],
    deploy,
    ...change.service,
  };
  return JSON.stringify({ services: { web: service }, ...change.top });
}

function deploy(file: string, command: string, call: ActionCall = {}) {
  const path = join(folder, "stack.yml");
  writeFileSync(path, file);
  const inputs = {
    host: machine.host,
    "private-key": machine.privateKey,
    "known-hosts": machine.knownHosts,
    stack,
    "compose-files": path,
    variables: `COMMAND=${command}`,
    timeout: "60",
    ...call.inputs,
  };
  return runAction("stack-deploy", { ...call, inputs, env: { TMPDIR: folder, ...call.env } });
}

/** What runs now: the commands of the running tasks. */
const running = () =>
  machine
    .docker("stack", "ps", "--filter", "desired-state=running", "--format", "{{.CurrentState}}", stack)
    .split("\n")
    .filter((state) => state.startsWith("Running")).length;
const commandOf = (service = "web") =>
  machine.docker(
    "service",
    "inspect",
    "--format",
    "{{index .Spec.TaskTemplate.ContainerSpec.Args 2}}",
    `${stack}_${service}`,
  );
const errorOf = (stdout: string) => /^::error::(.*)$/m.exec(stdout)?.[1]?.replaceAll("%0A", "\n") ?? "";

test("a stack converges; deployed again it is unchanged and no task restarts", async () => {
  const first = await deploy(web(), GOOD, { env: { GITHUB_SHA: "c0ffee" } });
  expect([first.exitCode, first.outputs.outcome, errorOf(first.stdout)]).toEqual([0, "converged", ""]);
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
  expect(first.summary).toContain(`### ✅ Stack \`${stack}\`: every service runs as wanted`);
  expect(first.summary).toMatch(/^\| `web` \| `busybox:test` \| 2\/2 \| running \| [\d.]+ \|$/m);
  expect(machine.docker("service", "inspect", "--format", "{{json .Spec.Labels}}", `${stack}_web`)).toContain(
    "c0ffee",
  );
  const tasks = machine.docker("stack", "ps", "--quiet", stack);
  const second = await deploy(web(), GOOD, { env: { GITHUB_SHA: "decade" } });
  expect([second.exitCode, second.outputs.outcome]).toEqual([0, "unchanged"]);
  expect(machine.docker("stack", "ps", "--quiet", stack)).toBe(tasks);
});

test("a crash at start goes back to what ran, is red and says why", async () => {
  await deploy(web(), GOOD);
  const bad = await deploy(web(), "echo no config file; exit 3");
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad.stdout)).toMatch(
    /^stack t\d+ did not converge: web \d\/2: the engine rolled the update back \(.*\)\n/,
  );
  expect(errorOf(bad.stdout)).toContain(
    "task: non-zero exit (3) (its process ends with an error of its own: see its log)",
  );
  expect(errorOf(bad.stdout)).toMatch(/\nwhat ran before runs again$/);
  expect(bad.stdout).toContain("  log: no config file");
  expect(bad.summary).toContain("it failed; what ran before runs again");
  expect([commandOf(), running()]).toEqual([GOOD, 2]);
});

test.each(["pause", "continue"])(
  "a crash goes back too when the stack's own policy is %s",
  async (policy) => {
    const file = web({
      deploy: {
        update_config: { order: "stop-first", parallelism: 0, monitor: "1s", failure_action: policy },
      },
    });
    await deploy(file, GOOD);
    await deploy(file, GOOD);
    const bad = await deploy(file, "exit 4");
    expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
    expect([commandOf(), running()]).toEqual([GOOD, 2]);
  },
);

test("a missing image goes back to what ran", async () => {
  await deploy(web(), GOOD);
  const bad = await deploy(web({ service: { image: "127.0.0.1:9/elm/nothing:1" } }), GOOD);
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad.stdout)).toContain(
    "No such image: 127.0.0.1:9/elm/nothing:1 (the image cannot be pulled",
  );
  expect(running()).toBe(2);
});

test("an update whose health check fails goes back, with the check's output", async () => {
  const healthy = (test: string) => ({
    healthcheck: { test: ["CMD-SHELL", test], interval: "500ms", retries: 1, start_period: "0s" },
  });
  await deploy(web({ service: healthy("true") }), GOOD);
  const bad = await deploy(web({ service: healthy("echo db is away; exit 1") }), GOOD);
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(bad.stdout).toContain("health check: exit 1: db is away");
  expect(bad.stdout).toContain("usual cause: its health check fails");
  expect(running()).toBe(2);
});

test("the first deploy of a crasher leaves nothing", async () => {
  const bad = await deploy(web(), "exit 5");
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(errorOf(bad.stdout)).toContain("a crash loop");
  expect(errorOf(bad.stdout)).toMatch(
    new RegExp(`\nit was the first deploy, and what it made is removed \\(${stack}_web\\)$`),
  );
  expect(machine.docker("service", "ls", "--quiet", "--filter", `name=${stack}_`)).toBe("");
  await waitFor({ what: "the network to go", limit: 10, every: 0.2 }, () =>
    machine.docker("network", "ls", "--quiet", "--filter", `name=${stack}_`) === "" ? true : undefined,
  );
});

test("on-failure keep leaves a failed deploy for a person to look at", async () => {
  const bad = await deploy(web(), "exit 5", { inputs: { "on-failure": "keep" } });
  expect([bad.exitCode, bad.outputs.outcome]).toEqual([1, "failed"]);
  expect(errorOf(bad.stdout)).toMatch(/\nit is left as it is, as on-failure: keep says$/);
  expect(commandOf()).toBe("exit 5");
});

test("a service that no node can run ends at the limit with the reason", async () => {
  const file = web({ deploy: { placement: { constraints: ["node.labels.disk == ssd"] } } });
  const bad = await deploy(file, GOOD, { inputs: { timeout: "6" } });
  expect(bad.exitCode).toBe(1);
  expect(errorOf(bad.stdout)).toContain(
    "did not converge within 6 s: web 0/2: 2 pending: no suitable node (scheduling constraints not satisfied on 1 node)",
  );
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
  const done = await deploy(JSON.stringify({ services }), GOOD);
  expect([done.exitCode, errorOf(done.stdout)]).toEqual([0, ""]);
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
  const names = () =>
    machine.docker("config", "ls", "--format", "{{.Name}}", "--filter", `name=${stack}_`).split("\n");
  const versions: string[][] = [];
  for (const text of ["one", "two", "three"]) {
    writeFileSync(join(folder, "greeting"), text);
    const done = await deploy(file, "cat /greeting; echo; exec sleep 1000");
    expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
    versions.push(names());
  }
  expect(versions.map((list) => list.length)).toEqual([1, 2, 2]);
  expect(machine.docker("service", "logs", "--raw", `${stack}_web`)).toContain("three");
});

test("a service that the files no longer name is removed after the others converged", async () => {
  const two = JSON.parse(web());
  two.services.old = two.services.web;
  await deploy(JSON.stringify(two), GOOD);
  const done = await deploy(web(), GOOD);
  expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
  expect(done.stdout).toContain("Removed what the stack no longer has: old");
  expect(machine.docker("service", "ls", "--format", "{{.Name}}", "--filter", `name=${stack}_`)).toBe(
    `${stack}_web`,
  );
});

test("a connection cut while it waits is opened again, and nothing is deployed twice", async () => {
  let cut = false;
  const timer = setInterval(() => {
    if (cut || machine.docker("service", "ls", "--quiet", "--filter", `name=${stack}_web`) === "") return;
    cut = true;
    machine.run("sh", "-c", "kill $(pgrep -f '^sshd-session: root') || true");
  }, 300);
  const done = await deploy(web(), GOOD, { inputs: { settle: "5" } }).finally(() => clearInterval(timer));
  expect([cut, done.exitCode, done.outputs.outcome, errorOf(done.stdout)]).toEqual([
    true,
    0,
    "converged",
    "",
  ]);
  expect(done.stdout).toContain("connecting again");
  expect(done.stdout.split("Creating service").length).toBe(2);
});

test("a mistake in the stack file is named by file and line before anything is touched", async () => {
  const path = join(folder, "typo.yml");
  writeFileSync(path, "services:\n  web:\n    imag: busybox:test\n    command: echo ${GREETING}\n");
  const inputs = { "compose-files": path, host: "192.0.2.1" };
  const done = await deploy(web(), GOOD, { inputs });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done.stdout)).toBe(
    `the stack cannot be deployed for 2 reasons:\n- ${path}:4: \${GREETING} has no value: give it in variables, or a default as \${GREETING:-…}\n- ${path}:3: services.web Additional property imag is not allowed`,
  );
});

test("a host that does not listen is named after connect-timeout, and nothing is left", async () => {
  const port = String(await freePort());
  const inputs = { host: "127.0.0.1", port, "connect-timeout": "1" };
  const done = await deploy(web(), GOOD, { inputs });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done.stdout)).toBe(
    `nothing listens at root@127.0.0.1:${port} (connection refused): check host, port and that sshd runs; tried for 1 s`,
  );
});

test("a cancelled job leaves the swarm at work and nothing of its own", async () => {
  const done = await deploy(web(), GOOD, {
    inputs: { settle: "50" },
    started: ({ stdout, kill }) => {
      const timer = setInterval(() => {
        if (!stdout().includes("monitor window")) return;
        clearInterval(timer);
        kill("SIGINT");
      }, 100);
    },
  });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done.stdout)).toBe(`watching stack ${stack} (the swarm goes on by itself) was cancelled`);
  expect(running()).toBe(2);
  const identities = JSON.parse(done.state["ssh-identities"] ?? "[]");
  expect(identities).toEqual([]);
});

test("every wrong input is told at once", async () => {
  const done = await runAction("stack-deploy", {
    inputs: { stack: "a b", port: "0", "registry-username": "me", variables: "PATH=/x" },
  });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done.stdout).split("\n")).toEqual([
    "8 inputs are wrong:",
    '- host is required and was empty: set it under "with:"',
    '- port must be a whole number from 1 to 65535, got "0"',
    '- private-key is required and was empty: set it under "with:"',
    '- known-hosts is required and was empty: set it under "with:"',
    '- stack must be letters, digits, "-" and "_", at most 63, got "a b"',
    "- compose-files is required and was empty: name one file a line",
    "- variables may not set PATH: it would change how docker itself works",
    "- registry-username and registry-password belong together: one of them is empty",
  ]);
});

/** Folders that runs of the action left. */
function leftovers(): string[] {
  return readdirSync(folder).filter((name) => /^elm-/.test(name));
}
