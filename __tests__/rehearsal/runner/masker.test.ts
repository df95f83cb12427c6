import { expect, test } from "@jest/globals";
import { createMasker } from "../../../rehearsal/runner/masker.ts";

test("hides a secret, its longer neighbour, each of its lines and its base64 form", () => {
  const masker = createMasker(["token", "token-long", "-----BEGIN KEY-----\nabcdef\n"]);
  const base64 = Buffer.from("token-long").toString("base64");
  expect(masker.mask(`token-long token ${base64} abcdef`)).toBe("*** *** *** ***");
});

test("learns secrets on the way and ignores empty ones", () => {
  const masker = createMasker([""]);
  masker.add("later");
  expect(masker.mask("sooner or later")).toBe("sooner or ***");
});
