import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { runAction } from "../support/action.ts";
import { openRoot, type Root, shell } from "../terraform/root.ts";
import { type Cloud, openCloud } from "./cloud.ts";

/** A bake takes 25 s on a calm machine of 2 cores. */
const BAKE = 400_000;

let cloud: Cloud;
let root: Root;
let folder: string;
beforeAll(async () => {
  cloud = await openCloud();
  folder = await mkdtemp(join(tmpdir(), "base-image-"));
  await shell.run({
    program: "ssh-keygen",
    args: ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, "key")],
  });
  root = await openRoot({
    ...cloud.env,
    TF_VAR_ssh_public_key: await readFile(join(folder, "key.pub"), "utf8"),
    TF_VAR_vpc_ip_range: cloud.vpcRange,
    TF_VAR_managers: "1",
    TF_VAR_workers: "0",
  });
}, BAKE);
afterAll(async () => {
  await root.remove();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
}, BAKE);

const bake = (inputs: Record<string, string> = {}) =>
  runAction("packer-build", {
    inputs: { mode: "build", template: "packer/base-image.json", ...inputs },
    env: cloud.env,
  });

/** Runs a script on the node as root, with the host key that Terraform promised and no other. */
async function onNode(script: string): Promise<string> {
  const { stdout } = await root.run(["output", "-json"]);
  const { fleet, manager_address: address } = JSON.parse(stdout);
  await writeFile(join(folder, "known_hosts"), fleet.value.known_hosts);
  const options = [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    `UserKnownHostsFile=${join(folder, "known_hosts")}`,
    "ConnectTimeout=5",
  ].flatMap((option) => ["-o", option]);
  const args = ["-F", "/dev/null", "-i", join(folder, "key"), ...options, `root@${address.value}`, "sh -s"];
  const command = { program: "ssh", args, input: `set -eu\n${script}`, accept: [0, 255] };
  return waitFor({ what: "the node's sshd", limit: 100 }, async () => {
    const { exitCode, stdout: text } = await shell.run(command);
    return exitCode === 0 ? text.trim() : undefined;
  });
}

test(
  "a snapshot is baked, named after its content, and nothing else is left",
  async () => {
    const run = await bake();
    expect([run.exitCode, run.outputs.regions, run.outputs.reused]).toEqual([0, "nyc1", "false"]);
    expect(run.outputs["snapshot-name"]).toMatch(/^elm-base-\d{8}-\d{6}-[0-9a-f]{8}$/);
    expect(run.summary).toContain(`| Snapshot | \`${run.outputs["snapshot-name"]}\` |\n`);
    expect(await cloud.things()).toEqual({
      droplets: [],
      keys: [],
      snapshots: [run.outputs["snapshot-name"]],
    });
  },
  BAKE,
);

test("the same content is not baked twice", async () => {
  const run = await bake({ "reuse-days": "7", packer: "must-not-be-run" });
  expect([run.exitCode, run.outputs.reused]).toEqual([0, "true"]);
  expect((await cloud.things()).snapshots).toEqual([run.outputs["snapshot-name"]]);
});

test(
  "Terraform starts a node from it, and a second plan is empty",
  async () => {
    await root.run(["apply", "-auto-approve", "-input=false", "-no-color"]);
    const plan = await root.run(["plan", "-detailed-exitcode", "-input=false", "-no-color"], [0, 2]);
    expect([plan.exitCode, plan.stdout]).toEqual([0, expect.stringContaining("No changes.")]);
  },
  BAKE,
);

test("the node is up with its name, its engine and its guards", async () => {
  const facts = await onNode(`
    for i in $(seq 60); do systemctl is-active -q docker fail2ban && break; sleep 1; done
    hostname
    cat /etc/elm-infra/node.json
    systemctl is-active docker fail2ban unattended-upgrades
    systemctl is-enabled nftables || true
    docker info --format '{{.LoggingDriver}} {{.LiveRestoreEnabled}} {{.Images}}'
    python3 -c 'import docker, requests'
    cat /proc/sys/vm/swappiness`);
  expect(facts.split("\n")).toEqual([
    "elm-manager-1",
    '{"name":"elm-manager-1","role":"manager"}',
    "active",
    "active",
    "active",
    "disabled",
    "local false 0",
    "10",
  ]);
});

test("its sshd takes keys only, no old kinds, and has room for a shared connection", async () => {
  const settings = await onNode(
    "sshd -T | grep -E '^(permitroot|passwordauth|maxsess|maxstart|pubkeyaccepted)'",
  );
  expect(settings).toMatch(/^permitrootlogin (without|prohibit)-password$/m);
  expect(settings).toContain("passwordauthentication no\n");
  expect(settings).toContain("maxsessions 100");
  expect(settings).toContain("maxstartups 50:30:200");
  expect(settings).not.toMatch(/\bssh-rsa\b/);
});

test("its host key is the one Terraform made, and its only one", async () => {
  expect(await onNode("ls /etc/ssh | grep host")).toBe("ssh_host_ed25519_key\nssh_host_ed25519_key.pub");
});

test("nothing of the bake came along", async () => {
  const found = await onNode(`
    cut -d' ' -f1-2 /root/.ssh/authorized_keys | sort -u | wc -l
    for path in /usr/sbin/policy-rc.d /etc/dpkg/dpkg.cfg.d/00bake /etc/apt/apt.conf.d/00bake \\
      /root/.bash_history /etc/ssh/sshd_config.d/60-cloud-stock.conf; do test ! -e "$path" || echo "$path"; done
    find /var/cache/apt/archives -name '*.deb'
    grep -rl packer /var/log/*.log /var/lib/cloud 2>/dev/null || true`);
  expect(found).toBe("1");
});

test(
  "destroying the fleet leaves the snapshot alone",
  async () => {
    await root.run(["destroy", "-auto-approve", "-input=false", "-no-color"]);
    const { droplets, keys, snapshots } = await cloud.things();
    expect([droplets, keys, snapshots.length]).toEqual([[], [], 1]);
  },
  BAKE,
);
