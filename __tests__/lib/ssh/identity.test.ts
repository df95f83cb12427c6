import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";
import { closeIdentity, closeLeftovers, openIdentity, sshOptions } from "../../../src/lib/ssh/identity.ts";
import { makeKey } from "../../support/sshd/sshd.ts";

const shell = createShell(new AbortController().signal, () => {});
const knownHosts =
  "192.0.2.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleExample";
let directory: string;
let key: ReturnType<typeof makeKey>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "elm-identity-test-"));
  key = makeKey(directory, "key");
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("the agent holds exactly the given key, also when it came trimmed and with CRLF", async () => {
  const mangled = key.privateKey.trim().replaceAll("\n", "\r\n");
  const identity = await openIdentity(shell, { privateKey: new Secret(mangled), knownHosts });
  const listed = execFileSync("ssh-add", ["-L"], {
    env: { ...process.env, SSH_AUTH_SOCK: identity.authSock },
  });
  expect(listed.toString().split(" ").slice(0, 2)).toEqual(key.publicKey.split(" ").slice(0, 2));
  await closeIdentity(identity);
  expect(existsSync(identity.directory)).toBe(false);
  await closeIdentity(identity);
});

test("ssh reads our options and nothing of the user's", async () => {
  const identity = await openIdentity(shell, { privateKey: new Secret(key.privateKey), knownHosts });
  const shown = execFileSync("ssh", [
    ...sshOptions(identity, { ConnectTimeout: "5" }),
    "-G",
    "example",
  ]).toString();
  for (const line of [
    "stricthostkeychecking true",
    "batchmode yes",
    "connecttimeout 5",
    "identityfile none",
  ]) {
    expect(shown.split("\n")).toContain(line);
  }
  expect(shown).toContain(`userknownhostsfile ${identity.knownHostsFile}`);
  await closeIdentity(identity);
});

test("a text that is no key fails with what to give, and leaves no folder", async () => {
  const before = folders();
  await expect(openIdentity(shell, { privateKey: new Secret("not a key"), knownHosts })).rejects.toThrow(
    'private-key is not a private key that OpenSSH can read: give the whole file, from "-----BEGIN" to "-----END … KEY-----"',
  );
  expect(folders()).toEqual(before);
});

test("a key with a passphrase fails with what to do", async () => {
  const file = join(directory, "locked");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "open sesame", "-f", file]);
  const privateKey = new Secret(readFileSync(file, "utf8"));
  await expect(openIdentity(shell, { privateKey, knownHosts })).rejects.toThrow(
    "private-key is locked by a passphrase",
  );
});

test("empty known hosts fail before anything starts", async () => {
  const privateKey = new Secret(key.privateKey);
  await expect(openIdentity(shell, { privateKey, knownHosts: "\n# none\n" })).rejects.toThrow(
    "known-hosts is empty",
  );
});

test("post closes what main left open", async () => {
  const state = join(directory, "state");
  writeFileSync(state, "");
  process.env.GITHUB_STATE = state;
  const identity = await openIdentity(shell, { privateKey: new Secret(key.privateKey), knownHosts });
  delete process.env.GITHUB_STATE;
  const saved = readFileSync(state, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("[{"))
    .at(-1);
  expect(saved).toBe(JSON.stringify([{ directory: identity.directory, agentPid: identity.agentPid }]));
  process.env["STATE_ssh-identities"] = saved;
  await closeLeftovers();
  delete process.env["STATE_ssh-identities"];
  expect(existsSync(identity.directory)).toBe(false);
});

test("post ends an agent whose number main had no time to note", async () => {
  const folder = mkdtempSync(join(tmpdir(), "elm-identity-test-"));
  const told = execFileSync("ssh-agent", ["-s", "-a", join(folder, "agent")]).toString();
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(told)?.[1]);
  process.env["STATE_ssh-identities"] = JSON.stringify([{ directory: folder }]);
  await closeLeftovers();
  delete process.env["STATE_ssh-identities"];
  expect(existsSync(folder)).toBe(false);
  await sleep(200);
  const words = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
  expect(words).toBe("");
});

function folders(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^elm-\w{6}$/.test(name));
}
