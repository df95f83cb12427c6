import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../rehearsal/cache.ts";
import type { Image } from "../../../src/lib/images/images.ts";
import { waitFor } from "../../../src/lib/wait/wait.ts";
import { type SwarmMachine, saveImage } from "./machine.ts";

/** A registry with a password on the machine itself: engines take 127.0.0.1 without TLS. */
export interface MachineRegistry {
  /** As in image names. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
  /** Pushes an image of the host's engine; afterwards the machine's engine has it no more and must pull. */
  push(image: string, path: string): Image;
}

const CONFIG = {
  version: "0.1",
  log: { level: "error" },
  storage: { filesystem: { rootdirectory: "/var/lib/registry" } },
  http: { addr: "127.0.0.1:5000" },
  auth: { htpasswd: { realm: "test", path: "/etc/registry-users" } },
};

export async function startMachineRegistry(machine: SwarmMachine): Promise<MachineRegistry> {
  const [registry, username, password] = ["127.0.0.1:5000", "elm", "pass word:with-colon"];
  const users = execFileSync("htpasswd", ["-niB", username], { input: password });
  const put = (content: string | Buffer, path: string) => machine.pipe(content, "sh", "-c", `cat > ${path}`);
  put(readFileSync(program()), "/usr/local/bin/registry");
  put(users, "/etc/registry-users");
  put(JSON.stringify(CONFIG), "/etc/registry.yml");
  machine.run(
    "sh",
    "-c",
    "chmod +x /usr/local/bin/registry; setsid registry serve /etc/registry.yml > /var/log/registry 2>&1 &",
  );
  const login = () =>
    machine.pipe(password, "docker", "login", "--username", username, "--password-stdin", registry);
  await waitFor({ what: "the machine's registry", limit: 20, every: 0.2 }, () => {
    try {
      return login();
    } catch {
      return undefined;
    }
  });
  const push = (image: string, path: string): Image => {
    const repository = `${registry}/${path}`;
    login();
    machine.pipe(saveImage(image), "docker", "load");
    machine.docker("tag", image, `${repository}:test`);
    machine.docker("push", "--quiet", `${repository}:test`);
    machine.docker("logout", registry);
    const digests = machine.docker("inspect", "--format", '{{join .RepoDigests " "}}', `${repository}:test`);
    machine.docker("rmi", image, `${repository}:test`);
    const digest =
      digests
        .split(" ")
        .find((one) => one.startsWith(`${repository}@`))
        ?.split("@")[1] ?? "";
    return { repository, tag: "test", digest, built: true, bytes: 1, seconds: 1 };
  };
  return { host: registry, username, password, push };
}

function program(): string {
  const cache = cacheFolder();
  const cached = join(cache, "bin", "docker-registry");
  return existsSync(cached)
    ? cached
    : execFileSync("sh", ["-c", "command -v docker-registry"], { encoding: "utf8" }).trim();
}
