import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Machine } from "./hypervisor.ts";
import { docker } from "./process.ts";

/** cloud-init reads JSON as the YAML it is. A new instance-id makes it run as on a first boot, also on a snapshot. */
export function metaData(machine: Machine): string {
  return JSON.stringify({
    "instance-id": String(machine.id),
    "local-hostname": machine.hostname,
    "public-keys": machine.publicKeys,
  });
}

/** Copies a NoCloud seed into a container that has not started yet. Source: cloud-init's NoCloud data source. */
export async function plantSeed(container: string, machine: Machine): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "seed-"));
  try {
    const root = join(folder, "root");
    const seed = join(root, "var/lib/cloud/seed/nocloud");
    await mkdir(seed, { recursive: true });
    // The copy gives these modes to the droplet's own folders of the same names.
    for (const path of ["", "var", "var/lib", "var/lib/cloud"]) await chmod(join(root, path), 0o755);
    await writeFile(join(seed, "meta-data"), metaData(machine), {
      mode: 0o600,
    });
    await writeFile(join(seed, "user-data"), machine.userData || "#cloud-config\n{}\n", { mode: 0o600 });
    await docker(["cp", `${root}/.`, `${container}:/`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
