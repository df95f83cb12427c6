import { getOctokit } from "@actions/github";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type GitHub, startGitHub } from "../../../rehearsal/github/index.ts";
import { createActRunner } from "../../../rehearsal/runner/index.ts";
import { push, repositoryWith } from "./sample.ts";

const NOTE_ACTION = `
name: note
description: Leaves a note on the pull request.
inputs: { token: { description: Token., default: "\${{ github.token }}" }, text: { description: Text., required: true } }
outputs: { comment: { description: Id of the comment. } }
runs: { using: node24, main: index.mjs, post: post.mjs }
`;

const NOTE_CODE = `
import { appendFileSync, readFileSync } from "node:fs";
const { pull_request: pull } = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const url = process.env.GITHUB_API_URL + "/repos/" + process.env.GITHUB_REPOSITORY + "/issues/" + pull.number + "/comments";
const headers = { authorization: "Bearer " + process.env.INPUT_TOKEN };
const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ body: process.env.INPUT_TEXT }) });
const comment = await answer.json();
if (!answer.ok) { console.log("::error title=Comment::" + comment.message); process.exit(1); }
appendFileSync(process.env.GITHUB_OUTPUT, "comment=" + comment.id + "\\n");
appendFileSync(process.env.GITHUB_STEP_SUMMARY, "### Noted on #" + pull.number + "\\n");
console.log("::warning file=a.txt,line=2,title=Careful::this is old");
`;

/** What @actions/artifact does: create, put one block, commit the list of blocks, finalise. */
const UPLOAD = `
const { ACTIONS_RESULTS_URL: base, ACTIONS_RUNTIME_TOKEN: token } = process.env;
const [, run, job] = JSON.parse(Buffer.from(token.split(".")[1], "base64url")).scp.split(":");
const ids = { workflow_run_backend_id: run, workflow_job_run_backend_id: job, name: "sealed-plan" };
const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
const call = async (method, body) => {
  const url = base + "twirp/github.actions.results.api.v1.ArtifactService/" + method;
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
};
const { signedUploadUrl: url } = await call("CreateArtifact", { ...ids, version: 4 });
await fetch(url + "&comp=block&blockid=MDAw", { method: "PUT", body: "the bytes of a zip" });
await fetch(url + "&comp=blocklist", { method: "PUT", body: "<BlockList><Latest>MDAw</Latest></BlockList>" });
await call("FinalizeArtifact", { ...ids, size: "18" });
`;

const PLAN = `
name: plan
on: { pull_request: { branches: [main], paths: ["src/**"] } }
permissions: { contents: read, pull-requests: write }
jobs:
  plan:
    name: Plan of everything
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
      - { id: note, uses: ./actions/note, with: { text: "**Planned** \${{ vars.COLOUR }}" } }
      - run: echo "commit $(git rev-parse HEAD) of $GITHUB_SHA, head \${{ github.event.pull_request.head.sha }}, key [\${{ secrets.KEY }}]"
`;

const DEPLOY = `
name: deploy
on: { push: { branches: [main] } }
jobs:
  build:
    runs-on: ubuntu-latest
    outputs: { tag: "\${{ steps.tag.outputs.tag }}" }
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
      - run: node upload.mjs
      - { id: tag, run: 'echo "tag=$(cat src/a.txt)" >> "$GITHUB_OUTPUT"' }
  deploy:
    needs: build
    environment: production
    runs-on: ubuntu-latest
    steps: [{ run: 'echo "Deployed \${{ needs.build.outputs.tag }}" >> "$GITHUB_STEP_SUMMARY"' }]
`;

const PLAYBOOK = `
name: playbook
on: { workflow_dispatch: { inputs: { name: { required: true }, dry-run: { type: boolean, default: true } } } }
concurrency: playbook
jobs:
  run:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ inputs.name }} dry \${{ inputs.dry-run }}"; [ "\${{ inputs.name }}" != broken ]
      - if: inputs.name == 'endless'
        run: |
          trap 'echo tidied up; sleep 0.5; exit 130' INT
          for second in $(seq 600); do sleep 0.1; done
`;

let github: GitHub;
let sample: Awaited<ReturnType<typeof repositoryWith>>;
const log: string[] = [];

beforeAll(async () => {
  sample = await repositoryWith({
    "src/a.txt": "one\n",
    "actions/note/action.yml": NOTE_ACTION,
    "actions/note/index.mjs": NOTE_CODE,
    "actions/note/post.mjs": 'console.log("post step ran");\n',
    "upload.mjs": UPLOAD,
    ".github/workflows/plan.yml": PLAN,
    ".github/workflows/deploy.yml": DEPLOY,
    ".github/workflows/playbook.yml": PLAYBOOK,
  });
  github = await startGitHub({
    ...{
      owner: "elm",
      repo: "infra",
      seed: sample.folder,
      secrets: { KEY: "s3cr3t-value" },
      variables: { COLOUR: "blue" },
    },
    ...{ runner: createActRunner(), log: (line: string) => void log.push(line) },
  });
});

afterAll(async () => {
  await github.close();
  await sample.remove();
  expect(github.violations).toEqual([]);
});

const text = async (path: string) => (await fetch(`${github.url}${path}`)).text();

test("a pull request runs its workflow on the merge commit: comment, summary, annotation, masked log, page", async () => {
  const head = await push(github, sample.folder, { branch: "topic", files: { "src/a.txt": "two\n" } });
  const { pull } = await github.openPullRequest({ branch: "topic", title: "Paint it" });
  const [run] = await github.waitForRuns(head, 110);
  expect([run?.conclusion, github.comments(1).map(({ body, user }) => [body, user.login])]).toEqual([
    "success",
    [["**Planned** blue", "github-actions[bot]"]],
  ]);
  expect(run?.log).toContain(
    `Plan of everything: commit ${pull.mergeSha} of ${pull.mergeSha}, head ${head}, key [***]`,
  );
  expect(run?.log).toContain("Plan of everything: post step ran");
  const page = await text(`/elm/infra/pull/1`);
  expect(page).toContain("<strong>Planned</strong> blue");
  expect(page).toContain("plan / Plan of everything");
  const runPage = await text(`/elm/infra/actions/runs/${run?.id}`);
  expect(runPage).toContain("Noted on #1");
  expect(runPage).toContain("this is old");
  expect(log.join("\n")).not.toContain("s3cr3t-value");
});

test("a merge runs two jobs, the second with the first one's output, and records the deployment", async () => {
  const sha = await github.mergePullRequest(1);
  const [run] = await github.waitForRuns(sha, 110);
  expect([run?.name, run?.conclusion]).toEqual(["deploy", "success"]);
  expect(run?.jobs.map((job) => job.steps.map(({ summary }) => summary).join(""))).toEqual([
    "",
    "Deployed two\n",
  ]);
  expect(
    github.deployments().map((each) => [each.environment, each.sha, each.statuses.at(-1)?.state]),
  ).toEqual([["production", sha, "success"]]);
});

test("an artifact that a run uploaded is found by its name and downloaded later", async () => {
  const { rest } = getOctokit(github.token, { baseUrl: github.apiUrl });
  const repository = { owner: "elm", repo: "infra" };
  const { data } = await rest.actions.listArtifactsForRepo({ ...repository, name: "sealed-plan" });
  const artifact_id = data.artifacts[0]?.id ?? 0;
  const zip = await rest.actions.downloadArtifact({ ...repository, artifact_id, archive_format: "zip" });
  expect([data.total_count, Buffer.from(zip.data as ArrayBuffer).toString()]).toEqual([
    1,
    "the bytes of a zip",
  ]);
});

test("a dispatch fills in the defaults of its inputs; a failing step makes the run red", async () => {
  const good = await github.dispatch("playbook.yml", { name: "status" });
  const bad = await github.dispatch("playbook.yml", { name: "broken" });
  const runs = await github.waitForRuns([good.id, bad.id], 110);
  expect(runs.map((run) => run.conclusion)).toEqual(["success", "failure"]);
  expect(good.log).toContain("run: status dry true");
  await expect(github.dispatch("playbook.yml", {})).rejects.toThrow("Required input 'name' not provided");
});

test("cancelling interrupts the step, lets it tidy up, and drops the run that waits in the same group", async () => {
  const endless = await github.dispatch("playbook.yml", { name: "endless" });
  const waiting = await github.dispatch("playbook.yml", { name: "status" });
  while (!endless.log.includes("run: endless dry true"))
    await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(waiting.status).toBe("queued");
  github.cancelRun(waiting.id);
  github.cancelRun(endless.id);
  const runs = await github.waitForRuns([endless.id, waiting.id], 110);
  expect(runs.map((run) => run.conclusion)).toEqual(["cancelled", "cancelled"]);
  expect(endless.log).toContain("run: tidied up");
});

test("a fork's pull request gets no secrets and a token that cannot write", async () => {
  const head = await push(github, sample.folder, { branch: "fork-head", files: { "src/b.txt": "three\n" } });
  const { git } = await import("./sample.ts");
  const url = github.cloneUrl.replace("://", `://x:${github.token}@`);
  await git(sample.folder, "push", "--quiet", url, "HEAD:refs/forks/stranger/patch-1");
  const { number } = await github.openPullRequest({
    branch: "patch-1",
    title: "From outside",
    fork: "stranger",
  });
  const [run] = await github.waitForRuns(head, 110);
  expect([run?.conclusion, github.comments(number)]).toEqual(["failure", []]);
  expect(run?.log).toContain("Plan of everything: ##[error]Resource not accessible by integration");
});

test("a change outside the workflow's paths starts nothing", async () => {
  const before = github.runs().length;
  await push(github, sample.folder, { branch: "docs", files: { "docs/a.md": "x\n" } });
  const { pull } = await github.openPullRequest({ branch: "docs", title: "Only words" });
  expect([pull.mergeSha === null, github.runs().length]).toEqual([false, before]);
});
