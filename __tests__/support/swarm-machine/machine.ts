import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeKey } from "../sshd/sshd.ts";

/** A swarm of one node: a container with an engine and sshd of its own. */
export interface SwarmMachine {
  readonly host: string;
  readonly port: number;
  readonly privateKey: string;
  readonly knownHosts: string;
  /** Runs a program on the machine; gives its output. */
  run(...command: string[]): string;
  /** Runs a program on the machine with standard input. */
  pipe(input: string | Buffer, ...command: string[]): string;
  /** `docker` on the machine. */
  docker(...args: string[]): string;
  close(): void;
}

const IMAGE = "elm-infra/swarm-machine";
const PIPES: ["pipe", "pipe", "pipe"] = ["pipe", "pipe", "pipe"];
/** Services of tests: busybox and nothing else, so that no registry is needed. */
const BUSYBOX = "elm-infra/busybox";
const DEADLINE = 60;

const BUSYBOX_FILE = `FROM ${IMAGE} AS debian
RUN apt-get update && apt-get install -y --no-install-recommends busybox-static && mkdir -p /root/fs/bin /root/fs/tmp \\
 && cp /usr/bin/busybox /root/fs/bin/ && for name in sh sleep cat echo true false test nc; do ln -s busybox /root/fs/bin/$name; done
FROM scratch
COPY --from=debian /root/fs /
`;

/** Starts a machine, makes it a swarm (unless told not to) and gives it the image `busybox:test`. */
export async function startSwarmMachine(options: { swarm?: boolean } = {}): Promise<SwarmMachine> {
  buildImages();
  const directory = mkdtempSync(join(tmpdir(), "elm-machine-"));
  const { privateKey, publicKey } = makeKey(directory, "user");
  rmSync(directory, { recursive: true, force: true });
  const id = host(
    "run",
    "--detach",
    "--label",
    "elm-infra.test",
    ...capabilities(),
    "--env",
    `AUTHORIZED_KEY=${publicKey}`,
    IMAGE,
  );
  const run = (...command: string[]) => host("exec", id, ...command);
  const pipe = (input: string | Buffer, ...command: string[]) =>
    execFileSync("docker", ["exec", "--interactive", id, ...command], {
      input,
      encoding: "utf8",
      stdio: PIPES,
    }).trim();
  const close = () => void host("rm", "--force", "--volumes", id);
  try {
    await until("the engine of the machine", () => run("docker", "info", "--format", "{{.ID}}"));
    const hostKey = await until("sshd of the machine", () => run("cat", "/etc/ssh/ssh_host_ed25519_key.pub"));
    const address = host("inspect", "--format", "{{.NetworkSettings.IPAddress}}", id);
    pipe(saveImage(BUSYBOX), "docker", "load");
    run("docker", "tag", BUSYBOX, "busybox:test");
    if (options.swarm !== false) run("docker", "swarm", "init", "--advertise-addr", address);
    const knownHosts = `${address} ${hostKey.split(" ").slice(0, 2).join(" ")}`;
    return {
      host: address,
      port: 22,
      privateKey,
      knownHosts,
      run,
      pipe,
      docker: (...args) => run("docker", ...args),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Every capability but the one that some machines lack; an engine in an engine also wants the host's control groups
 * where they are of version 1.
 */
function capabilities(): string[] {
  const options = ["seccomp=unconfined", "apparmor=unconfined", "systempaths=unconfined"];
  const cgroups =
    host("info", "--format", "{{.CgroupVersion}}") === "1"
      ? ["--cgroupns=host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"]
      : [];
  return [
    ...["--cap-add", "ALL", "--cap-drop", "SYS_RESOURCE"],
    ...options.flatMap((option) => ["--security-opt", option]),
    ...["--tmpfs", "/run", "--tmpfs", "/tmp", "--volume", "/var/lib/docker"],
    ...cgroups,
  ];
}

/** Builds both images; a second time costs a look into the engine's cache. */
function buildImages(): void {
  host("build", "--quiet", "--network", "host", "--tag", IMAGE, "__tests__/support/swarm-machine");
  const directory = mkdtempSync(join(tmpdir(), "elm-busybox-"));
  writeFileSync(join(directory, "Dockerfile"), BUSYBOX_FILE);
  host("build", "--quiet", "--network", "host", "--tag", BUSYBOX, directory);
  rmSync(directory, { recursive: true, force: true });
}

/** An image of the host's engine as a file. */
export function saveImage(image: string): Buffer {
  return execFileSync("docker", ["save", image], { maxBuffer: 1e9 });
}

function host(...args: string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

async function until(what: string, look: () => string): Promise<string> {
  const end = Date.now() + DEADLINE * 1000;
  for (;;) {
    try {
      return look();
    } catch (error) {
      if (Date.now() > end) throw new Error(`waited ${DEADLINE} s for ${what}`, { cause: error });
      await sleep(200);
    }
  }
}
