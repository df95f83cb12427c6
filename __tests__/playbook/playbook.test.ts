import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { playbook, withTools } from "../support/fleet/fleet.ts";
import { freePort, makeKey, type Sshd, startSshd } from "../support/sshd/sshd.ts";

let directory: string;
let sshd: Sshd;
let temporary: string; // the action's TMPDIR, so that what it leaves behind is seen

const PLAY = `
- hosts: manager
  gather_facts: false
  tasks:
    - name: Write
      ansible.builtin.copy: {dest: "{{ folder }}/file", content: "{{ text }}\\n", mode: "0600"}
    - name: Hide
      ansible.builtin.copy: {dest: "{{ folder }}/hidden", content: "{{ text }}-hidden", mode: "0600"}
      no_log: true
    - name: Print a command to the runner
      ansible.builtin.debug: {msg: "::set-env name=X::y"}
    - ansible.builtin.set_stats: {data: {result: {answer: 42}}}
`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "playbook-"));
  temporary = join(directory, "t");
  mkdirSync(temporary);
  writeFileSync(join(directory, "write.yml"), PLAY);
  writeFileSync(
    join(directory, "fail.yml"),
    '- {hosts: all, gather_facts: false, tasks: [{name: Stop, ansible.builtin.fail: {msg: "not today"}}]}\n',
  );
  writeFileSync(
    join(directory, "ping.yml"),
    "- {hosts: all, gather_facts: false, tasks: [{name: Ping, ansible.builtin.ping: }]}\n",
  );
  writeFileSync(
    join(directory, "nobody.yml"),
    "- {hosts: worker, gather_facts: false, tasks: [{name: Ping, ansible.builtin.ping: }]}\n",
  );
  writeFileSync(
    join(directory, "wait.yml"),
    "- {hosts: all, gather_facts: false, tasks: [{name: Wait, ansible.builtin.raw: sleep 60}]}\n",
  );
  const python = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" });
  writeFileSync(join(directory, "ansible.cfg"), `[defaults]\ninterpreter_python = ${python}`);
  sshd = await startSshd();
});
afterAll(() => {
  sshd?.close();
  rmSync(directory, { recursive: true, force: true });
});

function fleet(known_hosts = sshd.knownHosts) {
  const node = { role: "manager", address: "127.0.0.1", private_address: "127.0.0.1" };
  return JSON.stringify({ user: sshd.user, nodes: { box: node }, known_hosts });
}

function play(
  name: string,
  more: Record<string, string> = {},
  env: Record<string, string> = {},
  cancelAt?: string,
) {
  const variables = `ansible_port=${sshd.port}\nfolder=${directory}\ntext=top=secret 7`;
  const inputs = { playbook: name, directory, fleet: fleet(), "private-key": sshd.privateKey, variables };
  return playbook({ ...inputs, ...more }, { TMPDIR: temporary, ...env }, cancelAt);
}

test("a playbook of somebody else is played, told as data, and leaves nothing behind", async () => {
  const run = await play("write");
  expect([run.exitCode, run.outputs.changed]).toEqual([0, "true"]);
  expect(JSON.parse(run.outputs.hosts ?? "")).toMatchObject({
    box: { changed: 2, failed: 0, unreachable: 0 },
  });
  expect(JSON.parse(run.outputs.result ?? "")).toEqual({ answer: 42 });
  expect(run.summary).toContain("+ top=secret 7");
  expect(`${run.stdout}${run.summary}`).not.toContain("7-hidden");
  expect(readdirSync(temporary).filter((name) => name.startsWith("elm-"))).toEqual([]);
});

test("what a machine prints is no command to the runner", async () => {
  const { stdout } = await play("write");
  const token = /^::stop-commands::(.+)$/m.exec(stdout)?.[1] ?? "none";
  const printed = stdout.indexOf("::set-env");
  expect([stdout.indexOf("::stop-commands") < printed, printed < stdout.indexOf(`::${token}::`)]).toEqual([
    true,
    true,
  ]);
});

test("the fleet may be read from Terraform's state", async () => {
  const root = join(directory, "root");
  mkdirSync(root);
  const value = JSON.stringify(JSON.parse(fleet()));
  writeFileSync(
    join(root, "main.tf"),
    `output "fleet" {\n  value = jsondecode(${JSON.stringify(value)})\n}\n`,
  );
  execFileSync("terraform", [`-chdir=${root}`, "apply", "-auto-approve"], { env: withTools() });
  const run = await play("ping", { fleet: "", "terraform-directory": root });
  expect([run.exitCode, JSON.parse(run.outputs.hosts ?? "")]).toMatchObject([0, { box: { ok: 1 } }]);
  const both = await play("ping", { "terraform-directory": root });
  expect(both.stdout).toContain("give fleet or terraform-directory, not both");
});

test("a failed task is one error with host, task and message", async () => {
  const run = await play("fail");
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(
    '::error::playbook fail failed on 1 host:%0A- box, task "Stop": not today%0APlaybooks are idempotent: repair it and run the same again.',
  );
  expect(JSON.parse(run.outputs.hosts ?? "")).toMatchObject({ box: { failed: 1 } });
});

test("a wrong host key is refused, and the error says so", async () => {
  const { publicKey } = makeKey(directory, "other-host");
  const [type, key] = publicKey.split(" ");
  const run = await play("ping", { fleet: fleet(`[127.0.0.1]:${sshd.port} ${type} ${key}`) });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toMatch(/box, task "Ping": .*shows another host key than known-hosts has for it/);
});

test("a wrong private key is refused, and the error says what to do", async () => {
  const { privateKey } = makeKey(directory, "other-user");
  const run = await play("ping", { "private-key": privateKey });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toMatch(
    /box, task "Ping": .*refused the key for user .*put the public half of private-key/,
  );
});

test("a machine that nobody can reach is named", async () => {
  const port = await freePort();
  const known = sshd.knownHosts.replace(/:\d+/, `:${port}`);
  const run = await play("ping", { fleet: fleet(known), variables: `ansible_port=${port}` });
  expect(run.exitCode).toBe(1);
  expect(JSON.parse(run.outputs.hosts ?? "")).toMatchObject({ box: { unreachable: 1 } });
  expect(run.stdout).toMatch(/box, task "Ping": nothing listens at .*connection refused/);
});

test("an unknown playbook is answered with those there are", async () => {
  const { exitCode, stdout } = await play("wrote");
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringContaining(
      `there is no playbook "wrote" in ${directory}; there are fail, nobody, ping, wait, write`,
    ),
  ]);
});

test("a playbook that finds no machine is a failure, not a success that did nothing", async () => {
  const { exitCode, stdout } = await play("nobody");
  const said = 'playbook nobody found no host to play on: its "hosts:" or the limit match none of box';
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining(said)]);
});

test("a limit that names no machine of the fleet is refused", async () => {
  const { stdout } = await play("ping", { limit: "bix" });
  expect(stdout).toContain(
    "limit names bix, which the fleet does not have; it has box, manager, worker, all",
  );
});

test("without Ansible it says how to get it", async () => {
  const { exitCode, stdout } = await play("ping", {}, { PATH: "/usr/bin:/bin" });
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringContaining("ansible-playbook is not on PATH: install it in a step before"),
  ]);
});

test("a cancelled run ends Ansible, says so, and leaves nothing behind", async () => {
  const variables = `ansible_port=${sshd.port}`;
  const { exitCode, stdout } = await play("wait", { variables }, {}, "TASK [Wait]");
  expect([exitCode, stdout]).toEqual([1, expect.stringContaining("::error::ansible-playbook was cancelled")]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("elm-"))).toEqual([]);
});

test("all mistakes in the inputs are told at once", async () => {
  const run = await playbook({
    playbook: "x",
    fleet: '{"nodes": 1}',
    check: "maybe",
    variables: "1a=2",
    "timeout-minutes": "0",
  });
  for (const part of [
    "private-key is required",
    "nodes must name at least one machine",
    'check must be one of true, false, got "maybe"',
    'variables: "1a" is not a variable name',
    "timeout-minutes must be a whole number from 1 to 350",
  ]) {
    expect(run.stdout).toContain(part);
  }
});
