import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Secret } from "../../../src/lib/secret/secret.ts";

let written = "";
const write = process.stdout.write;

beforeEach(() => {
  written = "";
  process.stdout.write = ((text: string) => {
    written += text;
    return true;
  }) as typeof process.stdout.write;
});
afterEach(() => {
  process.stdout.write = write;
});

test("printing, joining, inspecting and serialising a secret shows [redacted]", () => {
  const secret = new Secret("hunter2hunter2");
  expect(`${secret}`).toBe("[redacted]");
  expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}');
  expect(inspect({ secret })).toBe("{ secret: [redacted] }");
  expect(secret.reveal()).toBe("hunter2hunter2");
});

test("wrapping masks the value and each line of it first", () => {
  new Secret("-----BEGIN KEY-----\nAAAAB3Nza\n=\n-----END KEY-----");
  expect(written.split("\n").filter((line) => line !== "")).toEqual([
    "::add-mask::-----BEGIN KEY-----%0AAAAAB3Nza%0A=%0A-----END KEY-----",
    "::add-mask::-----BEGIN KEY-----",
    "::add-mask::AAAAB3Nza",
    "::add-mask::-----END KEY-----",
  ]);
});
