import { expect, test } from "@jest/globals";
import { parse, pinImage } from "../../../src/lib/compose/pin.ts";

const digest = `sha256:${"a".repeat(64)}`;
const entry = { repository: "10.0.0.1:5000/elm/www", tag: "abc", digest, built: true, bytes: 1, seconds: 1 };
const images = { www: entry, draft: { ...entry, repository: "10.0.0.1:5000/elm/draft", digest: "" } };

test.each(["10.0.0.1:5000/elm/www", "10.0.0.1:5000/elm/www:latest"])(
  "%s runs the digest of images",
  (image) => {
    expect(pinImage(image, images)).toEqual({ image: `10.0.0.1:5000/elm/www@${digest}` });
  },
);

test("an image of another registry, and one pinned by hand, stay as they are", () => {
  for (const image of ["traefik:v3", "redis", `10.0.0.1:5000/elm/other@${digest}`]) {
    expect(pinImage(image, images)).toEqual({ image });
  }
});

test("an image beside ours that nobody built is a mistake", () => {
  expect(pinImage("10.0.0.1:5000/elm/wwww:1", images)).toEqual({
    mistake:
      "10.0.0.1:5000/elm/wwww is not among images (10.0.0.1:5000/elm/www, 10.0.0.1:5000/elm/draft): add it to docker/, or correct its name",
  });
});

test("an image that was not pushed is a mistake", () => {
  expect(pinImage("10.0.0.1:5000/elm/draft", images)).toEqual({
    mistake:
      "10.0.0.1:5000/elm/draft has no digest in images: it was not pushed (build-images with push: false)",
  });
});

test("without images nothing is replaced", () => {
  expect(pinImage("10.0.0.1:5000/elm/www", {})).toEqual({ image: "10.0.0.1:5000/elm/www" });
});

test.each([
  ["localhost:5000/a/b", { repository: "localhost:5000/a/b" }],
  ["localhost:5000/a/b:1", { repository: "localhost:5000/a/b", tag: "1" }],
  [`a:1@${digest}`, { repository: "a", tag: "1", digest }],
])("%s is taken apart", (image, parts) => {
  expect(parse(image)).toEqual(parts);
});
