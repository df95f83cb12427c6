import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./proof.ts";

/** What visitors met while something happened. */
export interface Visits {
  readonly asked: number;
  /** What went wrong, a line each: a status that is not 200, or why no answer came. */
  readonly failures: readonly string[];
}

const EVERY = 50;

/**
 * Asks the site every 50 ms, each time on a new connection, while `meanwhile` runs.
 *
 * @param address public address of a node with Traefik
 */
export async function visitDuring<T>(
  address: string,
  meanwhile: () => Promise<T>,
): Promise<{ visits: Visits; result: T }> {
  const failures: string[] = [];
  const pending = new Set<Promise<void>>();
  let asked = 0;
  let done = false;
  const visit = async () => {
    const started = new Date().toISOString();
    const answer = await ask(address).catch((error: Error) => ({ status: 0, body: error.message }));
    if (answer.status !== 200) failures.push(`${started} ${answer.status} ${answer.body.slice(0, 100)}`);
  };
  const visiting = (async () => {
    while (!done) {
      asked += 1;
      const one = visit().finally(() => pending.delete(one));
      pending.add(one);
      await sleep(EVERY);
    }
    await Promise.all(pending);
  })();
  try {
    const result = await meanwhile();
    done = true;
    await visiting;
    return { visits: { asked, failures }, result };
  } finally {
    done = true;
  }
}
