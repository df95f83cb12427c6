import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { readContext } from "../../../src/lib/github/index.ts";

const folder = mkdtempSync(join(tmpdir(), "context-"));
afterAll(() => rmSync(folder, { recursive: true }));

function environment(payload: object, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const file = join(folder, "event.json");
  writeFileSync(file, JSON.stringify(payload));
  return {
    GITHUB_REPOSITORY: "elm/site",
    GITHUB_SHA: "merge",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_EVENT_PATH: file,
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_RUN_ID: "42",
    GITHUB_ACTOR: "evan",
    ...more,
  };
}

test("reads a pull request's number and head commit", () => {
  const pull_request = { number: 7, head: { sha: "head", repo: { full_name: "elm/site" } } };
  expect(readContext(environment({ pull_request }))).toEqual({
    owner: "elm",
    repo: "site",
    sha: "head",
    eventName: "pull_request",
    pullRequest: 7,
    isFork: false,
    runUrl: "https://github.example/elm/site/actions/runs/42",
    actor: "evan",
  });
});

test("tells a fork, also one that was deleted", () => {
  const of = (repo: object | null) => ({ pull_request: { number: 7, head: { sha: "head", repo } } });
  expect(readContext(environment(of({ full_name: "stranger/site" }))).isFork).toBe(true);
  expect(readContext(environment(of(null))).isFork).toBe(true);
});

test("takes the commit of a push and of a merge group", () => {
  expect(readContext(environment({}, { GITHUB_EVENT_NAME: "push" }))).toMatchObject({
    sha: "merge",
    isFork: false,
  });
  expect(readContext(environment({ merge_group: { head_sha: "group" } })).sha).toBe("group");
});

test("says which variable is missing", () => {
  expect(() => readContext({ GITHUB_SHA: "x" })).toThrow('GITHUB_REPOSITORY must be "owner/name", got ""');
});
