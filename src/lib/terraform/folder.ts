import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { debug, getState, info, saveState } from "@actions/core";
import { explain } from "../errors/errors.ts";
import { waitFor } from "../wait/wait.ts";

/** The post step waits this long, in seconds, for a Terraform that was interrupted and still releases its lock. */
const PATIENCE = 300;
const STATE = "terraform-folder";

/**
 * A private folder (mode 0700) for one use of Terraform: its data folder, where `init` writes the backend's settings
 * in clear, and the plan file, which holds every value in clear. The post step removes it, also after a crash.
 */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "elm-infra-terraform-"));
  saveState(STATE, folder);
  return folder;
}

/** Removes the folder. */
export async function closeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/**
 * The post step: waits until no process works with the folder any more, then removes it. A runner that cancels kills
 * the main step after ten seconds; Terraform, in a process group of its own, may then still write its state.
 */
export async function closeSavedFolder(): Promise<void> {
  const folder = getState(STATE);
  if (folder === "") return;
  try {
    await waitFor({ what: "Terraform to end and release its lock", limit: PATIENCE }, async () => {
      const busy = await processesIn(folder);
      if (busy.length > 0) debug(`still working with ${folder}: ${busy.join(", ")}`);
      return busy.length === 0 ? true : undefined;
    });
  } catch (error) {
    info(explain(error));
  }
  await closeFolder(folder);
}

/** Process ids whose environment names the folder as Terraform's; none where there is no /proc. */
async function processesIn(folder: string): Promise<string[]> {
  const ids = await readdir("/proc").catch(() => []);
  const found: string[] = [];
  for (const id of ids.filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
    if (environment.includes(`TF_DATA_DIR=${folder}`)) found.push(id);
  }
  return found;
}
