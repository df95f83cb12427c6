import { expect, test } from "@jest/globals";
import { readImages, reference } from "../../../src/lib/images/images.ts";

const image = {
  repository: "registry.example.org:5000/elm/www",
  tag: "2d556014f5a4fbf20907",
  digest: `sha256:${"a".repeat(64)}`,
  built: true,
  bytes: 123,
  seconds: 1.2,
};

test("images.json of build-images passes", () => {
  expect(readImages({ www: image })).toEqual({ www: image });
});

test("every wrong entry is named with what was found", () => {
  const wrong = { www: { ...image, digest: "latest", bytes: -1 }, traefik: "traefik:v3" };
  expect(() => readImages(wrong)).toThrow(
    `images are not of the shape of images.json:
- www: digest must be sha256:<64 hex> or empty, got "latest"
- www: bytes must be a number of bytes, got -1
- traefik: must be an object, got a string`,
  );
});

test.each([
  [[], "a list"],
  [null, "null"],
  ["x", "a string"],
])("%j is not images", (value, kind) => {
  expect(() => readImages(value)).toThrow(`images must be an object name -> image, got ${kind}`);
});

test("a reference is pinned by digest where there is one", () => {
  expect(reference(image)).toBe(`${image.repository}:${image.tag}@${image.digest}`);
  expect(reference({ ...image, digest: "" })).toBe(`${image.repository}:${image.tag}`);
});
