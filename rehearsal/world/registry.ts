import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../src/lib/errors/errors.ts";
import type { Shell } from "../../src/lib/shell/command.ts";
import type { Certificates } from "./certificates.ts";
import { type Daemon, startDaemon } from "./daemon.ts";

/** A real registry with TLS and a password. */
export interface RegistryOptions {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly certificates: Certificates;
  readonly username: string;
  readonly password: string;
}

/** Starts the distribution registry on `host:port`, for one user. */
export async function startRegistry(shell: Shell, options: RegistryOptions): Promise<Daemon> {
  const file = (name: string) => join(options.folder, name);
  await mkdir(file("registry"), { recursive: true });
  const { stdout } = await shell.run({
    program: "htpasswd",
    args: ["-niB", options.username],
    input: `${options.password}\n`,
  });
  await writeFile(file("htpasswd"), stdout, { mode: 0o600 });
  const config = {
    version: 0.1,
    log: { level: "warn" },
    storage: { filesystem: { rootdirectory: file("registry") }, delete: { enabled: true } },
    http: {
      addr: `${options.host}:${options.port}`,
      tls: { certificate: options.certificates.certificate, key: options.certificates.key },
    },
    auth: { htpasswd: { realm: "rehearsal", path: file("htpasswd") } },
  };
  // YAML is a superset of JSON: the registry reads this file as its configuration.
  await writeFile(file("registry.yml"), JSON.stringify(config));
  return startDaemon({
    name: "the registry",
    program: "docker-registry",
    args: ["serve", file("registry.yml")],
    log: file("registry.log"),
    host: options.host,
    port: options.port,
  });
}

/** The folder that makes an engine trust the authority of a registry (docs.docker.com, "Verify repository client with certificates"). */
export function trustFolder(registry: string): string {
  return join("/etc/docker/certs.d", registry);
}

/** Makes this machine's engine trust the registry's certificate; undone by removing `trustFolder`. */
export async function trustRegistry(registry: string, authority: string): Promise<void> {
  const target = join(trustFolder(registry), "ca.crt");
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, authority);
  } catch (cause) {
    throw new UserError(
      `cannot write ${target}, which lets the engine trust the rehearsal's registry: run as root`,
      {
        cause,
      },
    );
  }
}
