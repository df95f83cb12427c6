import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What a spawned action left behind, as the runner would see it. */
export interface ActionRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly state: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** How to spawn it. `inputs` become `INPUT_*`; `state` is what `main` saved, for `post`. */
export interface ActionCall {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly phase?: "main" | "post";
  readonly state?: Readonly<Record<string, string>>;
  /** Called with the process once it runs, to interrupt it. */
  readonly started?: (child: {
    pid: number;
    stdout: () => string;
    kill(signal: NodeJS.Signals): void;
  }) => void;
}

/** Runs the built entry of an action as a runner does: a process, `INPUT_*` in, files out. */
export async function runAction(name: string, call: ActionCall = {}): Promise<ActionRun> {
  const folder = await mkdtemp(join(tmpdir(), "action-"));
  const files = ["OUTPUT", "STATE", "ENV", "PATH", "STEP_SUMMARY"] as const;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    RUNNER_TEMP: folder,
    RUNNER_TOOL_CACHE: join(folder, "tools"),
  };
  for (const name of Object.keys(env))
    if (/^(GITHUB_|INPUT_|STATE_|NODE_OPTIONS$)/.test(name)) delete env[name];
  for (const file of files) {
    const path = join(folder, file);
    await writeFile(path, "");
    env[`GITHUB_${file}`] = path;
  }
  for (const [key, value] of Object.entries(call.inputs ?? {})) env[inputName(key)] = value;
  for (const [key, value] of Object.entries(call.state ?? {})) env[`STATE_${key}`] = value;
  try {
    const entry = resolve("actions", name, call.phase === "post" ? "post.mjs" : "index.mjs");
    const { exitCode, stdout } = await spawned(entry, { ...env, ...call.env }, call);
    const read = async (file: (typeof files)[number]) => readFile(join(folder, file), "utf8");
    return {
      exitCode,
      stdout,
      outputs: parseCommands(await read("OUTPUT")),
      summary: await read("STEP_SUMMARY"),
      state: parseCommands(await read("STATE")),
      environment: parseCommands(await read("ENV")),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inputName(input: string): string {
  return `INPUT_${input.replaceAll(" ", "_").toUpperCase()}`;
}

function spawned(entry: string, env: NodeJS.ProcessEnv, call: ActionCall) {
  return new Promise<{ exitCode: number; stdout: string }>((done, fail) => {
    const child = spawn(process.execPath, [entry], { env, cwd: call.cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        stdout += text;
      });
    }
    child.once("error", fail);
    child.once("close", (code, signal) => done({ exitCode: code ?? (signal === null ? 1 : 128), stdout }));
    const { pid } = child;
    if (pid !== undefined)
      call.started?.({ pid, stdout: () => stdout, kill: (signal) => child.kill(signal) });
  });
}

/** Reads the `name<<delimiter` form in which @actions/core writes outputs, state and environment. */
function parseCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const match of text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n?\2$/gm)) {
    const [, name = "", , value = ""] = match;
    values[name] = value;
  }
  return values;
}
