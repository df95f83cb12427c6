import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { sweep, worldLabel } from "../digitalocean/hypervisor/docker.ts";
import { alive, killCarriers } from "../runner/processes.ts";

/** Every process of a world carries the world's name in this variable. */
export const WORLD_VARIABLE = "ELM_INFRA_WORLD";

/** The name of the world of a process; a world whose process is gone is a leftover. */
export function worldName(pid: number): string {
  return `rehearsal-${pid}`;
}

/** Removes what worlds left behind whose process was killed before it could clean up. Gives their names. */
export async function removeLeftovers(shell: Shell): Promise<string[]> {
  const names = new Set<string>();
  for (const kind of ["container", "network", "volume"] as const) {
    for (const { name } of await labelled(shell, kind)) if (isLeftover(name)) names.add(name);
  }
  for (const name of names) {
    await killCarriers(`${WORLD_VARIABLE}=${name}`);
    await sweep(`${worldLabel}=${name}`);
    for (const entry of await readdir(tmpdir())) {
      if (entry.includes(`${name}-`)) await rm(join(tmpdir(), entry), { recursive: true, force: true });
    }
  }
  return [...names];
}

async function labelled(shell: Shell, kind: "container" | "network" | "volume") {
  const id = kind === "volume" ? "{{.Name}}" : "{{.ID}}";
  const all = kind === "container" ? ["--all"] : [];
  const format = `${id} {{.Label "${worldLabel}"}}`;
  const args = [kind, "ls", ...all, "--filter", `label=${worldLabel}`, "--format", format];
  const { stdout } = await shell.run({ program: "docker", args, limit: 30 });
  return stdout
    .split("\n")
    .filter((line) => line.includes(" "))
    .map((line) => {
      const [id = "", name = ""] = line.split(" ");
      return { id, name };
    });
}

function isLeftover(world: string): boolean {
  const pid = Number(/^rehearsal-(\d+)$/.exec(world)?.[1]);
  return Number.isInteger(pid) && !alive(pid);
}
