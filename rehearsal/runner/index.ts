import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createShell } from "../../src/lib/shell/shell.ts";
import { freePort } from "../port.ts";
import { type ActFiles, actArguments, actEnvironment, type LocalActions } from "./act.ts";
import { readArtifacts } from "./artifacts.ts";
import { canceller } from "./canceller.ts";
import { Journal } from "./journal.ts";
import { createMasker } from "./masker.ts";
import { planJobs } from "./plan.ts";
import { killOrphans } from "./processes.ts";
import type { Runner, RunRequest, RunResult } from "./request.ts";
import { cloneAt, createWorkspace, secretFile, type Workspace } from "./workspace.ts";

export type { Annotation, Conclusion, Job, Runner, RunRequest, RunResult, Step } from "./request.ts";

/** The runner machine. */
export interface RunnerOptions {
  /** The act program: a name on PATH or a path. */
  readonly act?: string;
  /** Where the folder of each run is made; the system's temporary folder by default. Keep it short: sockets lie below. */
  readonly folder?: string;
  /** Added to the environment of this process, of which what belongs to a runner or to its user is left out. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Hears what the runner itself has to say, such as orphans that it had to kill. */
  readonly log?: (line: string) => void;
  readonly localActions?: LocalActions;
  /** Seconds that cleaning up (`if: always()`, post steps) may take after a cancel before act is killed; 60 by default. */
  readonly cancelLimit?: number;
  /** Seconds for a whole run, then it is cancelled; 3600 by default. */
  readonly limit?: number;
}

/**
 * A runner that executes workflows with act on this machine, without containers. Every file of a run lies in a
 * temporary folder that is removed in the end.
 *
 * @throws UserError when git or act are missing
 */
export function createActRunner(options: RunnerOptions = {}): Runner {
  return {
    run: async (request) => {
      const workspace = await createWorkspace(options.folder);
      const trackingId = `github_${randomUUID()}`;
      try {
        return await execute(request, options, { workspace, trackingId });
      } finally {
        const orphans = await killOrphans(trackingId);
        if (orphans > 0) options.log?.(`runner: killed ${orphans} processes that outlived their run`);
        await workspace.remove();
      }
    },
  };
}

interface Place {
  readonly workspace: Workspace;
  readonly trackingId: string;
}

async function execute(request: RunRequest, options: RunnerOptions, place: Place): Promise<RunResult> {
  const started = performance.now();
  const { workspace } = place;
  const masker = createMasker([...Object.values(request.secrets), request.token]);
  await cloneAt(
    createShell(new AbortController().signal, () => {}),
    workspace,
    request,
  );
  const plan = planJobs(await readFile(join(workspace.clone, request.workflow), "utf8"));
  const journal = new Journal(plan, masker, request.onLine ?? (() => {}));
  const outcome = await act(request, options, { ...place, journal });
  if (outcome.stderr !== "") journal.note(outcome.stderr);
  journal.close(outcome.cancelled);
  request.onJobs?.(journal.jobs);
  return {
    conclusion: outcome.cancelled ? "cancelled" : outcome.code === 0 ? "success" : "failure",
    jobs: journal.jobs,
    log: journal.lines.join("\n"),
    summary: journal.jobs.flatMap((job) => job.steps.map((step) => step.summary)).join(""),
    seconds: (performance.now() - started) / 1000,
    artifacts: await readArtifacts(workspace.artifacts),
  };
}

async function act(request: RunRequest, options: RunnerOptions, place: Place & { journal: Journal }) {
  const { workspace, trackingId, journal } = place;
  const machine = { ...inherited(process.env), ...options.environment };
  const files = await writeFiles(request, workspace, actEnvironment(request, trackingId, shadowed(machine)));
  const artifactPort = await freePort();
  await shareToolCache(workspace, machine.RUNNER_TOOL_CACHE);
  const where = { workspace, artifactPort, localActions: options.localActions ?? {} };
  const child = spawn(options.act ?? "act", actArguments(request, files, where), {
    cwd: workspace.root,
    env: { HOME: workspace.home, TMPDIR: workspace.temporary, ...machine },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit") as Promise<[number | null]>;
  const stop = canceller(request, options, { pid: () => child.pid ?? 0, trackingId });
  const stderr = Promise.all([
    eachLine(child.stdout, (line) => {
      if (journal.read(line)) request.onJobs?.(journal.jobs);
    }),
    complaints(child.stderr),
  ]);
  const [code] = await exited.finally(stop.release);
  // A step's orphan holds act's output open; without this the log would never end.
  await killOrphans(trackingId);
  const [, problems] = await stderr;
  return { code: code ?? 1, cancelled: stop.cancelled(), stderr: problems };
}

/** act always names `<its cache>/tool_cache` as RUNNER_TOOL_CACHE; a machine's lasting folder stands behind that. */
async function shareToolCache(workspace: Workspace, folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await symlink(folder, join(workspace.cache, "tool_cache"));
}

/**
 * What steps may see of the environment that the rehearsal itself was started with. It may run in a workflow: that
 * one's token, inputs and files are nobody's business. HOME is a new folder for each run, so caches stay out of it too.
 */
function inherited(environment: NodeJS.ProcessEnv): Record<string, string> {
  const foreign =
    /^(GITHUB_|ACTIONS_|RUNNER_|INPUT_|STATE_|XDG_|GIT_|ACT_|npm_)|^(HOME|TMPDIR|NODE_OPTIONS|CI|PWD|OLDPWD)$/;
  const kept = Object.entries(environment).filter(
    ([name, value]) => value !== undefined && !foreign.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Variables of the machine that act sets itself and must be told to leave. */
function shadowed(machine: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(machine).filter(([name]) => /^(RUNNER_|DOCKER_HOST$|ImageOS$)/.test(name)),
  );
}

async function writeFiles(request: RunRequest, workspace: Workspace, environment: object): Promise<ActFiles> {
  const write = (name: string, value: object) => secretFile(workspace, name, JSON.stringify(value));
  return {
    event: await write("event.json", request.payload),
    secrets: await write("secrets.yml", { ...request.secrets, GITHUB_TOKEN: request.token }),
    variables: await write("variables.yml", request.variables),
    environment: await write("environment.yml", environment),
    nothing: await write("nothing.yml", {}),
  };
}

async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", take);
  await once(lines, "close");
}

/** act's standard error without its JSON remarks: what it says when it cannot even start a job. */
async function complaints(stream: Readable): Promise<string> {
  const kept: string[] = [];
  await eachLine(stream, (line) => {
    if (!line.startsWith("{")) kept.push(line);
  });
  return kept.join("\n");
}
