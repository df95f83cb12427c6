import { expect, test } from "@jest/globals";
import { readNeeds, repositoryOf } from "../../src/build-images/plan.ts";

const target = {
  registry: "r.example.org",
  namespace: "elm",
  buildArgs: { VERSION: "1", OTHER: "2" },
  platform: "linux/amd64",
};
const needs = (dockerfile: string) =>
  readNeeds(
    { name: "www", folder: "docker/www", file: "docker/www/Dockerfile", dockerfile },
    target,
    new Set(["www", "base"]),
  );

test.each([
  [`ARG REGISTRY\nARG NAMESPACE\nFROM \${REGISTRY}/\${NAMESPACE}/base`, ["base"]],
  ["FROM r.example.org/elm/base:latest", ["base"]],
  ["FROM scratch\nCOPY --from=r.example.org/elm/base /a /", ["base"]],
  ["FROM r.example.org/elm/base:1.0", []],
  ["FROM r.example.org/other/base", []],
  ["FROM base", []],
])("%j builds on %j", (dockerfile, parents) => {
  expect(needs(dockerfile).parents.map(({ name }) => name)).toEqual(parents);
});

test("an image is given the arguments that it declares and no others", () => {
  expect(needs("FROM scratch\nARG VERSION\nARG NAMESPACE").args).toEqual({ VERSION: "1", NAMESPACE: "elm" });
});

test("without a namespace the image stands below the registry itself", () => {
  expect(repositoryOf({ ...target, namespace: "" }, "www")).toBe("r.example.org/www");
});
