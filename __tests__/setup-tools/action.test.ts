import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runAction } from "../support/action.ts";

let folder: string;
let server: Server;
let mirror: string;
let key: string;
const asked: string[] = [];

const arch = process.arch === "arm64" ? "arm64" : "amd64";
const archive = (program: string, version: string) => `${program}_${version}_${process.platform}_${arch}.zip`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "setup-tools-test-"));
  const gpg = (...args: string[]) =>
    execFileSync(
      "gpg",
      ["--batch", "--homedir", join(folder, "gpg"), "--pinentry-mode", "loopback", ...args],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
  await mkdir(join(folder, "gpg"), { mode: 0o700 });
  gpg("--passphrase", "", "--quick-generate-key", "mirror@example.org", "ed25519", "sign", "never");
  key = join(folder, "mirror.asc");
  await writeFile(key, gpg("--armor", "--export"));
  await publish("terraform", "terraform/9.1.0", { version: "9.1.0", says: "Terraform v9.1.0" });
  await publish("terraform", "terraform/9.2.0", {
    version: "9.2.0",
    says: "Terraform v9.2.0",
    sum: "0".repeat(64),
  });
  await publish("terraform", "terraform/9.3.0", { version: "9.3.0", says: "Terraform v9.0.0" });
  await publish("packer", "packer/9.1.0", { version: "9.1.0", says: "Packer v9.1.0" });
  await publish("tofu", "v9.1.0", { version: "9.1.0", says: "OpenTofu v9.1.0" });
  for (const sums of [
    "terraform/9.1.0/terraform_9.1.0_SHA256SUMS",
    "terraform/9.2.0/terraform_9.2.0_SHA256SUMS",
  ]) {
    gpg("--detach-sign", "--output", join(folder, "www", `${sums}.sig`), join(folder, "www", sums));
  }
  execFileSync("gpgconf", ["--homedir", join(folder, "gpg"), "--kill", "all"]);
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    readFile(join(folder, "www", request.url ?? "")).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A release as its maker publishes it: a zip with a program, and SHA256SUMS. */
async function publish(
  program: string,
  path: string,
  of: { version: string; says: string; sum?: string },
): Promise<void> {
  const target = join(folder, "www", path);
  await mkdir(target, { recursive: true });
  const file = join(folder, program);
  await writeFile(file, `#!/bin/sh\necho '${of.says}'\n`);
  await chmod(file, 0o755);
  const zip = join(target, archive(program, of.version));
  execFileSync("zip", ["--quiet", "--junk-paths", zip, file]);
  await rm(file);
  const sum =
    of.sum ??
    createHash("sha256")
      .update(await readFile(zip))
      .digest("hex");
  await writeFile(
    join(target, `${program}_${of.version}_SHA256SUMS`),
    `${"f".repeat(64)}  other.zip\n${sum}  ${archive(program, of.version)}\n`,
  );
}

async function setup(inputs: Record<string, string>, env: Record<string, string | undefined> = {}) {
  const cache = await mkdtemp(join(folder, "cache-"));
  const urls = { "terraform-url": mirror, "packer-url": mirror, "opentofu-url": `${mirror}/` };
  const base = { RUNNER_TOOL_CACHE: cache, TF_CLI_CONFIG_FILE: undefined, TF_PLUGIN_CACHE_DIR: undefined };
  asked.length = 0;
  const run = await runAction("setup-tools", {
    inputs: { ...urls, "signing-key": key, ...inputs },
    env: { ...base, ...env },
  });
  const errors = run.stdout.split("\n").filter((line) => line.startsWith("::error"));
  return { ...run, errors, cache };
}

test("a version that is nowhere is downloaded, verified, cached and runs", async () => {
  const { exitCode, outputs, stdout, environment, cache, summary } = await setup({
    terraform: "v9.1.0",
    signature: "required",
  });
  expect(exitCode).toBe(0);
  expect(outputs["terraform-version"]).toBe("9.1.0");
  expect(dirname(outputs["terraform-path"] ?? "")).toBe(join(cache, "terraform", "9.1.0", process.arch));
  expect(stdout).toContain("the signature of Terraform 9.1.0 is right");
  expect(environment.TF_PLUGIN_CACHE_DIR).toBe(join(cache, "terraform-plugins"));
  expect(summary).toContain("| Terraform | 9.1.0 |");
  expect(execFileSync(outputs["terraform-path"] ?? "").toString()).toBe("Terraform v9.1.0\n");
});

test("what the tool cache has is not downloaded again", async () => {
  const first = await setup({ terraform: "9.1.0" });
  const again = await setup({ terraform: "9.1.0" }, { RUNNER_TOOL_CACHE: first.cache });
  expect([again.exitCode, asked]).toEqual([0, []]);
  expect(again.outputs).toEqual(first.outputs);
});

test("three tools come in one step", async () => {
  const { exitCode, outputs } = await setup({ terraform: "9.1.0", opentofu: "9.1.0", packer: "9.1.0" });
  expect(exitCode).toBe(0);
  const versions = ["terraform", "opentofu", "packer"].map((name) => outputs[`${name}-version`]);
  expect(versions).toEqual(["9.1.0", "9.1.0", "9.1.0"]);
});

test("the very version on PATH is used as it is", async () => {
  const bin = await onPath("terraform", "Terraform v1.2.3\\non linux_amd64");
  const { exitCode, outputs } = await setup({ terraform: "1.2.3" }, { PATH: bin });
  expect([exitCode, asked]).toEqual([0, []]);
  expect(outputs["terraform-path"]).toBe(join(bin.split(":")[0] ?? "", "terraform"));
});

test("a later version on PATH is used with accept: path, and not without", async () => {
  const bin = await onPath("terraform", "Terraform v9.4.0");
  const path = await setup({ terraform: "9.1.0", accept: "path" }, { PATH: bin });
  expect([path.exitCode, path.outputs["terraform-version"]]).toEqual([0, "9.4.0"]);
  const exact = await setup({ terraform: "9.1.0" }, { PATH: bin });
  expect([exact.exitCode, exact.outputs["terraform-version"]]).toEqual([0, "9.1.0"]);
});

test("a wrong checksum is refused, and nothing of it stays", async () => {
  const { exitCode, errors, cache } = await setup({ terraform: "9.2.0" });
  expect(exitCode).toBe(1);
  expect(errors).toEqual([
    expect.stringMatching(
      /terraform_9\.2\.0_\S+\.zip is not what its maker published, and was thrown away: its SHA-256 is \w{64}, \S+ says 0{64}/,
    ),
  ]);
  expect(readdirSync(cache)).toEqual([]);
});

test("a signature by somebody else is refused before the archive is asked for", async () => {
  const { exitCode, errors } = await setup({ terraform: "9.1.0", "signing-key": "" });
  expect(exitCode).toBe(1);
  expect(errors).toEqual([expect.stringContaining("the signature of SHA256SUMS is not by its maker: ")]);
  expect(asked.some((url) => url.endsWith(".zip"))).toBe(false);
});

test("a missing signature passes with auto and not with required", async () => {
  const auto = await setup({ packer: "9.1.0" });
  expect(auto.exitCode).toBe(0);
  expect(auto.stdout).toContain("the signature of Packer 9.1.0 is not checked: ");
  const required = await setup({ packer: "9.1.0", signature: "required" });
  expect([required.exitCode, required.errors.length]).toEqual([1, 1]);
});

test("an unknown version is one clear error", async () => {
  const { exitCode, errors } = await setup({ terraform: "9.9.9" });
  const url = `${mirror}/terraform/9.9.9/terraform_9.9.9_SHA256SUMS`;
  expect([exitCode, errors]).toEqual([
    1,
    [
      `::error::there is no Terraform 9.9.9 at ${url} (404): check the version, and the address of the mirror`,
    ],
  ]);
});

test("a program that says another version is refused", async () => {
  const { exitCode, errors } = await setup({ terraform: "9.3.0", signature: "off" });
  expect(exitCode).toBe(1);
  expect(errors).toEqual([
    expect.stringMatching(/was installed as Terraform 9\.3\.0 and says it is 9\.0\.0$/),
  ]);
});

test.each<[string, Record<string, string>, string]>([
  ["no tool at all", {}, "::error::one of terraform, opentofu, packer is required: name a version"],
  [
    "a range",
    { terraform: "1.11" },
    '::error::terraform must be a whole version such as "1.11.4", got "1.11"',
  ],
  [
    "a mirror without a scheme",
    { packer: "1.1.1", "packer-url": "mirror" },
    '::error::packer-url must be an http or https address, got "mirror"',
  ],
])("%s is one clear error", async (_, inputs, message) => {
  const { exitCode, errors } = await setup(inputs);
  expect([exitCode, errors]).toEqual([1, [message]]);
});

test.each([
  [{ TF_PLUGIN_CACHE_DIR: "/mine" }, {}],
  [{ TF_CLI_CONFIG_FILE: "/mine" }, {}],
  [{}, { "plugin-cache": "false" }],
])("the plugin cache is left alone with %j %j", async (env, inputs) => {
  const { exitCode, environment } = await setup({ terraform: "9.1.0", ...inputs }, env);
  expect([exitCode, environment.TF_PLUGIN_CACHE_DIR]).toEqual([0, undefined]);
});

/** PATH with one more program in front. */
async function onPath(program: string, says: string): Promise<string> {
  const bin = await mkdtemp(join(folder, "bin-"));
  await writeFile(join(bin, program), `#!/bin/sh\nprintf '${says}\\n'\n`);
  await chmod(join(bin, program), 0o755);
  return `${bin}:${process.env.PATH}`;
}
