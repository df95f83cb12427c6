import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { worldLabel } from "../../../rehearsal/digitalocean/hypervisor/docker.ts";
import { removeLeftovers, worldName } from "../../../rehearsal/world/leftovers.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";

const shell = createShell(new AbortController().signal, () => {});

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync("true").pid;
}

async function createVolume(world: string): Promise<string> {
  const args = ["volume", "create", "--label", `${worldLabel}=${world}`];
  return (await shell.run({ program: "docker", args })).stdout.trim();
}

async function exists(volume: string): Promise<boolean> {
  const { exitCode } = await shell.run({
    program: "docker",
    args: ["volume", "inspect", volume],
    accept: [0, 1],
  });
  return exitCode === 0;
}

test("what a killed rehearsal left is removed, what a living one made is not", async () => {
  const dead = worldName(deadPid());
  const living = worldName(process.ppid);
  const [gone, kept] = [await createVolume(dead), await createVolume(living)];
  try {
    expect(await removeLeftovers(shell)).toContain(dead);
    expect([await exists(gone), await exists(kept)]).toEqual([false, true]);
  } finally {
    await shell.run({ program: "docker", args: ["volume", "rm", kept] });
  }
});
