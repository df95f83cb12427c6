import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../rehearsal/port.ts";
import type { Daemon } from "../../rehearsal/world/daemon.ts";
import { startStorage } from "../../rehearsal/world/storage.ts";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { copyRoot, type Root, TOOLS } from "./root.ts";

const FIRST_KEY = 'tls_private_key.host["elm-manager-1"]';
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4nA3qR0yZ5r0sYQn7tM4yqfQ7yq0F3Y3x5Qm7hI0bK";

const TARGET = ["-target=tls_private_key.host", `-var=ssh_public_key=${KEY}`, "-var=image=1018"];

let folder: string;
let server: Daemon;
let root: Root;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terraform-state-"));
  process.env.PATH = TOOLS.PATH;
  const port = await freePort();
  server = await startStorage({
    folder,
    port,
    accessKey: "key",
    secretKey: "secret-key",
    buckets: ["state"],
  });
  root = await copyRoot({
    DIGITALOCEAN_TOKEN: "none",
    DIGITALOCEAN_API_URL: "http://127.0.0.1:9",
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "key",
    AWS_SECRET_ACCESS_KEY: "secret-key",
  });
});
afterAll(async () => {
  await root.remove();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const state = () => join(folder, "s3", "state");

/** Makes host keys alone: the one resource for which no cloud is needed. */
const apply = (accept = [0]) =>
  root.run(["apply", "-auto-approve", "-input=false", "-no-color", ...TARGET], accept);

test("bucket, key and region are all that an S3 server needs to be told", async () => {
  await root.run([
    "init",
    "-input=false",
    "-no-color",
    "-backend-config=bucket=state",
    "-backend-config=key=terraform.tfstate",
    "-backend-config=region=us-east-1",
  ]);
  await apply();
  const kept = JSON.parse(await readFile(join(state(), "terraform.tfstate"), "utf8"));
  expect(kept.resources).toHaveLength(1);
  expect((await readdir(state())).filter((name) => name.endsWith(".tflock"))).toEqual([]);
});

test("a second run is refused while another holds the lock, and told who does", async () => {
  const lock = join(state(), "terraform.tfstate.tflock");
  // Waits for an approval, and holds the lock meanwhile.
  const first = spawn("terraform", ["apply", "-no-color", ...TARGET, `-replace=${FIRST_KEY}`], {
    cwd: root.folder,
    env: { ...process.env, ...root.env },
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise((resolve) => first.once("close", resolve));
  await waitFor({ what: "the lock file", limit: 30, every: 0.1 }, () => existsSync(lock) || undefined);
  const { exitCode, stderr } = await apply([0, 1]);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining("Error acquiring the state lock")]);
  expect(stderr).toMatch(/Operation: +OperationTypeApply/);
  first.stdin.end("no\n");
  await ended;
  await apply();
});
