import { appendFile, chmod, cp, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { installPlugins, needsPlugins } from "../../src/lib/packer/commands.ts";
import { readTemplate } from "../../src/lib/packer/template.ts";
import { contentAddress } from "../../src/packer-build/content.ts";
import { chooseNames } from "../../src/packer-build/names.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "packer-content-"));
  await cp("packer", folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const address = async (variables = {}) =>
  contentAddress(await readTemplate(path("base-image.json")), variables);

test("the same files have the same address, whenever and wherever they were written", async () => {
  const here = await address();
  await utimes(path("scripts/20-packages.sh"), 0, 0);
  await writeFile(path("README.md"), "other words");
  expect(await address()).toBe(here);
  expect(await contentAddress(await readTemplate("packer/base-image.json"), {})).toBe(here);
  expect(here).toMatch(/^[0-9a-f]{8}$/);
});

test.each([
  ["a script changes", () => appendFile(path("scripts/20-packages.sh"), "# more\n")],
  ["a file loses its mode", () => chmod(path("scripts/20-packages.sh"), 0o644)],
  ["a file is added", () => writeFile(path("rootfs/etc/new"), "")],
  ["the template changes", () => appendFile(path("base-image.json"), "\n")],
])("the address changes when %s", async (_, change) => {
  const before = await address();
  await change();
  expect(await address()).not.toBe(before);
});

test("the address depends on the variables and not on their order", async () => {
  expect(await address({ size: "a", region: "b" })).toBe(await address({ region: "b", size: "a" }));
  expect(await address({ size: "a" })).not.toBe(await address({ size: "b" }));
});

test("a template names snapshot and droplet only through variables that it has and the caller leaves free", async () => {
  const template = await readTemplate(path("base-image.json"));
  const wish = { namePrefix: "elm-base-", variables: { snapshot_name: "mine" } };
  const { variables } = chooseNames(template, wish, "9f3c01ab");
  expect(variables).toEqual({
    snapshot_name: "mine",
    droplet_name: expect.stringMatching(/^packer-[0-9a-f-]{36}$/),
  });
  expect(chooseNames({ ...template, variables: new Set() }, wish, "9f3c01ab").variables).toEqual(
    wish.variables,
  );
});

test("plugins are installed from the version on that brings none", async () => {
  expect(["1.6.6", "1.9.4", "1.10.0", "1.14.2", "2.0.0"].map(needsPlugins)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  const json = await readTemplate(path("base-image.json"));
  expect(installPlugins("packer", json).args).toEqual([
    "plugins",
    "install",
    "github.com/digitalocean/digitalocean",
  ]);
  expect(installPlugins("packer", { ...json, format: "hcl", path: "x.pkr.hcl" }).args).toEqual([
    "init",
    "x.pkr.hcl",
  ]);
});
