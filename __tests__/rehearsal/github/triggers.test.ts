import { expect, test } from "@jest/globals";
import { interpolate } from "../../../rehearsal/github/runs/expression.ts";
import { matchesFilter } from "../../../rehearsal/github/runs/glob.ts";
import { isTriggered, readWorkflow } from "../../../rehearsal/github/runs/workflows.ts";

test.each([
  ["main", ["main"], true],
  ["feature/x", ["*"], false],
  ["feature/x", ["**"], true],
  ["docker/www/Dockerfile", ["docker/**"], true],
  ["README.md", ["**.md"], true],
  ["a/b/c.tf", ["**/*.tf"], true],
  ["c.tf", ["**/*.tf"], true],
  ["docs/a.md", ["**", "!docs/**"], false],
])("%s against %j is %s", (name, patterns, matched) => {
  expect(matchesFilter(name, patterns)).toBe(matched);
});

test("a workflow runs for the activities of a pull request that it names, else for the usual three", () => {
  const happening = { event: "pull_request", branch: "main", files: ["a"] };
  const usual = readWorkflow("w.yml", "on: pull_request\njobs: {}");
  const closed = readWorkflow("w.yml", "on: { pull_request: { types: closed } }\njobs: {}");
  const answers = ["opened", "synchronize", "closed"].map((action) =>
    [usual, closed].map(
      (workflow) => workflow !== undefined && isTriggered(workflow, { ...happening, action }),
    ),
  );
  expect(answers).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ]);
});

test("a job's permissions replace the workflow's", () => {
  const workflow = readWorkflow(
    "w.yml",
    "on: push\npermissions: { issues: write }\njobs: { a: { permissions: { contents: read } }, b: {} }",
  );
  expect(workflow?.permissions).toEqual({ contents: "read", issues: "write" });
});

test("concurrency groups take paths, alternatives and comparisons", () => {
  const contexts = {
    github: { workflow: "plan", ref: "refs/pull/1/merge", event_name: "push" },
    inputs: undefined,
  };
  const group = "${{ github.workflow }}-${{ inputs.name || github.ref }}-${{ github.event_name == 'push' }}";
  expect(interpolate(group, contexts)).toBe("plan-refs/pull/1/merge-true");
});
