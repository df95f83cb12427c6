import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../rehearsal/port.ts";

export { freePort };

/** A real sshd of the test's own: own host key, own authorized key, unprivileged port on 127.0.0.1. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  readonly privateKey: string;
  /** The line of known_hosts that names this server. */
  readonly knownHosts: string;
  /** A folder that `close` removes. */
  readonly directory: string;
  /** What the server wrote so far. */
  log(): string;
  close(): void;
}

/** Makes a key pair without a passphrase; gives the private key's text and the public line. */
export function makeKey(
  directory: string,
  name: string,
): { file: string; privateKey: string; publicKey: string } {
  const file = join(directory, name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
  return {
    file,
    privateKey: readFileSync(file, "utf8"),
    publicKey: readFileSync(`${file}.pub`, "utf8").trim(),
  };
}

/** sshd insists on being started by its absolute path, and /usr/sbin is not on everybody's PATH. */
function program(): string {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/sbin"];
  const found = folders.map((folder) => join(folder, "sshd")).find((file) => existsSync(file));
  if (found === undefined) throw new Error("there is no sshd on this machine: install openssh-server");
  return found;
}

/**
 * Starts sshd and waits until it listens.
 *
 * @param options extra lines of sshd_config, or a port to use
 */
export async function startSshd(options: { lines?: string[]; port?: number } = {}): Promise<Sshd> {
  const directory = mkdtempSync(join(tmpdir(), "elm-sshd-"));
  const port = options.port ?? (await freePort());
  const host = makeKey(directory, "host");
  const user = makeKey(directory, "user");
  writeFileSync(join(directory, "authorized_keys"), `${user.publicKey}\n`, { mode: 0o600 });
  const config = [
    ...(options.lines ?? []),
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${host.file}`,
    `AuthorizedKeysFile ${directory}/authorized_keys`,
    `PidFile ${directory}/pid`,
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "PermitRootLogin yes",
  ];
  writeFileSync(join(directory, "sshd_config"), `${config.join("\n")}\n`);
  // Debian's sshd, started by root, wants this folder; systemd usually makes it.
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  let log = "";
  const child = spawn(program(), ["-D", "-e", "-f", join(directory, "sshd_config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("Server listening")) resolve();
    });
    child.once("exit", () => reject(new Error(`sshd did not start: ${log}`)));
  });
  const [type, key] = host.publicKey.split(" ");
  return {
    port,
    user: userInfo().username,
    privateKey: user.privateKey,
    knownHosts: `[127.0.0.1]:${port} ${type} ${key}`,
    directory,
    log: () => log,
    close: () => {
      child.kill("SIGTERM");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
