import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { type Cloud, openCloud } from "../packer/cloud.ts";
import { type ActionCall, runAction } from "../support/action.ts";

// Seconds on a calm machine; a droplet that boots beside a dozen others takes a minute.
jest.setTimeout(300_000);

let cloud: Cloud;
let folder: string;
beforeAll(async () => {
  cloud = await openCloud();
  folder = await mkdtemp(join(tmpdir(), "packer-leftovers-"));
});
afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

/** A template of one command. */
async function template(name: string, command: string): Promise<string> {
  const path = join(folder, name, "template.json");
  execFileSync("mkdir", ["-p", join(folder, name)]);
  const builder = { type: "digitalocean", image: "debian-13-x64", region: "nyc1", size: "s-1vcpu-1gb" };
  const patience = { state_timeout: "150s", ssh_timeout: "60s", snapshot_timeout: "60s" };
  const content = {
    variables: { secret: "" },
    "sensitive-variables": ["secret"],
    builders: [{ ...builder, ...patience, ssh_username: "root", snapshot_name: `${name}-{{timestamp}}` }],
    provisioners: [{ type: "shell", inline: [command], execute_command: "sh {{.Path}}" }],
  };
  await writeFile(path, JSON.stringify(content));
  return path;
}

const bake = (path: string, call: ActionCall = {}) =>
  runAction("packer-build", {
    ...call,
    inputs: { mode: "build", template: path, ...call.inputs },
    env: { ...cloud.env, ...call.env },
  });

const nothing = { droplets: [], keys: [], snapshots: [] };

/** Does something once the log shows `text`. */
const once =
  (
    text: string,
    act: (child: { pid: number; kill(signal: NodeJS.Signals): void }) => void,
  ): NonNullable<ActionCall["started"]> =>
  (child) => {
    void waitFor(
      { what: text, limit: 200, every: 0.1 },
      () => child.stdout().includes(text) || undefined,
    ).then(() => act(child));
  };

test("cancelling waits for Packer, which deletes droplet and key", async () => {
  const started = once("the droplet is busy", (child) => child.kill("SIGINT"));
  const run = await bake(await template("busy", "echo the droplet is busy; sleep 300"), { started });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("::error::packer was cancelled\n");
  expect(await cloud.things()).toEqual(nothing);
});

test("what a killed run leaves is deleted at the end of the job, and what others have stays", async () => {
  const others = { region: "nyc1", size: "s-1vcpu-1gb", image: "debian-13-x64", ssh_keys: [] };
  const name = "packer-00000000-0000-4000-8000-000000000000";
  const { droplet } = await cloud.ask<{ droplet: { id: number } }>("POST", "/v2/droplets", {
    ...others,
    name,
  });
  const temporary = await mkdtemp(join(folder, "runner-"));
  const env = { RUNNER_TEMP: temporary };
  const started = once("the droplet is busy", (child) => {
    const [packer] = execFileSync("ps", ["-o", "pid=", "--ppid", String(child.pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    process.kill(-Number(packer), "SIGKILL");
    child.kill("SIGKILL");
  });
  const path = await template("killed", "echo the droplet is busy; sleep 300");
  const run = await bake(path, { started, env });
  const left = await cloud.things();
  expect([left.droplets.length, left.keys.length]).toEqual([2, 1]);

  const post = await bake(path, { phase: "post", state: run.state, env });
  expect(post.exitCode).toBe(0);
  expect(await cloud.things()).toEqual({ ...nothing, droplets: [name] });
  expect(await readdir(temporary)).toEqual([]);
  await cloud.ask("DELETE", `/v2/droplets/${droplet.id}`);
});

test("old snapshots of the prefix are deleted, and one that a droplet runs from is not", async () => {
  const path = await template("kept", "true");
  const inputs = { "name-prefix": "kept-", keep: "1" };
  const first = await bake(path, { inputs });
  const second = await bake(path, { inputs });
  expect(second.summary).toContain(`| Deleted | \`${first.outputs["snapshot-name"]}\` |\n`);
  const image = Number(second.outputs["snapshot-id"]);
  const node = { name: "node", region: "nyc1", size: "s-1vcpu-1gb", image, ssh_keys: [] };
  const { droplet } = await cloud.ask<{ droplet: { id: number } }>("POST", "/v2/droplets", node);
  const third = await bake(path, { inputs });
  const { snapshots } = await cloud.things();
  expect(snapshots).toEqual([second.outputs["snapshot-name"], third.outputs["snapshot-name"]]);
  await cloud.ask("DELETE", `/v2/droplets/${droplet.id}`);
  await cloud.things();
  for (const run of [second, third]) await cloud.ask("DELETE", `/v2/snapshots/${run.outputs["snapshot-id"]}`);
  expect(await cloud.things()).toEqual(nothing);
});

test("a script that fails is one sentence, and leaves nothing", async () => {
  const path = await template("broken", "echo 'E: Unable to locate package' >&2; exit 7");
  const run = await bake(path);
  expect(run.stdout).toContain(
    `::error::packer build ${path} failed: Script exited with non-zero exit status: 7.Allowed exit codes are: [0]\n`,
  );
  expect(run.stdout).toContain("E: Unable to locate package");
  expect(run.stdout).not.toContain("title=packer build");
  expect(await cloud.things()).toEqual(nothing);
});

test("a token that is refused is one sentence", async () => {
  const path = await template("refused", "true");
  const run = await bake(path, { inputs: { token: "somebody-else" } });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(
    `::error::packer build ${path} failed: DigitalOcean refuses the token (401): give token a personal access token that may read and write\n`,
  );
});

test.each([
  ["429", "POST", "/v2/droplets$", /DigitalOcean's limit of requests is reached \(429\): run it again later/],
  ["500", "POST", "/v2/droplets$", /Error creating droplet: .*500/],
  ["500", "POST", "/actions$", /Error/],
])(
  "an API that answers %s to %s %s fails the step and leaves nothing",
  async (status, method, path, words) => {
    await cloud.ask("POST", "/_stand-in/faults", {
      method,
      path,
      status: Number(status),
      message: "no",
      times: 9,
    });
    const run = await bake(await template("fault", "true"));
    await cloud.ask("DELETE", "/_stand-in/faults");
    expect(run.exitCode).toBe(1);
    expect(run.stdout.split("\n").find((line) => line.startsWith("::error"))).toMatch(words);
    expect(await cloud.things()).toEqual(nothing);
  },
);

test("a droplet that Packer could not delete is deleted at the end of the job", async () => {
  const env = { RUNNER_TEMP: await mkdtemp(join(folder, "runner-")) };
  await cloud.ask("POST", "/_stand-in/faults", {
    method: "DELETE",
    path: "/v2/droplets/",
    status: 500,
    times: 1,
  });
  const path = await template("stuck", "exit 1");
  const run = await bake(path, { env });
  await cloud.ask("DELETE", "/_stand-in/faults");
  await bake(path, { phase: "post", state: run.state, env });
  expect(await cloud.things()).toEqual(nothing);
});

test("secrets are masked before Packer can print them, and are on no command line", async () => {
  const started = once("the droplet is busy", (child) => {
    seen = execFileSync("ps", ["-ww", "-e", "-o", "args"], { encoding: "utf8" });
    child.kill("SIGINT");
  });
  let seen = "";
  const path = await template("secret", "echo the droplet is busy; sleep 300");
  const run = await bake(path, { inputs: { variables: "secret=hidden-value" }, started });
  const unmasked = run.stdout.replaceAll(/^::add-mask::.*$/gm, "");
  for (const secret of ["hidden-value", cloud.env.DIGITALOCEAN_TOKEN ?? ""]) {
    expect([run.stdout.includes(`::add-mask::${secret}\n`), unmasked.includes(secret)]).toEqual([
      true,
      false,
    ]);
    expect([secret, seen.includes(secret)]).toEqual([secret, false]);
  }
});
