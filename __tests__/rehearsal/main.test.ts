import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "@jest/globals";
import { sweep, worldLabel } from "../../rehearsal/digitalocean/hypervisor/docker.ts";
import { dockerLines } from "../../rehearsal/digitalocean/hypervisor/process.ts";
import { carriers } from "../../rehearsal/runner/processes.ts";
import { WORLD_VARIABLE } from "../../rehearsal/world/leftovers.ts";
import { trustFolder } from "../../rehearsal/world/registry.ts";

// These run the real rehearsal as far as its first droplet: on the network and port of every rehearsal, so one by one.
const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await sweep(`${worldLabel}=rehearsal-${child.pid}`);
  }
});

function rehearse(...args: string[]) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ["build/rehearsal/main.js", ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const says = async (text: string, limit = 90) => {
    for (let tenths = 0; !output.includes(text); tenths += 1) {
      if (tenths > limit * 10 || child.exitCode !== null)
        throw new Error(`it never said "${text}":\n${output}`);
      await new Promise((resume) => setTimeout(resume, 100));
    }
  };
  return { child, exited, says, output: () => output };
}

async function droplets(pid: number | undefined): Promise<string[]> {
  return dockerLines(["ps", "--all", "--quiet", "--filter", `label=${worldLabel}=rehearsal-${pid}`]);
}

async function hasDroplet(pid: number | undefined): Promise<void> {
  while ((await droplets(pid)).length === 0) await new Promise((resume) => setTimeout(resume, 200));
}

async function leftBy(pid: number | undefined) {
  const filter = ["--quiet", "--filter", `label=${worldLabel}=rehearsal-${pid}`];
  return {
    containers: await droplets(pid),
    networks: await dockerLines(["network", "ls", ...filter]),
    volumes: await dockerLines(["volume", "ls", ...filter]),
    images: await dockerLines(["images", ...filter]),
    processes: await carriers(`${WORLD_VARIABLE}=rehearsal-${pid}`),
    folders: (await readdir(tmpdir())).filter((entry) => entry.includes(`rehearsal-${pid}-`)),
    trust: await access(trustFolder("10.88.0.1:5000")).then(
      () => true,
      () => false,
    ),
  };
}

const nothing = {
  containers: [],
  networks: [],
  volumes: [],
  images: [],
  processes: [],
  folders: [],
  trust: false,
};

test("Ctrl-C in the middle of a bake removes everything and ends with 130", async () => {
  const { child, exited, says, output } = rehearse();
  await says("▶ Packer bakes the base image");
  await hasDroplet(child.pid);
  child.kill("SIGINT");
  expect(await exited).toBe(130);
  expect(await leftBy(child.pid)).toEqual(nothing);
  expect(output()).toContain("✔ Everything is removed");
}, 240_000);

test("what a killed rehearsal left is removed by the next one", async () => {
  const killed = rehearse();
  await killed.says("▶ Packer bakes the base image");
  await hasDroplet(killed.child.pid);
  killed.child.kill("SIGKILL");
  await killed.exited;
  const left = await leftBy(killed.child.pid);
  expect([left.containers.length > 0, left.processes.length > 0, left.folders.length > 0]).toEqual([
    true,
    true,
    true,
  ]);

  const next = rehearse();
  await next.says(`removed what rehearsal-${killed.child.pid} had left behind`);
  await next.says("✔ The world starts");
  next.child.kill("SIGINT");
  expect(await next.exited).toBe(130);
  expect(await leftBy(killed.child.pid)).toEqual(nothing);
  expect(await leftBy(next.child.pid)).toEqual(nothing);
}, 300_000);

test("a second rehearsal beside a running one says so and leaves the first alone", async () => {
  const first = rehearse();
  await first.says("✔ The world starts");
  const second = rehearse();
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain("the network 10.88.0.0/24 is in use: another rehearsal runs");
  expect({ ...(await leftBy(second.child.pid)), trust: false }).toEqual(nothing);
  expect((await leftBy(first.child.pid)).networks).not.toEqual([]);
  expect((await leftBy(first.child.pid)).trust).toBe(true);
  first.child.kill("SIGINT");
  expect(await first.exited).toBe(130);
}, 240_000);

test("an unknown option is one line", async () => {
  const { exited, output } = rehearse("--kep");
  expect(await exited).toBe(2);
  expect(output()).toBe(
    "script/rehearse: Unknown option '--kep'; script/rehearse --help shows the options\n",
  );
});
