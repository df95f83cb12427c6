import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";

const actions = readdirSync("actions").filter((name) => !name.startsWith("."));
const read = (path: string) => readFileSync(path, "utf8");
const contract = (name: string) => parse(read(`actions/${name}/action.yml`));
const withCode = actions.filter((name) => contract(name).runs.using === "node24");

test("every action of the issue is there", () => {
  expect(withCode).toEqual([
    "build-images",
    "packer-build",
    "playbook",
    "setup-tools",
    "stack-deploy",
    "terraform-apply",
    "terraform-plan",
  ]);
});

test.each(withCode)("%s reads exactly the inputs of its action.yml", (name) => {
  const own = read(`src/${name}/inputs.ts`);
  // What several actions read alike stands in an inputs.ts of the library.
  const shared = Array.from(own.matchAll(/"\.\.\/(lib\/\w+\/inputs\.ts)"/g), ([, path]) =>
    read(`src/${path}`),
  );
  const calls = [own, ...shared]
    .join("\n")
    .matchAll(
      /\.(?:text|optional|secret|optionalSecret|lines|pairs|choice|flag|integer|json)(?:<[^(]*>)?\(\s*"([^"]+)"/g,
    );
  const named = [...new Set(Array.from(calls, ([, input]) => input))].sort();
  expect(named).toEqual(Object.keys(contract(name).inputs ?? {}).sort());
});

test.each(actions)("%s describes every input and output in a full sentence", (name) => {
  const { inputs = {}, outputs = {} } = contract(name);
  for (const [key, { description }] of Object.entries<{ description: string }>({ ...inputs, ...outputs })) {
    expect([key, description]).toEqual([key, expect.stringMatching(/^[A-Z`'"0-9][\s\S]*\.\s*$/)]);
  }
});

test.each(withCode)("%s has a one-line entry for each phase", (name) => {
  const { main, post } = contract(name).runs;
  const entry = (phase: string) =>
    `import { start } from "../../dist/index.js";\n\nawait start("${name}", "${phase}");\n`;
  expect(read(`actions/${name}/${main}`)).toBe(entry("main"));
  if (post !== undefined) expect(read(`actions/${name}/${post}`)).toBe(entry("post"));
});

test.each(actions)("%s has a README with purpose, permissions, use and failure", (name) => {
  const text = read(`actions/${name}/README.md`);
  expect(text).toMatch(new RegExp(`^# ${name}\n`));
  for (const part of [
    "## Permissions",
    "## Use",
    "## When it fails",
    "<!-- inputs -->",
    "<!-- outputs -->",
  ]) {
    expect(text).toContain(part);
  }
});
