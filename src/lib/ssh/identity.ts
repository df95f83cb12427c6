import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors/errors.ts";
import type { Secret } from "../secret/secret.ts";
import { CommandFailed, type Shell } from "../shell/command.ts";
import { createShell } from "../shell/shell.ts";
import { configuration } from "./configuration.ts";
import { forget, leftovers, remember } from "./state.ts";

/** Who we are to SSH servers, and which servers we believe: everything in one private folder. */
export interface Identity {
  /** Folder of mode 0700; its path is short, because a unix socket's path is limited to 104 bytes on some systems. */
  readonly directory: string;
  /** OpenSSH configuration with every option set: `ssh -F <configFile> host`, also read by a jump host's ssh. */
  readonly configFile: string;
  /** Socket of an agent of our own that holds the key. */
  readonly authSock: string;
  readonly knownHostsFile: string;
  readonly agentPid: number;
}

/** What an identity is made of. */
export interface IdentityOptions {
  /** An unencrypted private key as OpenSSH or PEM text. It goes to the agent by standard input, never into a file. */
  readonly privateKey: Secret;
  /** Lines of a known_hosts file. A host that is not in it is not talked to. */
  readonly knownHosts: string;
  /** Seconds until the agent forgets the key, should nothing close it before; 6 h, a hosted job's longest life, by default. */
  readonly lifetime?: number;
}

const JOB_LIMIT = 6 * 60 * 60;

/**
 * Starts an agent of our own with the key, and writes known_hosts and an OpenSSH configuration beside it.
 *
 * @throws UserError when the key cannot be used or no known host is given
 */
export async function openIdentity(shell: Shell, options: IdentityOptions): Promise<Identity> {
  checkKnownHosts(options.knownHosts);
  const directory = await mkdtemp(join(tmpdir(), "elm-"));
  const authSock = join(directory, "agent");
  remember({ directory });
  try {
    await chmod(directory, 0o700);
    const knownHostsFile = join(directory, "known_hosts");
    const configFile = join(directory, "config");
    await writeFile(knownHostsFile, `${options.knownHosts.trim()}\n`, { mode: 0o600 });
    await writeFile(configFile, configuration({ authSock, knownHostsFile }), { mode: 0o600 });
    const agentPid = await startAgent(shell, authSock);
    remember({ directory, agentPid });
    await addKey(shell, authSock, options);
    return { directory, configFile, authSock, knownHostsFile, agentPid };
  } catch (error) {
    await closeLeftovers(directory);
    throw error;
  }
}

/** Ends every connection made with the identity and its agent, and removes its folder. Works after a cancel, and twice. */
export async function closeIdentity(identity: Identity): Promise<void> {
  await close(identity.directory, identity.agentPid);
}

/**
 * Closes what an earlier phase of this action opened and did not close: for `post`, after a crash or a kill.
 *
 * @param only the folder of one identity; all by default
 */
export async function closeLeftovers(only?: string): Promise<void> {
  for (const { directory, agentPid } of leftovers()) {
    if (only === undefined || only === directory) await close(directory, agentPid);
  }
}

/**
 * Arguments for `ssh`, `scp`, `sftp` and (joined by spaces) Ansible's `ansible_ssh_common_args`. No configuration of
 * the user or the machine is read; every option of ours is in the named file.
 *
 * @param extra more options by name, as in ssh_config(5): `{ ConnectTimeout: "5" }`
 */
export function sshOptions(identity: Identity, extra: Readonly<Record<string, string>> = {}): string[] {
  const options = Object.entries(extra).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  return ["-F", identity.configFile, ...options];
}

function checkKnownHosts(text: string): void {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (lines.length === 0) {
    throw new UserError(
      "known-hosts is empty: give one line for each host, as in ~/.ssh/known_hosts; an unknown host is not talked to",
    );
  }
  const bad = lines.find((line) => line.trim().split(/\s+/).length < 3);
  if (bad !== undefined) {
    throw new UserError(`known-hosts takes "host key-type key" a line, got "${bad.slice(0, 80)}"`);
  }
}

async function startAgent(shell: Shell, authSock: string): Promise<number> {
  const { stdout } = await shell.run({ program: "ssh-agent", args: ["-s", "-a", authSock], limit: 20 });
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(stdout)?.[1]);
  if (!Number.isInteger(pid)) throw new Error(`ssh-agent did not tell its process id: ${stdout}`);
  return pid;
}

async function addKey(shell: Shell, authSock: string, options: IdentityOptions): Promise<void> {
  const lifetime = String(options.lifetime ?? JOB_LIMIT);
  try {
    await shell.run({
      program: "ssh-add",
      args: ["-q", "-t", lifetime, "-"],
      env: { SSH_AUTH_SOCK: authSock, SSH_ASKPASS_REQUIRE: "never", DISPLAY: undefined },
      // Inputs come trimmed and with CRLF from some web forms; OpenSSH wants LF and one at the end.
      input: `${options.privateKey.reveal().replaceAll("\r\n", "\n").trim()}\n`,
      limit: 20,
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new UserError(keyMistake(error.result.stderr), { cause: error });
  }
}

function keyMistake(stderr: string): string {
  if (/passphrase/i.test(stderr)) {
    return "private-key is locked by a passphrase: give a key without one (ssh-keygen -p -N '' -f <file>)";
  }
  return 'private-key is not a private key that OpenSSH can read: give the whole file, from "-----BEGIN" to "-----END … KEY-----"';
}

async function close(directory: string, agentPid: number | undefined): Promise<void> {
  const masters = (await readdir(directory).catch(() => [])).filter((name) => /^c\d+$/.test(name));
  // A shell of our own: the job's shell runs nothing more once the job is cancelled.
  const shell = createShell(new AbortController().signal, () => {});
  for (const name of masters) {
    const args = ["-F", join(directory, "config"), "-S", join(directory, name), "-O", "exit", "--", "master"];
    await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 }).catch(() => {});
  }
  const agent = agentPid ?? (await findAgent(directory));
  if (agent !== undefined) await endAgent(agent, directory);
  await rm(directory, { recursive: true, force: true });
  forget(directory);
}

/** The agent of a step that was cancelled before it had read its number. None where there is no /proc. */
async function findAgent(directory: string): Promise<number | undefined> {
  for (const id of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(id)) continue;
    const words = (await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words[0]?.endsWith("ssh-agent") && words.includes(join(directory, "agent"))) return Number(id);
  }
  return undefined;
}

/** Ends the agent, unless its number belongs to another process by now (a `post` may come hours later). */
async function endAgent(pid: number, directory: string): Promise<void> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (commandLine !== undefined && !commandLine.includes(directory)) return;
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    // It has ended already.
  }
}
