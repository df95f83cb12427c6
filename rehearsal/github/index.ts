import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { createShell } from "../../src/lib/shell/shell.ts";
import type { Runner } from "../runner/index.ts";
import { createApi } from "./api-server.ts";
import { Faults } from "./faults.ts";
import { isGit, serveGit } from "./git-http.ts";
import { createContract } from "./openapi/contract.ts";
import { loadExtract } from "./openapi/extract.ts";
import { servePages } from "./pages/index.ts";
import { Repository } from "./repository.ts";
import { createHooks } from "./runs/events.ts";
import { Queue } from "./runs/queue.ts";
import { serveStandIn } from "./stand-in.ts";
import { World } from "./state/world.ts";
import { type GitHub, surface } from "./surface.ts";

export type { Comment, Deployment, PullRequest, Run, Status } from "./state/model.ts";
export type { GitHub } from "./surface.ts";

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
