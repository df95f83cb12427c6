import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runAction } from "../support/action.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "packer-validate-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const noToken = { DIGITALOCEAN_TOKEN: undefined, DIGITALOCEAN_API_TOKEN: undefined };

async function validate(name: string, text: string) {
  await writeFile(join(folder, name), text);
  return runAction("packer-build", { inputs: { template: name }, env: noToken, cwd: folder });
}

/** What a runner shows as annotations. */
const annotations = (stdout: string) => stdout.split("\n").filter((line) => line.startsWith("::error"));

test("the base image's template is valid, without a token", async () => {
  const run = await runAction("packer-build", {
    inputs: { template: "packer/base-image.json" },
    env: noToken,
  });
  expect([run.exitCode, run.outputs["snapshot-id"]]).toEqual([0, ""]);
  expect(run.summary).toMatch(
    /^### `packer\/base-image.json` is valid\n\nChecked by Packer \d+\.\d+\.\d+ in /,
  );
});

test("a template that does not parse is marked on its line", async () => {
  const run = await validate("bad.json", '{\n "builders": [\n  {"type": "digitalocean",}\n ]\n}\n');
  expect(run.exitCode).toBe(1);
  expect(annotations(run.stdout)).toEqual([
    "::error title=packer validate,file=bad.json,line=3::Failed to parse template: Error parsing JSON: invalid character '}' looking for beginning of object key string; At line 3, column 28",
    "::error::packer validate bad.json failed: Failed to parse template: Error parsing JSON: invalid character '}' looking for beginning of object key string; At line 3, column 28",
  ]);
});

test("a misspelt key is marked on its line", async () => {
  const builder =
    '{\n "builders": [\n  {"type": "digitalocean", "size": "s", "region": "r",\n   "imaje": "x"}\n ]\n}\n';
  const run = await validate("key.json", builder);
  expect(annotations(run.stdout)[0]).toMatch(/^::error title=packer validate,file=key.json,line=4::.*imaje/);
});

test("a script that is not there is marked on its line", async () => {
  await cp("packer", join(folder, "packer"), { recursive: true });
  await rm(join(folder, "packer", "scripts", "20-packages.sh"));
  const run = await runAction("packer-build", {
    inputs: { template: "packer/base-image.json" },
    env: noToken,
    cwd: folder,
  });
  expect(annotations(run.stdout)[0]).toMatch(
    /^::error title=packer validate,file=packer\/base-image.json,line=\d+::.*20-packages.sh.*no such file/,
  );
});

test("an HCL2 template is checked as well", async () => {
  const source = (image: string) =>
    `variable "size" {\n  default = "s"\n}\nsource "digitalocean" "a" {\n  image = ${image}\n  size = var.size\n  region = "r"\n  ssh_username = "root"\n}\nbuild {\n  sources = ["source.digitalocean.a"]\n}\n`;
  expect((await validate("good.pkr.hcl", source('"x"'))).exitCode).toBe(0);
  const run = await validate("bad.pkr.hcl", source(""));
  expect(annotations(run.stdout)[0]).toMatch(
    /^::error title=packer validate,file=bad.pkr.hcl,line=5::Invalid expression; /,
  );
});

test("every wrong input is named at once", async () => {
  const run = await runAction("packer-build", {
    inputs: { mode: "build", keep: "few", "name-prefix": "a b" },
    env: noToken,
  });
  expect(run.exitCode).toBe(1);
  const lines = annotations(run.stdout)[0]?.split("%0A- ") ?? [];
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    "::error::4",
    "template",
    "keep",
    "token",
    "name-prefix",
  ]);
});

test("a template that does not exist, and a Packer that does not exist, are each one sentence", async () => {
  const missing = await runAction("packer-build", { inputs: { template: "nope.json" }, env: noToken });
  expect(missing.stdout).toContain(
    '::error::template "nope.json" does not exist: name a file of the checkout\n',
  );
  const program = await runAction("packer-build", {
    inputs: { template: "packer/base-image.json", packer: "no-such-packer" },
    env: noToken,
  });
  expect(program.stdout).toContain("::error::no-such-packer is not on PATH");
});

test("values of variables are gone when the step ends, before post runs", async () => {
  const temporary = await mkdtemp(join(folder, "temporary-"));
  const run = await runAction("packer-build", {
    inputs: { template: "packer/base-image.json", variables: "region=ams3" },
    env: { ...noToken, RUNNER_TEMP: temporary },
  });
  expect(run.exitCode).toBe(0);
  expect(await readdir(run.state.folder ?? "")).toContain("packer.log");
  expect(await readdir(run.state.folder ?? "")).not.toContain("variables.json");
});
