import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";

/** A real S3 server on a folder. */
export interface StorageOptions {
  readonly folder: string;
  readonly port: number;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Buckets that exist from the start, as the operators made them once by hand. */
  readonly buckets: readonly string[];
}

/** Starts versitygw, which keeps objects as files and honours `If-None-Match`, as Terraform's lock file needs it. */
export async function startStorage(options: StorageOptions): Promise<Daemon> {
  const data = join(options.folder, "s3");
  for (const bucket of options.buckets) await mkdir(join(data, bucket), { recursive: true });
  return startDaemon({
    name: "the S3 server",
    program: "versitygw",
    args: ["--port", `127.0.0.1:${options.port}`, "posix", data],
    env: { ROOT_ACCESS_KEY: options.accessKey, ROOT_SECRET_KEY: options.secretKey },
    log: join(options.folder, "s3.log"),
    host: "127.0.0.1",
    port: options.port,
  });
}
