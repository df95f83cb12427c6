import type { Secret } from "../secret/secret.ts";

/** A process to run, as a value: pure code builds it, the shell runs it. */
export interface Command {
  readonly program: string;
  /** Argument vector; never a shell text. Secrets do not belong here: other users of a machine see it. */
  readonly args: readonly string[];
  /** Added to the environment of this process; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | Secret | undefined>>;
  readonly cwd?: string;
  /** Written to standard input, which is then closed. Without it standard input is empty. */
  readonly input?: string | Secret;
  /** Exit codes that are not a failure; `[0]` by default. */
  readonly accept?: readonly number[];
  /** Limit in seconds; the process group is then interrupted and the command fails. None by default. */
  readonly limit?: number;
  /** Seconds between an interrupt and SIGKILL. Terraform needs time to release its lock. 60 by default. */
  readonly grace?: number;
  /** `live` shows each line in the log while it runs; `quiet` (default) shows the output only when it fails. */
  readonly log?: "live" | "quiet";
  /** Called for each line of standard output (and of standard error with `stderr` true) as it comes. */
  readonly onLine?: (line: string, stderr: boolean) => void;
}

/** What a finished process left. */
export interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** The machine's one door. Tests hand in a recorder. */
export interface Shell {
  run(command: Command): Promise<Result>;
}

/** The command as a person would type it, for messages. */
export function describe(command: Command): string {
  return [command.program, ...command.args].map(quote).join(" ");
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A process ended badly: one sentence with the command, the exit code and the last meaningful line. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  readonly command: Command;
  readonly result: Result;

  constructor(command: Command, result: Result, why = `exit code ${result.exitCode}`) {
    const last = lastLine(result.stderr) ?? lastLine(result.stdout);
    super(`${describe(command)} failed (${why})${last === undefined ? "" : `: ${last}`}`);
    this.command = command;
    this.result = result;
  }
}

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line))
    .at(-1);
}
