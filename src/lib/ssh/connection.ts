import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors/errors.ts";
import type { Shell } from "../shell/command.ts";
import { waitFor } from "../wait/wait.ts";
import { at, explainFailure, type Target } from "./failure.ts";
import { type Identity, sshOptions } from "./identity.ts";

/** One authenticated SSH connection that commands and forwarded sockets share. */
export interface Connection {
  readonly identity: Identity;
  readonly target: Target;
  /** The control socket of the master process. */
  readonly control: string;
  readonly shell: Shell;
}

/** How long to try, and what ends it early. */
export interface ConnectOptions {
  /** Seconds to go on when the host refuses or does not answer, as a machine that boots does; 60 by default. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

let count = 0;

/**
 * Connects, or says in one sentence why not. Only what a booting machine shows (refused, no answer, closed before the
 * login) is tried again; a wrong key or host key fails at once.
 */
export async function openConnection(
  shell: Shell,
  identity: Identity,
  target: Target & ConnectOptions,
): Promise<Connection> {
  count += 1;
  const control = join(identity.directory, `c${count}`);
  const connection = { identity, target, control, shell };
  const limit = target.limit ?? 60;
  const end = performance.now() + limit * 1000;
  let passing = "";
  const attempt = async (): Promise<Connection | undefined> => {
    const left = Math.ceil((end - performance.now()) / 1000);
    const log = await connect(connection, Math.min(10, Math.max(1, left)));
    if (log === undefined) return connection;
    const failure = explainFailure(target, log);
    if (!failure.passing) throw new UserError(failure.message);
    passing = failure.message;
    if (performance.now() >= end) throw new UserError(`${passing}; tried for ${limit} s`);
    return undefined;
  };
  const what = `an SSH connection to ${at(target)}`;
  return waitFor({ what, limit: limit + 15, ...signalOf(target) }, attempt, () => passing);
}

/** Ends the master process, and with it every forwarded socket. */
export async function closeConnection({ shell, identity, control }: Connection): Promise<void> {
  const args = [...sshOptions(identity), "-S", control, "-O", "exit", "--", "master"];
  await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 });
}

/**
 * Forwards a unix socket of the host to a socket in the identity's private folder. Whether something answers behind it
 * shows only at the first use; `explainSocket` then says why not.
 *
 * @param remotePath absolute path on the host, such as /var/run/docker.sock
 * @returns the local socket's path
 */
export async function forwardSocket(connection: Connection, remotePath: string): Promise<string> {
  const { shell, identity, control } = connection;
  count += 1;
  const local = join(identity.directory, `s${count}`);
  const args = [
    ...sshOptions(identity),
    "-S",
    control,
    "-O",
    "forward",
    "-L",
    `${local}:${remotePath}`,
    "--",
    "master",
  ];
  await shell.run({ program: "ssh", args, limit: 20 });
  return local;
}

/** Why nothing answers behind a forwarded socket, as one sentence; `undefined` when the host sees nothing wrong with it. */
export async function explainSocket(connection: Connection, path: string): Promise<string | undefined> {
  const { host, user } = connection.target;
  const quoted = `'${path.replaceAll("'", "'\\''")}'`;
  const script = `test -e ${quoted} || exit 41; test -S ${quoted} || exit 42; test -w ${quoted} || exit 43`;
  const { exitCode } = await runRemote(connection, script, [0, 41, 42, 43]);
  const log = await readLog(connection.control);
  if (exitCode === 41) return `${path} does not exist on ${host}: is the engine installed and running there?`;
  if (exitCode === 42) return `${path} on ${host} is not a socket`;
  if (exitCode === 43)
    return `user "${user}" may not use ${path} on ${host}: add the user to the group docker, or log in as root`;
  // sshd gives the same answer for a socket behind which nothing listens and for one that it may not forward.
  if (/open failed/.test(log)) {
    return `sshd on ${host} could not open ${path}: either the engine does not run (systemctl status docker), or sshd_config forbids it (AllowStreamLocalForwarding, DisableForwarding)`;
  }
  return undefined;
}

/** Runs shell text on the host over the open connection. Foreign words in it must be quoted by the caller. */
export async function runRemote(connection: Connection, script: string, accept = [0]) {
  const { shell, identity, control } = connection;
  const args = [...sshOptions(identity), "-S", control, "-T", "--", "master", script];
  return shell.run({ program: "ssh", args, accept, limit: 60 });
}

/** Starts the master in the background; gives ssh's log when that failed. */
async function connect(
  { shell, identity, control, target }: Connection,
  seconds: number,
): Promise<string | undefined> {
  const args = [
    ...sshOptions(identity, { ConnectTimeout: String(seconds), ControlPersist: "no" }),
    ...["-M", "-S", control, "-f", "-N", "-T", "-E", `${control}.log`],
    ...["-p", String(target.port), "-l", target.user],
  ];
  await rm(`${control}.log`, { force: true });
  const command = {
    program: "ssh",
    args: [...args, "--", target.host],
    accept: [0, 255],
    limit: seconds + 30,
  };
  const { exitCode } = await shell.run(command);
  return exitCode === 0 ? undefined : readLog(control);
}

async function readLog(control: string): Promise<string> {
  return readFile(`${control}.log`, "utf8").catch(() => "");
}

function signalOf({ signal }: ConnectOptions): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
