import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "../../rehearsal/cache.ts";
import { freePort } from "../../rehearsal/port.ts";

/** A real S3 server (versitygw, from script/bootstrap) on 127.0.0.1 with one bucket. */
export class S3Server {
  readonly bucket = "state";
  readonly folder = mkdtempSync(join(tmpdir(), "s3-test-"));
  #process: ChildProcess | undefined;
  #url = "";

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    const program = join(cacheFolder(), "bin", "versitygw");
    if (!existsSync(program)) throw new Error(`${program} is missing: run script/bootstrap`);
    mkdirSync(join(server.folder, server.bucket));
    const port = await freePort();
    server.#url = `http://127.0.0.1:${port}`;
    const args = ["--port", `127.0.0.1:${port}`, "--region", "fra1", "posix", server.folder];
    const env = { ...process.env, ROOT_ACCESS_KEY: "test-access", ROOT_SECRET_KEY: "test-secret-key" };
    server.#process = spawn(program, args, { env, stdio: "ignore" });
    await server.#ready();
    return server;
  }

  /** What a client needs in its environment. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL_S3: this.#url,
      AWS_ACCESS_KEY_ID: "test-access",
      AWS_SECRET_ACCESS_KEY: "test-secret-key",
    };
  }

  /** Whether the bucket has an object. */
  has(key: string): boolean {
    return existsSync(join(this.folder, this.bucket, key));
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.#process?.once("exit", done));
    this.#process?.kill("SIGKILL");
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    for (let look = 0; look < 100; look++) {
      const answered = await fetch(this.#url).then(
        () => true,
        () => false,
      );
      if (answered) return;
      await sleep(100);
    }
    throw new Error("versitygw did not answer within 10 s");
  }
}
