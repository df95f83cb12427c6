import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { UserError } from "../../src/lib/errors/errors.ts";
import { waitFor } from "../../src/lib/wait/wait.ts";

/** A server of the world that is a process of its own. */
export interface DaemonOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** File that takes its output. */
  readonly log: string;
  readonly host: string;
  readonly port: number;
}

/** A running server; `stop` ends it and waits for that. */
export interface Daemon {
  stop(): Promise<void>;
}

/**
 * Starts a server in a process group of its own (so that Ctrl-C reaches only the rehearsal, which then stops things in
 * order) and waits until its port answers.
 *
 * @throws UserError with the end of its log when it ends or does not answer within 20 s
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const log = openSync(options.log, "a");
  const child = spawn(options.program, options.args, {
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const given = new AbortController();
  const failure = new Promise<never>((_, reject) => {
    child.once("error", (cause) => reject(new UserError(`${options.name} does not start`, { cause })));
    child.once("exit", async (code) => {
      const text = await readFile(options.log, "utf8").catch(() => "");
      reject(
        new UserError(
          `${options.name} ended with code ${code}: ${text.trim().split("\n").slice(-3).join(" | ")}`,
        ),
      );
    });
  });
  failure.catch(() => {});
  const up = waitFor(
    {
      what: `${options.name} on ${options.host}:${options.port}`,
      limit: 20,
      every: 0.05,
      signal: given.signal,
    },
    async () => (await answers(options.host, options.port)) || undefined,
  );
  up.catch(() => {});
  await Promise.race([up, failure]).finally(() => given.abort());
  return { stop: () => stop(child) };
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  process.kill(-child.pid, "SIGTERM");
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), 5000);
  await ended;
  clearTimeout(timer);
}
