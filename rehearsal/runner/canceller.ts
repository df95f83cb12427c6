import { stopSteps } from "./processes.ts";
import type { RunRequest } from "./request.ts";

/**
 * Cancels a run when its request is aborted or its limit is over: the steps first, then act.
 *
 * @param running process id of act, and the id that its steps carry
 */
export function canceller(
  request: RunRequest,
  options: { cancelLimit?: number; limit?: number },
  running: { pid: () => number; trackingId: string },
) {
  let cancelled = false;
  let released = false;
  const timers: NodeJS.Timeout[] = [];
  const group = (name: NodeJS.Signals) => {
    try {
      process.kill(-running.pid(), name);
    } catch {
      // act ended meanwhile.
    }
  };
  const cancel = async () => {
    if (cancelled) return;
    cancelled = true;
    await stopSteps(running.pid(), running.trackingId);
    if (released) return;
    group("SIGINT");
    timers.push(setTimeout(() => group("SIGKILL"), (options.cancelLimit ?? 60) * 1000));
  };
  const listener = () => void cancel();
  timers.push(setTimeout(listener, (options.limit ?? 3600) * 1000));
  request.signal?.addEventListener("abort", listener, { once: true });
  if (request.signal?.aborted) listener();
  const release = () => {
    released = true;
    request.signal?.removeEventListener("abort", listener);
    for (const timer of timers) clearTimeout(timer);
  };
  return { release, cancelled: () => cancelled };
}
