import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { cacheFolder } from "../../rehearsal/cache.ts";

/** A real registry with TLS and a password, for one test file. */
export interface TestRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
  /** Its certificate, which is its own authority. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts a registry on a port of its own; its data is in a folder that `close` removes. */
export async function startRegistry(): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "registry-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const name = ["-subj", "/CN=registry of a test", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...name, ...files],
    {
      stdio: "ignore",
    },
  );
  const [username, password] = ["elm", "pass word:with-colon"];
  const line = execFileSync("htpasswd", ["-niB", username], { input: password });
  await writeFile(join(folder, "htpasswd"), line);
  const config = {
    version: "0.1",
    log: { level: "info" },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
    http: { addr: "127.0.0.1:0", tls: { certificate, key } },
    auth: { htpasswd: { realm: "test", path: join(folder, "htpasswd") } },
  };
  await writeFile(join(folder, "config.yml"), JSON.stringify(config));
  const child = spawn(program(), ["serve", join(folder, "config.yml")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const host = await listening(child);
  const close = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { host, username, password, certificate, close };
}

function program(): string {
  const cache = cacheFolder();
  const cached = join(cache, "bin", "docker-registry");
  return existsSync(cached) ? cached : "docker-registry";
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`the registry ended:\n${said.join("\n")}`)));
    if (child.stderr === null) return reject(new Error("no standard error"));
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      const host = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (host !== undefined) resolve(host);
    });
  });
}
