import { expect, test } from "@jest/globals";
import { bases, declaredArguments, replaceBases } from "../../../src/lib/dockerfile/bases.ts";
import { readIgnore } from "../../../src/lib/dockerfile/ignore.ts";
import { parse } from "../../../src/lib/dockerfile/parse.ts";

const dockerfile = `# syntax=docker/dockerfile:1
ARG REGISTRY=example.org
ARG VERSION="1.2" SUFFIX
FROM --platform=linux/amd64 \${REGISTRY}/elm/base:\${VERSION:-none}\${SUFFIX:+-slim} AS Build
RUN echo one && \\
  # a comment in between

  echo two
RUN <<EOF
FROM not/an:image
EOF
COPY --chown=1 --from=build /a /b
COPY --from=busybox /bin/busybox /bin/
FROM build AS second
from scratch
ARG LATER
COPY --from=0 /a /b
`;

test("instructions keep their lines across continuations, comments and heredocs", () => {
  expect(parse(dockerfile).map(({ keyword, line, endLine }) => [keyword, line, endLine])).toEqual([
    ["ARG", 2, 2],
    ["ARG", 3, 3],
    ["FROM", 4, 4],
    ["RUN", 5, 8],
    ["RUN", 9, 11],
    ["COPY", 12, 12],
    ["COPY", 13, 13],
    ["FROM", 14, 14],
    ["FROM", 15, 15],
    ["ARG", 16, 16],
    ["COPY", 17, 17],
  ]);
});

test("the escape directive changes what continues a line", () => {
  expect(parse("# escape=`\nFROM a`\nb\nRUN c:\\\nRUN d").map(({ rest }) => rest)).toEqual([
    "ab",
    "c:\\",
    "d",
  ]);
});

test("bases are images from outside, with arguments filled in", () => {
  expect(bases(dockerfile, { SUFFIX: "yes" }).map(({ image, line }) => [image, line])).toEqual([
    ["example.org/elm/base:1.2-slim", 4],
    ["busybox", 13],
  ]);
});

test("a passed argument wins over its default, and is ignored where it is not declared", () => {
  expect(bases(dockerfile, { REGISTRY: "127.0.0.1:5000", OTHER: "x" })[0]?.image).toBe(
    "127.0.0.1:5000/elm/base:1.2",
  );
});

test("declared arguments are found before and after FROM", () => {
  expect([...declaredArguments(dockerfile)]).toEqual(["REGISTRY", "VERSION", "SUFFIX", "LATER"]);
});

test("replacing a base changes that reference and no line number", () => {
  const [base] = bases(dockerfile, {});
  const replaced = replaceBases(dockerfile, new Map([[base?.written ?? "", "r/elm/base:abc"]]));
  expect(replaced.split("\n")[3]).toBe("FROM --platform=linux/amd64 r/elm/base:abc AS Build");
  expect(replaced.split("\n").length).toBe(dockerfile.split("\n").length);
});

test.each([
  ["*.md", "a.md", true],
  ["*.md", "docs/a.md", false],
  ["**/*.md", "docs/deep/a.md", true],
  ["docs", "docs/a.md", true],
  ["/docs/", "docs/a.md", true],
  ["docs\n!docs/keep", "docs/keep", false],
  ["!docs/keep\ndocs", "docs/keep", true],
  ["# docs\n\ndocs?", "docs", false],
  ["file[0-9].txt", "file7.txt", true],
  ["./a/../b", "b", true],
  ["**", "a/b", true],
  ["a\\*b", "axb", false],
])("with the pattern %j, %j is ignored: %j", (patterns, path, ignored) => {
  expect(readIgnore(patterns)(path)).toBe(ignored);
});
