import { afterEach, expect, test } from "@jest/globals";
import { InputReader } from "../../../src/lib/inputs/reader.ts";

afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("INPUT_")) delete process.env[name];
});

function set(inputs: Record<string, string>): InputReader {
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  return new InputReader();
}

test("all mistakes are reported at once", () => {
  const read = set({ mode: "bild", retries: "many", push: "yes", variables: "no-equals-sign", fleet: "{" });
  read.text("host");
  read.choice("mode", ["validate", "build"], "validate");
  read.integer("retries", { fallback: 3, least: 0, most: 10 });
  read.flag("push", true);
  read.pairs("variables");
  read.json("fleet", (value) => value);
  expect(() => read.done()).toThrow(
    [
      "6 inputs are wrong:",
      '- host is required and was empty: set it under "with:"',
      '- mode must be one of validate, build, got "bild"',
      '- retries must be a whole number from 0 to 10, got "many"',
      '- push must be one of true, false, got "yes"',
      '- variables takes one key=value a line, got "no-equals-sign"',
      "- fleet must be JSON of the documented shape: ",
    ].join("\n"),
  );
});

test("one mistake stands alone", () => {
  const read = set({});
  read.text("host");
  expect(() => read.done()).toThrow('host is required and was empty: set it under "with:"');
});

test("lists are one entry a line, with spaces and commas kept", () => {
  const read = set({ targets: 'module.a["x, y"]\n\n  module.b \n', variables: "a=1=2\nb=\n" });
  expect(read.lines("targets")).toEqual(['module.a["x, y"]', "module.b"]);
  expect(read.pairs("variables")).toEqual({ a: "1=2", b: "" });
  read.done();
});

test("empty optional inputs take their defaults", () => {
  const read = set({ mode: "", retries: "" });
  expect(read.optional("directory", "docker")).toBe("docker");
  expect(read.choice("mode", ["validate", "build"], "validate")).toBe("validate");
  expect(read.integer("retries", { fallback: 3, least: 0, most: 10 })).toBe(3);
  expect(read.optionalSecret("token")).toBeUndefined();
  expect(read.json("fleet", (value) => value)).toBeUndefined();
  read.done();
});
