import { setTimeout as sleep } from "node:timers/promises";
import { Cancelled, UserError } from "../errors/errors.ts";

/** How long to wait, how often to look, and the words for it. */
export interface Wait {
  /** What is waited for, as in "waited 30 s for <what>". */
  readonly what: string;
  /** Limit in seconds. */
  readonly limit: number;
  /** Seconds between two looks; 1 by default. */
  readonly every?: number;
  readonly signal?: AbortSignal;
}

/**
 * Looks until `look` gives something other than `undefined`.
 *
 * @param look gives the wanted thing, or `undefined` when it is not there yet; `state` goes into the message
 * @throws UserError at the limit, with what was waited for and what was seen last; Cancelled when `signal` aborts
 */
export async function waitFor<T>(
  wait: Wait,
  look: () => Promise<T | undefined> | T | undefined,
  state: () => string = () => "",
): Promise<T> {
  const end = performance.now() + wait.limit * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (wait.signal?.aborted) throw new Cancelled(`waiting for ${wait.what}`);
    if (performance.now() >= end) {
      const seen = state();
      throw new UserError(
        `waited ${wait.limit} s for ${wait.what}${seen === "" ? "" : `; last seen: ${seen}`}`,
      );
    }
    await sleep(
      (wait.every ?? 1) * 1000,
      undefined,
      wait.signal === undefined ? {} : { signal: wait.signal },
    ).catch(() => {});
  }
}
