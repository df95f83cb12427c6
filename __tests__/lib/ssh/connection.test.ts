import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";
import {
  closeConnection,
  explainSocket,
  forwardSocket,
  openConnection,
  runRemote,
} from "../../../src/lib/ssh/connection.ts";
import { closeIdentity, type Identity, openIdentity } from "../../../src/lib/ssh/identity.ts";
import { freePort, makeKey, type Sshd, startSshd } from "../../support/sshd/sshd.ts";

const shell = createShell(new AbortController().signal, () => {});
let sshd: Sshd;

beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.close());

const target = (change: object = {}) => ({
  user: sshd.user,
  host: "127.0.0.1",
  port: sshd.port,
  limit: 2,
  ...change,
});

async function withIdentity<T>(
  work: (identity: Identity) => Promise<T>,
  change: { privateKey?: string; knownHosts?: string } = {},
): Promise<T> {
  const identity = await openIdentity(shell, {
    privateKey: new Secret(change.privateKey ?? sshd.privateKey),
    knownHosts: change.knownHosts ?? sshd.knownHosts,
  });
  try {
    return await work(identity);
  } finally {
    await closeIdentity(identity);
  }
}

function ping(socketPath: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: "/_ping" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once("error", reject);
    call.end();
  });
}

test("a connection runs commands and forwards the engine's socket, and leaves nothing", async () => {
  const seen = await withIdentity(async (identity) => {
    const connection = await openConnection(shell, identity, target());
    expect((await runRemote(connection, "echo here")).stdout).toBe("here\n");
    const local = await forwardSocket(connection, "/var/run/docker.sock");
    expect(await ping(local)).toBe(200);
    expect(statSync(identity.directory).mode & 0o777).toBe(0o700);
    expect(statSync(local).mode & 0o077).toBe(0);
    const files = readdirSync(identity.directory).filter((name) =>
      statSync(`${identity.directory}/${name}`).isFile(),
    );
    for (const name of files) {
      expect(readFileSync(`${identity.directory}/${name}`, "utf8")).not.toContain("PRIVATE KEY");
    }
    // The master holds its socket as long as the connection is open.
    expect(existsSync(connection.control)).toBe(true);
    return { identity, master: (await runRemote(connection, "echo $PPID")).stdout };
  });
  expect(existsSync(seen.identity.directory)).toBe(false);
  expect(isRunning(seen.identity.agentPid)).toBe(false);
});

test("one login serves every command and socket", async () => {
  const before = sshd.log().split("Accepted publickey").length;
  await withIdentity(async (identity) => {
    const connection = await openConnection(shell, identity, target());
    for (let i = 0; i < 3; i += 1) await runRemote(connection, "true");
    await ping(await forwardSocket(connection, "/var/run/docker.sock"));
    await closeConnection(connection);
    // The master holds its socket as long as the connection is open.
    expect(existsSync(connection.control)).toBe(false);
  });
  expect(sshd.log().split("Accepted publickey").length).toBe(before + 1);
});

test("a host that is not in known-hosts is named as known_hosts would", async () => {
  const knownHosts = sshd.knownHosts.replace("127.0.0.1", "127.0.0.9");
  await withIdentity(
    async (identity) => {
      await expect(openConnection(shell, identity, target())).rejects.toThrow(
        `${sshd.user}@127.0.0.1:${sshd.port} is not in known-hosts (looked for "[127.0.0.1]:${sshd.port}"): add its line, for example from Terraform's output known_hosts`,
      );
    },
    { knownHosts },
  );
});

test("another host key than the known one ends the connection at once", async () => {
  const other = makeKey(sshd.directory, "other-host").publicKey;
  const knownHosts = `[127.0.0.1]:${sshd.port} ${other}`;
  await withIdentity(
    async (identity) => {
      const started = performance.now();
      await expect(openConnection(shell, identity, target({ limit: 30 }))).rejects.toThrow(
        /shows another host key than known-hosts has for it \(it shows SHA256:[\w+/]+\): if the machine was replaced/,
      );
      expect(performance.now() - started).toBeLessThan(5000);
    },
    { knownHosts },
  );
});

test("a key the host does not accept is said so, with the user", async () => {
  const { privateKey } = makeKey(sshd.directory, "stranger");
  await withIdentity(
    async (identity) => {
      await expect(openConnection(shell, identity, target())).rejects.toThrow(
        `refused the key for user "${sshd.user}" (it accepts publickey): put the public half of private-key into that user's authorized_keys`,
      );
    },
    { privateKey },
  );
});

test("a host where nothing listens is tried for connect-timeout and named", async () => {
  const port = await freePort();
  await withIdentity(async (identity) => {
    await expect(openConnection(shell, identity, target({ port }))).rejects.toThrow(
      `nothing listens at ${sshd.user}@127.0.0.1:${port} (connection refused): check host, port and that sshd runs; tried for 2 s`,
    );
  });
});

test("a host that starts late is connected to as soon as it answers", async () => {
  const port = await freePort();
  let late: Promise<Sshd> | undefined;
  const timer = setTimeout(() => {
    late = startSshd({ port });
  }, 1500);
  await withIdentity(async (identity) => {
    // The late server has a host key of its own: reaching the comparison is the proof that it was reached.
    await expect(openConnection(shell, identity, target({ port, limit: 20 }))).rejects.toThrow(
      "is not in known-hosts",
    );
  });
  clearTimeout(timer);
  (await late)?.close();
});

test("a host that accepts and says nothing ends at the limit", async () => {
  const silent: Server = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", () => resolve()));
  const address = silent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await withIdentity(async (identity) => {
    await expect(openConnection(shell, identity, target({ port }))).rejects.toThrow(/tried for 2 s$/);
  });
  silent.close();
});

test("an engine socket that is missing is explained", async () => {
  await withIdentity(async (identity) => {
    const connection = await openConnection(shell, identity, target());
    const local = await forwardSocket(connection, "/var/run/no-engine.sock");
    await expect(ping(local)).rejects.toThrow();
    expect(await explainSocket(connection, "/var/run/no-engine.sock")).toBe(
      "/var/run/no-engine.sock does not exist on 127.0.0.1: is the engine installed and running there?",
    );
  });
});

test("a server that forbids forwarding sockets is explained", async () => {
  const strict = await startSshd({ lines: ["AllowStreamLocalForwarding no"] });
  try {
    await withIdentity(
      async (identity) => {
        const connection = await openConnection(shell, identity, target({ port: strict.port }));
        const local = await forwardSocket(connection, "/var/run/docker.sock");
        await expect(ping(local)).rejects.toThrow();
        expect(await explainSocket(connection, "/var/run/docker.sock")).toContain(
          "or sshd_config forbids it (AllowStreamLocalForwarding, DisableForwarding)",
        );
      },
      { privateKey: strict.privateKey, knownHosts: strict.knownHosts },
    );
  } finally {
    strict.close();
  }
});

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
