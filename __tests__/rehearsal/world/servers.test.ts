import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { freePort } from "../../../rehearsal/port.ts";
import { makeCertificates } from "../../../rehearsal/world/certificates.ts";
import { type Daemon, startDaemon } from "../../../rehearsal/world/daemon.ts";
import { startRegistry } from "../../../rehearsal/world/registry.ts";
import { startStorage } from "../../../rehearsal/world/storage.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";

const shell = createShell(new AbortController().signal, () => {});
const running: Daemon[] = [];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "servers-"));
});
afterAll(async () => {
  for (const daemon of running) await daemon.stop();
  await rm(folder, { recursive: true, force: true });
});

async function curl(...args: string[]): Promise<string> {
  const common = [
    "--silent",
    "--show-error",
    "--max-time",
    "10",
    "--output",
    "/dev/null",
    "--write-out",
    "%{http_code}",
  ];
  return (await shell.run({ program: "curl", args: [...common, ...args] })).stdout;
}

test("the registry asks for the password, over a certificate that the world's authority signed", async () => {
  const port = await freePort();
  const certificates = await makeCertificates(shell, folder, "127.0.0.1");
  const access = { username: "deploy", password: "correct-horse" };
  running.push(await startRegistry(shell, { folder, host: "127.0.0.1", port, certificates, ...access }));
  const url = `https://127.0.0.1:${port}/v2/`;
  const trusted = ["--cacert", certificates.authority];
  expect(await curl(...trusted, url)).toBe("401");
  expect(await curl(...trusted, "--user", "deploy:wrong", url)).toBe("401");
  expect(await curl(...trusted, "--user", "deploy:correct-horse", url)).toBe("200");
  await expect(curl(url)).rejects.toThrow("exit code 60");
});

test("the S3 server keeps objects and honours If-None-Match, as a lock file needs it", async () => {
  const port = await freePort();
  const keys = { accessKey: "rehearsal", secretKey: "s3-secret-key" };
  running.push(await startStorage({ folder, port, ...keys, buckets: ["state"] }));
  // The checksum header is part of every S3 signature; this curl does not add it by itself.
  const signed = [
    "--header",
    "x-amz-content-sha256: UNSIGNED-PAYLOAD",
    "--aws-sigv4",
    "aws:amz:us-east-1:s3",
    "--user",
    "rehearsal:s3-secret-key",
  ];
  const put = (...more: string[]) =>
    curl(
      ...signed,
      "--request",
      "PUT",
      "--data-binary",
      "lock",
      ...more,
      `http://127.0.0.1:${port}/state/lock`,
    );
  expect(await put("--header", "If-None-Match: *")).toBe("200");
  expect(await put("--header", "If-None-Match: *")).toBe("412");
  expect(await curl(`http://127.0.0.1:${port}/state/lock`)).toBe("403");
});

test("a server that ends at once is an error with its last words", async () => {
  const options = { name: "the S3 server", program: "sh", args: ["-c", "echo 'disk is full'; exit 7"] };
  const place = { log: join(folder, "ends.log"), host: "127.0.0.1", port: await freePort() };
  await expect(startDaemon({ ...options, ...place })).rejects.toThrow(
    "the S3 server ended with code 7: disk is full",
  );
});
