import { inspect } from "node:util";
import { setSecret } from "@actions/core";

const REDACTED = "[redacted]";

/**
 * A value that must never be printed. Wrapping masks it in the job's log first; printing, joining or serialising
 * the wrapper shows `[redacted]`. Only `reveal()` gives the value, at the one place that needs it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    mask(value);
    this.#value = value;
  }

  /** The value in clear: for the environment or the standard input of a process, never for its arguments. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/**
 * Masks a value in the job's log. The runner masks line by line, so each line of a longer value (a private key) is
 * masked as well; lines shorter than four characters are left alone, or every `=` of the log would be a star.
 */
export function mask(value: string): void {
  if (value === "") return;
  setSecret(value);
  const lines = value.split("\n").map((line) => line.trim());
  if (lines.length > 1) for (const line of lines) if (line.length >= 4) setSecret(line);
}
