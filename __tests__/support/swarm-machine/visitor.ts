import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What visitors saw. */
export interface Visits {
  readonly answered: number;
  /** Times by what went wrong: a status, or an error's code. */
  readonly failed: Readonly<Record<string, number>>;
}

/** Visitors who ask for a page over and over, until `stop`. */
export function startVisitors(address: string, host: string): { stop(): Promise<Visits> } {
  const agent = new Agent({ keepAlive: true });
  const failed: Record<string, number> = {};
  let answered = 0;
  let stopped = false;
  const once = () =>
    new Promise<void>((resolve) => {
      const note = (what: string | number) => {
        failed[what] = (failed[what] ?? 0) + 1;
        resolve();
      };
      const asked = get({ host: address, path: "/", headers: { host }, timeout: 10_000, agent }, (answer) => {
        answer.resume();
        answer.once("error", () => note("broken off"));
        answer.once("end", () => {
          if (answer.statusCode !== 200) return note(answer.statusCode ?? 0);
          answered += 1;
          resolve();
        });
      });
      asked.once("timeout", () => asked.destroy(new Error("timeout")));
      asked.once("error", (error: NodeJS.ErrnoException) => note(error.code ?? error.message));
    });
  const visitors = Array.from({ length: 4 }, async () => {
    while (!stopped) {
      await once();
      await sleep(10);
    }
  });
  const stop = async () => {
    stopped = true;
    await Promise.all(visitors);
    agent.destroy();
    return { answered, failed };
  };
  return { stop };
}
