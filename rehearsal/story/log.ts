import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../cache.ts";

/** What the rehearsal says: the story on the terminal, everything in a file. */
export interface Log {
  readonly path: string;
  /** A line of the story. */
  tell(line: string): void;
  /** A line for the file, on the terminal only when asked for. */
  detail(line: string): void;
  /** The last lines of the file, for a failure. */
  tail(): string;
}

const TAIL = 60;

/** Opens the log of one rehearsal; it stays after it, in the cache folder. */
export async function openLog(verbose: boolean): Promise<Log> {
  const cache = cacheFolder();
  const folder = join(cache, "logs");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `rehearsal-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.log`);
  const file = createWriteStream(path, { mode: 0o600 });
  const last: string[] = [];
  const detail = (line: string) => {
    file.write(`${line}\n`);
    last.push(line);
    if (last.length > TAIL) last.shift();
    if (verbose) console.log(`      ${line}`);
  };
  const tell = (line: string) => {
    file.write(`${line}\n`);
    console.log(line);
  };
  return { path, tell, detail, tail: () => last.map((line) => `    ${line}`).join("\n") };
}
