import { getOctokit } from "@actions/github";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type GitHub, startGitHub } from "../../../rehearsal/github/index.ts";
import { push, repositoryWith } from "./sample.ts";

const REPOSITORY = { owner: "elm", repo: "infra" };
let github: GitHub;
let sample: Awaited<ReturnType<typeof repositoryWith>>;
let head: string;

const octokit = (token = github.token) =>
  getOctokit(token, { baseUrl: github.apiUrl, request: { retries: 0 } }).rest;

/** The status and the body of a call that fails. */
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { status: number; response: { data: unknown; headers: Record<string, string> } }) => ({
      status: error.status,
      data: error.response.data,
      headers: error.response.headers,
    }),
  );

beforeAll(async () => {
  sample = await repositoryWith({ "README.md": "# Infra\n", "src/a.txt": "one\n" });
  const never = { run: () => Promise.reject(new Error("no workflow is expected")) };
  const place = { seed: sample.folder, secrets: {}, variables: {}, runner: never, log: () => {} };
  github = await startGitHub({ ...REPOSITORY, ...place });
  head = await push(github, sample.folder, {
    branch: "topic",
    files: { "src/a.txt": "two\n", "b.txt": "new\n" },
  });
  const { rest } = getOctokit(github.token, { baseUrl: github.apiUrl });
  await rest.pulls.create({ ...REPOSITORY, head: "topic", base: "main", title: "Topic", body: "Why" });
});

afterAll(async () => {
  await github.close();
  await sample.remove();
  expect(github.violations).toEqual([]);
});

test("octokit's paginate finds every comment, thirty or a hundred on a page", async () => {
  const client = getOctokit(github.token, { baseUrl: github.apiUrl });
  for (let index = 0; index < 35; index++) {
    await client.rest.issues.createComment({ ...REPOSITORY, issue_number: 1, body: `comment ${index}` });
  }
  const first = await client.rest.issues.listComments({ ...REPOSITORY, issue_number: 1 });
  expect([first.data.length, first.headers.link]).toEqual([
    30,
    `<${github.apiUrl}/repos/elm/infra/issues/1/comments?page=2>; rel="next", <${github.apiUrl}/repos/elm/infra/issues/1/comments?page=2>; rel="last"`,
  ]);
  const all = await client.paginate(client.rest.issues.listComments, {
    ...REPOSITORY,
    issue_number: 1,
    per_page: 10,
  });
  expect(all.map((comment) => comment.body)).toEqual(
    Array.from({ length: 35 }, (_, index) => `comment ${index}`),
  );
});

test("a comment is updated in place and deleted", async () => {
  const { issues } = octokit();
  const made = await issues.createComment({ ...REPOSITORY, issue_number: 1, body: "first" });
  await issues.updateComment({ ...REPOSITORY, comment_id: made.data.id, body: "second" });
  expect((await issues.getComment({ ...REPOSITORY, comment_id: made.data.id })).data.body).toBe("second");
  await issues.deleteComment({ ...REPOSITORY, comment_id: made.data.id });
  expect((await failure(issues.getComment({ ...REPOSITORY, comment_id: made.data.id })))?.status).toBe(404);
});

test("a comment of 65,536 characters is taken, one more is refused in GitHub's words", async () => {
  const { issues } = octokit();
  const made = await issues.createComment({ ...REPOSITORY, issue_number: 1, body: "é".repeat(65_536) });
  expect(made.status).toBe(201);
  const refused = await failure(
    issues.createComment({ ...REPOSITORY, issue_number: 1, body: "x".repeat(65_537) }),
  );
  const reason = { resource: "IssueComment", field: "data", code: "unprocessable" };
  expect(refused).toMatchObject({
    status: 422,
    data: {
      message: "Validation Failed",
      errors: [{ ...reason, message: "Body is too long (maximum is 65536 characters)" }],
      documentation_url: "https://docs.github.com/rest/issues/comments#create-an-issue-comment",
    },
  });
});

test("a status says so when its description is longer than 140 characters, and the newest of a context counts", async () => {
  const { repos } = octokit();
  const status = { ...REPOSITORY, sha: head, context: "plan" };
  const refused = await failure(
    repos.createCommitStatus({ ...status, state: "success", description: "x".repeat(141) }),
  );
  expect(refused?.data).toMatchObject({
    errors: [
      { resource: "Status", code: "custom", message: "description is too long (maximum is 140 characters)" },
    ],
  });
  await repos.createCommitStatus({ ...status, state: "pending" });
  await repos.createCommitStatus({
    ...status,
    state: "success",
    description: "1 to add",
    target_url: github.url,
  });
  const combined = (await repos.getCombinedStatusForRef({ ...REPOSITORY, ref: "topic" })).data;
  expect([combined.state, combined.total_count, combined.statuses[0]?.description]).toEqual([
    "success",
    1,
    "1 to add",
  ]);
});

test("a token that may only read cannot write, an unknown one cannot do anything", async () => {
  const comment = { ...REPOSITORY, issue_number: 1, body: "no" };
  const reader = await failure(octokit(github.readerToken).issues.createComment(comment));
  expect(reader).toMatchObject({ status: 403, data: { message: "Resource not accessible by integration" } });
  const unknown = await failure(octokit("ghs_unknown").issues.createComment(comment));
  expect(unknown).toMatchObject({ status: 401, data: { message: "Bad credentials" } });
});

test("a request that GitHub's description does not allow is refused with the field's name", async () => {
  const response = await fetch(`${github.apiUrl}/repos/elm/infra/statuses/${head}`, {
    method: "POST",
    headers: { authorization: `Bearer ${github.token}` },
    body: JSON.stringify({ state: "fine" }),
  });
  expect([response.status, ((await response.json()) as { errors: object[] }).errors]).toMatchObject([
    422,
    [{ field: "state", code: "invalid" }],
  ]);
});

test("faults come when they are ordered: rate limit, secondary limit, server error, a broken connection", async () => {
  const get = () => failure(octokit().repos.get(REPOSITORY));
  github.addFault({ kind: "rate-limit", operation: "repos/get" });
  expect(await get()).toMatchObject({ status: 403, headers: { "x-ratelimit-remaining": "0" } });
  github.addFault({ kind: "secondary", retryAfter: 2 });
  expect(await get()).toMatchObject({ status: 403, headers: { "retry-after": "2" } });
  github.addFault({ kind: "status", status: 502 });
  expect((await get())?.status).toBe(502);
  await fetch(`${github.url}/_stand-in/faults`, { method: "POST", body: JSON.stringify({ kind: "drop" }) });
  await expect(fetch(`${github.apiUrl}/repos/elm/infra`)).rejects.toThrow("fetch failed");
  expect(await get()).toBeUndefined();
});

test("an answer that did not change is 304, and every answer shows the budget", async () => {
  const headers = { authorization: `Bearer ${github.token}` };
  const first = await fetch(`${github.apiUrl}/repos/elm/infra/pulls/1/files`, { headers });
  const etag = first.headers.get("etag") ?? "";
  const second = await fetch(`${github.apiUrl}/repos/elm/infra/pulls/1/files`, {
    headers: { ...headers, "if-none-match": etag },
  });
  expect([second.status, second.headers.get("x-ratelimit-limit")]).toEqual([304, "5000"]);
});

test("a pull request is found by its commits, and its files carry their patches", async () => {
  const { pulls, repos } = octokit();
  const found = await repos.listPullRequestsAssociatedWithCommit({ ...REPOSITORY, commit_sha: head });
  expect(found.data.map(({ number }) => number)).toEqual([1]);
  const files = (await pulls.listFiles({ ...REPOSITORY, pull_number: 1 })).data;
  expect(files.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
    ["b.txt", "added", "@@ -0,0 +1 @@\n+new"],
    ["src/a.txt", "modified", "@@ -1 +1 @@\n-one\n+two"],
  ]);
  const { data } = await pulls.get({ ...REPOSITORY, pull_number: 1 });
  expect([data.mergeable, data.head.sha, data.base.ref, data.changed_files]).toEqual([true, head, "main", 2]);
});

test("labels, checks, deployments, refs, contents and the user answer as GitHub describes", async () => {
  const { issues, checks, repos, git, users, rateLimit, actions } = octokit();
  await issues.addLabels({ ...REPOSITORY, issue_number: 1, labels: ["plan"] });
  expect((await issues.get({ ...REPOSITORY, issue_number: 1 })).data.labels).toMatchObject([
    { name: "plan" },
  ]);
  await issues.removeLabel({ ...REPOSITORY, issue_number: 1, name: "plan" });
  const check = await checks.create({ ...REPOSITORY, name: "stack", head_sha: head, conclusion: "success" });
  await checks.update({
    ...REPOSITORY,
    check_run_id: check.data.id,
    output: { title: "fine", summary: "all" },
  });
  expect((await checks.listForRef({ ...REPOSITORY, ref: head })).data.total_count).toBe(1);
  const deployment = await repos.createDeployment({ ...REPOSITORY, ref: "main", environment: "staging" });
  const id = (deployment.data as { id: number }).id;
  await repos.createDeploymentStatus({
    ...REPOSITORY,
    deployment_id: id,
    state: "success",
    description: "up",
  });
  expect((await repos.listDeploymentStatuses({ ...REPOSITORY, deployment_id: id })).data[0]?.state).toBe(
    "success",
  );
  expect((await git.getRef({ ...REPOSITORY, ref: "heads/topic" })).data.object.sha).toBe(head);
  const readme = (await repos.getContent({ ...REPOSITORY, path: "README.md" })).data as { content: string };
  expect(Buffer.from(readme.content, "base64").toString()).toBe("# Infra\n");
  expect((await users.getAuthenticated()).data.login).toBe("elm-maintainer");
  expect((await rateLimit.get()).data.rate.limit).toBe(5000);
  expect((await actions.listWorkflowRunsForRepo(REPOSITORY)).data.total_count).toBe(0);
  expect((await repos.getCommit({ ...REPOSITORY, ref: "topic" })).data.files?.length).toBe(2);
  expect((await repos.listDeployments(REPOSITORY)).data.length).toBe(1);
  expect((await repos.getBranch({ ...REPOSITORY, branch: "main" })).data.name).toBe("main");
});

test.each(["merge", "squash", "rebase"] as const)("merges by %s", async (method) => {
  const branch = `by-${method}`;
  await push(github, sample.folder, { branch, files: { [`${method}.txt`]: "x\n" } });
  const { number } = await github.openPullRequest({ branch, title: `By ${method}` });
  const merged = await octokit().pulls.merge({ ...REPOSITORY, pull_number: number, merge_method: method });
  const commit = (await octokit().repos.getCommit({ ...REPOSITORY, ref: "main" })).data;
  expect([commit.sha, commit.parents.length]).toEqual([merged.data.sha, method === "merge" ? 2 : 1]);
  const again = await failure(octokit().pulls.merge({ ...REPOSITORY, pull_number: number }));
  expect(again).toMatchObject({ status: 405, data: { message: "Pull Request is not mergeable" } });
});

test("pushing needs a token that may write", async () => {
  const url = github.cloneUrl.replace("://", `://x:${github.readerToken}@`);
  const { git } = await import("./sample.ts");
  await expect(git(sample.folder, "push", "--quiet", url, "HEAD:refs/heads/forbidden")).rejects.toThrow(
    "403",
  );
});
