import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** GitHub's runner waits so long after SIGINT, and then after SIGTERM, before it kills a step (seconds). */
export const GRACE = { interrupt: 7.5, terminate: 2.5 };

/**
 * The processes whose environment carries a variable, wherever they moved to. GitHub's runner finds the orphans of a
 * run so, by RUNNER_TRACKING_ID.
 *
 * @param entry `NAME=value`, unique for each run
 */
export async function carriers(entry: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => ((await environment(pid)).split("\0").includes(entry) ? pid : 0)),
  );
  return found.filter((pid) => pid !== 0 && pid !== process.pid);
}

/**
 * The processes of a run.
 *
 * @param trackingId value of RUNNER_TRACKING_ID
 */
export async function tracked(trackingId: string): Promise<number[]> {
  return carriers(`RUNNER_TRACKING_ID=${trackingId}`);
}

async function environment(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0);
}

/**
 * Ends the steps that run now as GitHub's runner does: SIGINT, some seconds, SIGTERM, some seconds, SIGKILL. act
 * itself would kill them at once, so that nothing could clean up.
 *
 * @param act process id of act, whose children the steps are
 */
export async function stopSteps(act: number, trackingId: string): Promise<void> {
  const steps: number[] = [];
  for (const pid of await tracked(trackingId)) if ((await parentOf(pid)) === act) steps.push(pid);
  send(steps, "SIGINT");
  if (await gone(steps, GRACE.interrupt)) return;
  send(steps, "SIGTERM");
  if (await gone(steps, GRACE.terminate)) return;
  send(await tracked(trackingId), "SIGKILL");
}

/** Kills what a run left behind, also what left its process group. */
export async function killOrphans(trackingId: string): Promise<number> {
  return killCarriers(`RUNNER_TRACKING_ID=${trackingId}`);
}

/** Kills the processes whose environment carries a variable, and waits until they are gone. Gives how many there were. */
export async function killCarriers(entry: string): Promise<number> {
  const orphans = await carriers(entry);
  send(orphans, "SIGKILL");
  await gone(orphans, 2);
  return orphans.length;
}

async function gone(pids: readonly number[], seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (pids.some(alive)) {
    if (performance.now() > end) return false;
    await sleep(10);
  }
  return true;
}

/** Whether a process is there that this user may signal. */
export function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function send(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself.
    }
  }
}
