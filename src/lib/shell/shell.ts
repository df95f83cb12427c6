import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Cancelled, UserError } from "../errors/errors.ts";
import { Secret } from "../secret/secret.ts";
import { type Command, CommandFailed, type Result, type Shell } from "./command.ts";

/**
 * A shell whose processes lead their own process group. Cancelling (`signal`) interrupts the whole group, waits for it
 * and only then lets the story go on: `packer` and `terraform` ignore an interrupt that reaches the parent alone, and
 * leak machines and locks when they are killed.
 *
 * @param signal aborted when the job is cancelled
 * @param show where live and failing output goes, line by line
 */
export function createShell(signal: AbortSignal, show: (line: string) => void): Shell {
  return { run: (command) => run(command, signal, show) };
}

async function run(command: Command, signal: AbortSignal, show: (line: string) => void): Promise<Result> {
  if (signal.aborted) throw new Cancelled(command.program);
  const started = performance.now();
  const child = start(command);
  const output = collect(child, command, show);
  const stop = interruptible(child, command, signal);
  // Until its output has ended too: something that it started may hold the pipes, and is under the same limit.
  const all = async () => {
    const how = await ended(child, command);
    await output.done;
    await stop.sweep();
    return how;
  };
  const { code, why } = await all().finally(stop.release);
  const seconds = (performance.now() - started) / 1000;
  const result = { exitCode: code, stdout: output.stdout(), stderr: output.stderr(), seconds };
  if (signal.aborted) throw new Cancelled(command.program);
  if (stop.timedOut()) throw new CommandFailed(command, result, `not done within ${command.limit} s`);
  if ((command.accept ?? [0]).includes(code)) return result;
  if (command.log !== "live") for (const line of `${result.stdout}${result.stderr}`.split("\n")) show(line);
  throw new CommandFailed(command, result, why);
}

function start(command: Command): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(command.env ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value instanceof Secret ? value.reveal() : value;
  }
  const input = command.input instanceof Secret ? command.input.reveal() : command.input;
  const child = spawn(command.program, command.args, {
    env,
    cwd: command.cwd,
    detached: true,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  // A process that ends before it has read its input closes the pipe: its exit code tells more than EPIPE.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  return child;
}

function ended(child: ChildProcess, command: Command): Promise<{ code: number; why: string }> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") return reject(error);
      reject(
        new UserError(`${command.program} is not on PATH: install it, or add its folder to PATH`, {
          cause: error,
        }),
      );
    });
    child.once("exit", (code, name) => {
      resolve({ code: code ?? 128, why: name === null ? `exit code ${code}` : `ended by ${name}` });
    });
  });
}

function collect(child: ChildProcess, command: Command, show: (line: string) => void) {
  const texts = { stdout: "", stderr: "" };
  const read = (name: "stdout" | "stderr") =>
    new Promise<void>((resolve) => {
      const stream = child[name];
      if (stream === null) return resolve();
      stream.setEncoding("utf8");
      stream.on("data", (text: string) => {
        texts[name] += text;
      });
      const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
      lines.on("line", (line) => {
        command.onLine?.(line, name === "stderr");
        if (command.log === "live") show(line);
      });
      lines.once("close", resolve);
      // A stream that is destroyed closes without an end.
      stream.once("close", () => lines.close());
    });
  const done = Promise.all([read("stdout"), read("stderr")]);
  return { done, stdout: () => texts.stdout, stderr: () => texts.stderr };
}

/** Seconds that the rest of an interrupted group gets once its leader has ended. */
const REST = 2;

function interruptible(child: ChildProcess, command: Command, signal: AbortSignal) {
  let timedOut = false;
  let interrupted = false;
  const timers: NodeJS.Timeout[] = [];
  const interrupt = () => {
    interrupted = true;
    killGroup(child, "SIGINT");
    timers.push(setTimeout(() => end(child), (command.grace ?? 60) * 1000));
  };
  if (command.limit !== undefined) {
    timers.push(
      setTimeout(() => {
        timedOut = true;
        interrupt();
      }, command.limit * 1000),
    );
  }
  signal.addEventListener("abort", interrupt, { once: true });
  const release = () => {
    signal.removeEventListener("abort", interrupt);
    for (const timer of timers) clearTimeout(timer);
  };
  /** After an interrupt: nobody of the group outlives it, not even what ignores it, as background jobs of sh do. */
  const sweep = async () => {
    const until = performance.now() + REST * 1000;
    while (interrupted && killGroup(child, 0) && performance.now() < until) await sleep(20);
    if (interrupted) killGroup(child, "SIGKILL");
  };
  return { release, sweep, timedOut: () => timedOut };
}

/** Kills the group, and lets go of the pipes: a process that left the group may still hold them. */
function end(child: ChildProcess): void {
  killGroup(child, "SIGKILL");
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Signals the whole group (0 only asks); false when it is gone already. */
function killGroup(child: ChildProcess, name: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, name);
  } catch {
    return false;
  }
}
