import { expect, test } from "@jest/globals";
import { address, type Recipe } from "../../src/build-images/address.ts";

const recipe: Recipe = {
  dockerfile: "FROM scratch",
  files: [{ path: "a", mode: "file", sha256: "00" }],
  args: { B: "2", A: "1" },
  platform: "linux/amd64",
  bases: { debian: "sha256:1" },
  parents: {},
};

test("an address is 20 hexadecimal digits that stay the same from release to release", () => {
  expect(address(recipe)).toBe("76639ae184b6186bcc2d");
});

test("the order in which arguments are given does not count", () => {
  expect(address({ ...recipe, args: { A: "1", B: "2" } })).toBe(address(recipe));
});

test.each<[string, Partial<Recipe>]>([
  ["Dockerfile", { dockerfile: "FROM scratch\n" }],
  ["file's content", { files: [{ path: "a", mode: "file", sha256: "01" }] }],
  ["file's mode", { files: [{ path: "a", mode: "executable", sha256: "00" }] }],
  ["file's name", { files: [{ path: "b", mode: "file", sha256: "00" }] }],
  ["build argument", { args: { A: "1", B: "3" } }],
  ["platform", { platform: "linux/arm64" }],
  ["base image", { bases: { debian: "sha256:2" } }],
  ["parent", { parents: { base: "abc" } }],
])("another %s is another address", (_, change) => {
  expect(address({ ...recipe, ...change })).not.toBe(address(recipe));
});
