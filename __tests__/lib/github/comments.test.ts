import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { findMergedPullRequest, openGitHub, upsertComment } from "../../../src/lib/github/index.ts";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { GitHubServer } from "../../support/github-server.ts";

const target = { owner: "elm", repo: "site", number: 7 };
const OURS = { type: "Bot", association: "NONE" };
let server: GitHubServer;

beforeEach(async () => {
  server = await GitHubServer.start();
  process.env.GITHUB_API_URL = server.url;
});

afterEach(async () => {
  delete process.env.GITHUB_API_URL;
  await server.close();
});

const open = () => openGitHub(new Secret("token-of-the-job"));
const calls = () => server.requests.map(({ method, path }) => `${method} ${path.split("?")[0]}`);

test("makes a comment with a hidden marker and updates it in place", async () => {
  const first = await upsertComment(open(), target, { key: "plan main", body: "one" });
  const second = await upsertComment(open(), target, { key: "plan main", body: "two" });
  expect(second.id).toBe(first.id);
  expect(server.comments.map(({ body }) => body)).toEqual(["<!-- elm-infra:plan main -->\ntwo"]);
  expect(server.requests[0]?.authorization).toBe("token token-of-the-job");
});

test("keeps comments of different keys apart, also when one key begins like the other", async () => {
  await upsertComment(open(), target, { key: "plan", body: "short" });
  await upsertComment(open(), target, { key: "plan prod", body: "long" });
  expect(server.comments).toHaveLength(2);
});

test("finds our comment behind a thousand others", async () => {
  for (let i = 0; i < 1000; i++) server.add(`comment ${i}`);
  const ours = server.add("<!-- elm-infra:plan -->\nold", OURS);
  const { id } = await upsertComment(open(), target, { key: "plan", body: "new" });
  expect(id).toBe(ours.id);
  expect(ours.body).toBe("<!-- elm-infra:plan -->\nnew");
  expect(server.requests).toHaveLength(12);
});

test("does not take a stranger's comment with a copied marker for ours", async () => {
  const theirs = server.add("<!-- elm-infra:plan -->\nfake", { type: "User", association: "CONTRIBUTOR" });
  const { id } = await upsertComment(open(), target, { key: "plan", body: "real" });
  expect(id).not.toBe(theirs.id);
  expect(theirs.body).toBe("<!-- elm-infra:plan -->\nfake");
});

test("does not write a comment twice when only the answer was lost", async () => {
  server.answers.push({ method: "POST", status: 502, afterwards: true });
  const { id } = await upsertComment(open(), target, { key: "plan", body: "text" });
  expect(id).toBe(1);
  expect(server.comments).toHaveLength(1);
});

test("writes the comment again when a failed request did not make it", async () => {
  server.answers.push({ method: "POST", status: 502 });
  await upsertComment(open(), target, { key: "plan", body: "text" });
  expect(server.comments).toHaveLength(1);
});

test("makes a new comment when ours is deleted between finding and updating it", async () => {
  server.add("<!-- elm-infra:plan -->\nold", OURS);
  server.answers.push({ method: "PATCH", status: 404 });
  const { id } = await upsertComment(open(), target, { key: "plan", body: "new" });
  expect(id).toBe(2);
});

test("waits as long as the rate limit's headers say", async () => {
  server.answers.push({ method: "GET", status: 429, headers: { "retry-after": "1" } });
  const started = performance.now();
  await upsertComment(open(), target, { key: "plan", body: "text" });
  expect(performance.now() - started).toBeGreaterThan(950);
  expect(server.comments).toHaveLength(1);
});

test("fails at once when the hourly budget is used up for longer than five minutes", async () => {
  const reset = String(Math.floor(Date.now() / 1000) + 1800);
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
  server.answers.push({ method: "GET", status: 403, headers });
  await expect(upsertComment(open(), target, { key: "plan", body: "text" })).rejects.toThrow(
    /^GitHub's rate limit for this token is used up for 3[01] more minutes: run the job again after that$/,
  );
});

test("reads again after a server error and a broken connection", async () => {
  server.answers.push({ method: "GET", status: 503 }, { method: "GET", status: 0, drop: true });
  await upsertComment(open(), target, { key: "plan", body: "text" });
  expect(calls().filter((call) => call.startsWith("GET"))).toHaveLength(3);
});

test("does not repeat a request that is refused", async () => {
  server.readOnly = true;
  const refused = upsertComment(open(), target, { key: "plan", body: "text" });
  await expect(refused).rejects.toMatchObject({ status: 403 });
  expect(server.requests).toHaveLength(2);
});

test("refuses a body that GitHub would refuse", async () => {
  await expect(upsertComment(open(), target, { key: "plan", body: "x".repeat(65_536) })).rejects.toThrow(
    "a comment holds 65536 characters, this one has 65560",
  );
});

test("finds the pull request that a commit was merged from, also a moment late", async () => {
  const pull = {
    number: 7,
    html_url: "page",
    merged_at: "2026",
    merge_commit_sha: "abc",
    head: { sha: "def" },
  };
  setTimeout(() => server.pulls.set("abc", [{ ...pull, number: 8, merged_at: null }, pull]), 500);
  const found = await findMergedPullRequest(open(), { owner: "elm", repo: "site", sha: "abc" });
  expect(found).toEqual({ number: 7, url: "page", headSha: "def" });
});
