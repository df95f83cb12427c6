import { type FileHandle, open, readFile } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { type Command, CommandFailed, type Result, type Shell } from "../shell/command.ts";

/** Milliseconds between two looks at the file. */
const EVERY = 100;
// "$0" is the file, "$@" the command. The shell is gone once the command runs.
const INTO_FILE = 'exec "$@" >"$0" 2>"$0.error"';

/**
 * Runs a command whose output goes to a file that is followed line by line.
 *
 * A runner that cancels kills this process after ten seconds. A command that writes to its pipe is then killed by
 * SIGPIPE; one that writes to a file lives, ends its calls, and releases its lock.
 *
 * @param file in a private folder; `<file>.error` takes standard error
 */
export async function runFollowed(shell: Shell, command: Command, file: string): Promise<Result> {
  await (await open(file, "w", 0o600)).close();
  const handle = await open(file, "r");
  const lines = new Lines((line) => command.onLine?.(line, false));
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = reading.then(() => drain(handle, lines));
  }, EVERY);
  try {
    const args = ["-c", INTO_FILE, file, command.program, ...command.args];
    return await shell.run({ ...command, program: "sh", args });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const stderr = await readFile(`${file}.error`, "utf8").catch(() => "");
    throw new CommandFailed(command, { ...error.result, stderr });
  } finally {
    clearInterval(timer);
    await reading;
    await drain(handle, lines);
    await handle.close();
    lines.end();
    const errors = await readFile(`${file}.error`, "utf8").catch(() => "");
    for (const line of errors.split("\n")) if (line !== "") command.onLine?.(line, true);
  }
}

/** Hands over what was written since the last time. */
async function drain(handle: FileHandle, lines: Lines): Promise<void> {
  const buffer = Buffer.alloc(65_536);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    lines.write(buffer.subarray(0, bytesRead));
  }
}

/** Cuts bytes into lines, wherever they were cut before. */
class Lines {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(bytes: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(bytes)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line);
  }

  end(): void {
    if (this.#rest !== "") this.#onLine(this.#rest);
    this.#rest = "";
  }
}
