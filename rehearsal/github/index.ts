import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { createShell } from "../../src/lib/shell/shell.ts";
import { waitFor } from "../../src/lib/wait/wait.ts";
import type { Runner } from "../runner/index.ts";
import { createApi, type Logged } from "./api-server.ts";
import { type Fault, Faults } from "./faults.ts";
import { isGit, serveGit } from "./git-http.ts";
import { createContract } from "./openapi/contract.ts";
import { loadExtract } from "./openapi/extract.ts";
import { servePages } from "./pages/index.ts";
import { type MergeMethod, mergePull, openPull } from "./pulls.ts";
import { Repository } from "./repository.ts";
import { createHooks } from "./runs/events.ts";
import { Queue } from "./runs/queue.ts";
import { serveStandIn } from "./stand-in.ts";
import type { Comment, Deployment, PullRequest, Run, Status } from "./state/model.ts";
import { isPull, World } from "./state/world.ts";

export type { Comment, Deployment, PullRequest, Run, Status } from "./state/model.ts";

export interface GitHubOptions {
  readonly owner: string;
  readonly repo: string;
  /** A git repository (path) whose commit becomes `main`. */
  readonly seed: string;
  /** Branch, tag or commit of the seed; HEAD by default. */
  readonly seedRef?: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly runner: Runner;
  readonly log: (line: string) => void;
  /** Where the repository's temporary folder is made; the system's temporary folder by default. */
  readonly folder?: string;
  /** Port of 127.0.0.1; a free one by default. */
  readonly port?: number;
}

/** The stand-in for GitHub, running. */
export interface GitHub {
  /** Home page, also GITHUB_SERVER_URL. */
  readonly url: string;
  readonly apiUrl: string;
  /** For git; pushing needs `token` as the password of any user. */
  readonly cloneUrl: string;
  /** A person's token that may do everything. */
  readonly token: string;
  /** A person's token that may only read. */
  readonly readerToken: string;
  readonly requests: readonly Logged[];
  /** Answers that GitHub's description does not allow; must stay empty. */
  readonly violations: readonly string[];
  openPullRequest(wish: {
    branch: string;
    title: string;
    body?: string;
    base?: string;
    fork?: string;
  }): Promise<PullRequest>;
  mergePullRequest(number: number, method?: MergeMethod): Promise<string>;
  /** Starts a workflow by the name of its file, such as `deploy.yml`. */
  dispatch(workflow: string, inputs?: Record<string, string>, ref?: string): Promise<Run>;
  /**
   * Waits until all runs of a commit (head of a pull request or commit of a branch), or of the given ids, have ended.
   *
   * @param limit seconds
   */
  waitForRuns(which: string | readonly number[], limit: number): Promise<Run[]>;
  cancelRun(id: number): void;
  pullRequest(number: number): PullRequest;
  comments(number: number): readonly Comment[];
  statuses(sha: string): readonly Status[];
  deployments(): readonly Deployment[];
  runs(): readonly Run[];
  addFault(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts the stand-in for GitHub on 127.0.0.1 with one repository. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), "elm-github-"));
  const shell = createShell(new AbortController().signal, () => {});
  try {
    const git = await seedRepository(shell, folder, options);
    return await start(options, { git, folder });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function seedRepository(shell: Shell, folder: string, options: GitHubOptions): Promise<Repository> {
  const path = join(folder, "repository.git");
  await shell.run({
    program: "git",
    args: ["init", "--quiet", "--bare", "--initial-branch=main", path],
    limit: 60,
  });
  const git = new Repository(shell, path);
  await git.git([
    "fetch",
    "--quiet",
    "--no-tags",
    "--",
    options.seed,
    `${options.seedRef ?? "HEAD"}:refs/heads/main`,
  ]);
  await git.git(["config", "http.receivepack", "true"]);
  // The whole history of `refs/pull` is for fetching, as on GitHub.
  await git.git(["config", "uploadpack.allowAnySHA1InWant", "true"]);
  return git;
}

async function start(options: GitHubOptions, place: { git: Repository; folder: string }): Promise<GitHub> {
  const faults = new Faults();
  const contract = createContract(await loadExtract());
  const never = () => Promise.reject(new Error("not started"));
  const world = new World(
    { owner: options.owner, name: options.repo, git: place.git, log: options.log },
    { pullRequest: never, push: never, dispatch: never },
  );
  const queue = new Queue(world, options.runner);
  world.hooks = createHooks(world, () => queue, options);
  const api = createApi(world, contract, faults);
  const server = createServer((request, response) => {
    void route(world, { api, faults }, request, response).catch((error: unknown) => {
      options.log(`GitHub stand-in: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    await queue.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(place.folder, { recursive: true, force: true });
  };
  return surface(world, { queue, faults, requests: api.requests, violations: api.violations, close });
}

async function route(
  world: World,
  parts: Parameters<typeof serveStandIn>[1],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", world.url).pathname;
  if (path.startsWith("/api/v3")) await parts.api.serve(request, response);
  else if (path.startsWith("/_stand-in/")) await serveStandIn(world, parts, request, response);
  else if (isGit(path)) await serveGit(world, request, response);
  else await servePages(world, request, response);
}

interface Inside {
  readonly queue: Queue;
  readonly faults: Faults;
  readonly requests: readonly Logged[];
  readonly violations: readonly string[];
  close(): Promise<void>;
}

function surface(world: World, inside: Inside): GitHub {
  const maintainer = world.user("elm-maintainer");
  const pullRequest = (number: number) => {
    const issue = world.issue(number);
    if (!isPull(issue)) throw new Error(`there is no pull request #${number}`);
    return issue;
  };
  return {
    ...{ url: world.url, apiUrl: world.apiUrl, cloneUrl: `${world.url}/${world.fullName}.git` },
    token: world.tokens.issue({ user: maintainer, permissions: "all" }).value,
    readerToken: world.tokens.issue({ user: world.user("reader"), permissions: {} }).value,
    ...{ requests: inside.requests, violations: inside.violations, close: inside.close, pullRequest },
    openPullRequest: ({ body, base, fork, ...wish }) => {
      const user = fork === undefined ? maintainer : world.user(fork);
      return openPull(world, {
        ...wish,
        body: body ?? null,
        base: base ?? world.mainBranch,
        user,
        ...(fork === undefined ? {} : { fork }),
      });
    },
    mergePullRequest: (number, method = "merge") =>
      mergePull(world, pullRequest(number), { method, actor: maintainer }),
    dispatch: (workflow, inputs = {}, ref = world.mainBranch) =>
      world.hooks.dispatch(
        workflow.includes("/") ? workflow : `.github/workflows/${workflow}`,
        { ref, inputs },
        maintainer,
      ),
    waitForRuns: (which, limit) => waitForRuns(world, which, limit),
    cancelRun: (id) => world.runs.find((run) => run.id === id)?.abort.abort(),
    comments: (number) => world.comments.filter((comment) => comment.issue === number),
    statuses: (sha) => world.statuses.filter((status) => status.sha === sha),
    deployments: () => world.deployments,
    runs: () => world.runs,
    addFault: (fault) => inside.faults.add(fault),
  };
}

function waitForRuns(world: World, which: string | readonly number[], limit: number): Promise<Run[]> {
  const wanted = () =>
    world.runs.filter((run) =>
      typeof which === "string" ? run.headSha === which || run.sha === which : which.includes(run.id),
    );
  const state = () =>
    wanted()
      .map((run) => `${run.name} #${run.number} ${run.status}`)
      .join(", ");
  return waitFor(
    { what: `workflow runs of ${typeof which === "string" ? which : which.join(", ")}`, limit, every: 0.1 },
    () => (wanted().length > 0 && wanted().every((run) => run.status === "completed") ? wanted() : undefined),
    state,
  );
}
