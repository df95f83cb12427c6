import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { createActRunner, type RunRequest, type RunResult } from "../../../rehearsal/runner/index.ts";
import { git, repositoryWith } from "../github/sample.ts";

const WORKFLOW = ".github/workflows/w.yml";

/** Runs a workflow of a repository of its own; act clones it by its path. */
async function run(steps: string, more: Partial<RunRequest> = {}, environment: Record<string, string> = {}) {
  const jobs = steps.startsWith("jobs:")
    ? steps
    : `jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  const sample = await repositoryWith({ [WORKFLOW]: `name: w\non: push\n${jobs}` });
  const folder = join(tmpdir(), `elm-act-${process.pid}`);
  const [serverUrl, repository] = [
    dirname(dirname(sample.folder)),
    sample.folder.split("/").slice(-2).join("/"),
  ];
  const request: RunRequest = {
    ...{ event: "push", workflow: WORKFLOW, payload: {}, sha: await git(sample.folder, "rev-parse", "HEAD") },
    ...{
      ref: "refs/heads/main",
      repository,
      serverUrl,
      apiUrl: "http://127.0.0.1:1/api/v3",
      token: "ghs_t0ken",
    },
    ...{ secrets: {}, variables: {}, actor: "ann", runId: 7, runNumber: 3, ...more },
  };
  try {
    const result = await createActRunner({ folder, environment, cancelLimit: 20 }).run(request);
    return { ...result, left: await readdir(folder) };
  } finally {
    await sample.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const steps = (result: RunResult) =>
  result.jobs.flatMap((job) => job.steps.map((step) => [step.name, step.conclusion]));

test("secrets with lines, quotes and dollar signs reach a step as they are and never its log", async () => {
  const secret = 'begin\nsecond "line" $HOME ${x}\n';
  const code = Buffer.from(secret).toString("base64");
  const script = `      - env: { KEY: "\${{ secrets.KEY }}" }\n        run: printf %s "$KEY" | base64 -w0 | rev; printf %s "$KEY"\n`;
  const result = await run(script, { secrets: { KEY: secret } });
  expect(result.log.split("\n").map((line) => line.replace("one: ", ""))).toEqual([
    `${[...code].reverse().join("")}***`,
    "***",
  ]);
});

test("names the steps as GitHub does and tells what failed, what was skipped and what ran all the same", async () => {
  const result = await run(
    "      - uses: actions/checkout@v4\n      - name: Breaks\n        run: exit 3\n      - run: echo never\n" +
      "      - if: always()\n        run: echo the end ${{ job.status }}\n",
  );
  expect([result.conclusion, steps(result)]).toEqual([
    "failure",
    [
      ["Run actions/checkout@v4", "success"],
      ["Breaks", "failure"],
      ["Run echo never", "skipped"],
      ["Run echo the end ${{ job.status }}", "success"],
    ],
  ]);
  expect(result.log).toContain("one: the end failure");
});

test("gives steps the machine's variables and a home of their own, and leaves no file behind", async () => {
  const result = await run(
    '      - run: echo "$DIGITALOCEAN_API_URL|$RUNNER_NAME|$GITHUB_REPOSITORY_OWNER|$GITHUB_RUN_NUMBER"; echo x > "$HOME/litter"\n',
    {},
    { DIGITALOCEAN_API_URL: "http://127.0.0.1:2" },
  );
  expect(result.log).toMatch(/^one: http:\/\/127\.0\.0\.1:2\|rehearsal\|[^|]+\|3$/);
  expect(result.left).toEqual([]);
});

test("a workflow that act does not understand fails with act's reason", async () => {
  const result = await run("jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps: [{ nonsense: 1 }]\n");
  expect([result.conclusion, /Unknown Property nonsense/.test(result.log)]).toEqual(["failure", true]);
});

test("a cancelled run ends its processes, also those that left their group", async () => {
  const abort = new AbortController();
  const script =
    "      - run: setsid sleep 4711 & echo started; sleep 4711\n      - if: cancelled()\n        run: echo after\n";
  const onLine = (line: string) => void (line === "one: started" && setTimeout(() => abort.abort(), 200));
  const result = await run(script, { signal: abort.signal, onLine });
  expect([result.conclusion, result.left]).toEqual(["cancelled", []]);
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const { readFile } = await import("node:fs/promises");
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  expect(lines.filter((line) => line === "sleep\u00004711\0")).toEqual([]);
});
