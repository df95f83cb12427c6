import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Keys, an authority and the ssh client of a test, in a folder of its own. */
export interface Host {
  readonly publicKey: string;
  readonly caCertificate: string;
  /** A cloud-config that installs the host key that `ssh` insists on. */
  readonly userData: string;
  ssh(address: string, script: string): Promise<string>;
  close(): Promise<void>;
}

/** Makes what a test needs to log in with a checked host key. */
export async function makeHost(): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), "droplets-"));
  const file = (name: string) => join(folder, name);
  for (const name of ["user", "host"]) {
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file(name)]);
  }
  const subject = ["-subj", "/CN=Authority of a test", "-days", "2"];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file("ca.key")];
  await run("openssl", ["req", "-x509", ...key, ...subject, "-out", file("ca.crt")]);
  const ed25519_public = (await readFile(file("host.pub"), "utf8")).trim();
  const keys = { ed25519_private: await readFile(file("host"), "utf8"), ed25519_public };
  return {
    publicKey: (await readFile(file("user.pub"), "utf8")).trim(),
    caCertificate: file("ca.crt"),
    userData: `#cloud-config\n${JSON.stringify({ ssh_keys: keys })}\n`,
    ssh: async (address, script) => {
      await writeFile(file(`known-${address}`), `${address} ${ed25519_public}\n`);
      const trust = [
        "-o",
        `UserKnownHostsFile=${file(`known-${address}`)}`,
        "-o",
        "StrictHostKeyChecking=yes",
      ];
      const login = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=3", "-i", file("user")];
      const { stdout } = await run("ssh", [...trust, ...login, `root@${address}`, script], {
        timeout: 60_000,
      });
      return stdout.trim();
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether a TCP port answers, is refused, or says nothing for 1.5 s. */
export function knock(host: string, port: number): Promise<"open" | "refused" | "silent"> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1500 });
    const end = (answer: "open" | "refused" | "silent") => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => end("open"));
    socket.on("timeout", () => end("silent"));
    socket.on("error", () => end("refused"));
  });
}
