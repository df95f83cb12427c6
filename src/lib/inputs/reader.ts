import { getInput } from "@actions/core";
import { UserError } from "../errors/errors.ts";
import { Secret } from "../secret/secret.ts";

/**
 * Reads an action's inputs and collects every mistake, so that a caller repairs all of them at once. An action's
 * `inputs.ts` is the only place that names input strings. Call `done()` last.
 */
export class InputReader {
  readonly #mistakes: string[] = [];

  /** Notes a mistake that spans several inputs. */
  mistake(message: string): void {
    this.#mistakes.push(message);
  }

  /** A required text. */
  text(name: string): string {
    const value = getInput(name);
    if (value === "") this.mistake(`${name} is required and was empty: set it under "with:"`);
    return value;
  }

  /** An optional text; empty means `fallback`. */
  optional(name: string, fallback = ""): string {
    return getInput(name) || fallback;
  }

  /** A required secret, masked before anything else sees it. */
  secret(name: string): Secret {
    return new Secret(this.text(name));
  }

  /** An optional secret. */
  optionalSecret(name: string): Secret | undefined {
    const value = getInput(name, { trimWhitespace: false });
    return value.trim() === "" ? undefined : new Secret(value);
  }

  /** A list, one entry a line; spaces and commas inside an entry are kept. */
  lines(name: string): string[] {
    return getInput(name)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }

  /** A mapping, one `key=value` a line; the value may hold `=`. */
  pairs(name: string): Record<string, string> {
    const pairs: Record<string, string> = {};
    for (const line of this.lines(name)) {
      const at = line.indexOf("=");
      if (at < 1) this.mistake(`${name} takes one key=value a line, got "${line}"`);
      else pairs[line.slice(0, at).trim()] = line.slice(at + 1);
    }
    return pairs;
  }

  /** One of a few words. */
  choice<const T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = getInput(name) || fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.mistake(`${name} must be one of ${choices.join(", ")}, got "${value}"`);
    return found ?? fallback;
  }

  /** `true` or `false`. */
  flag(name: string, fallback: boolean): boolean {
    return this.choice(name, ["true", "false"], fallback ? "true" : "false") === "true";
  }

  /** A whole number within bounds. */
  integer(name: string, bounds: { fallback: number; least: number; most: number }): number {
    const text = getInput(name) || String(bounds.fallback);
    const value = Number(text);
    if (Number.isInteger(value) && value >= bounds.least && value <= bounds.most) return value;
    this.mistake(`${name} must be a whole number from ${bounds.least} to ${bounds.most}, got "${text}"`);
    return bounds.fallback;
  }

  /** JSON text; `check` gives the typed value or throws with what is wrong. */
  json<T>(name: string, check: (value: unknown) => T): T | undefined {
    const text = getInput(name);
    if (text === "") return undefined;
    try {
      return check(JSON.parse(text));
    } catch (error) {
      this.mistake(
        `${name} must be JSON of the documented shape: ${error instanceof Error ? error.message : error}`,
      );
      return undefined;
    }
  }

  /** Throws one UserError that lists every mistake found so far. */
  done(): void {
    const [first, ...more] = this.#mistakes;
    if (first === undefined) return;
    if (more.length === 0) throw new UserError(first);
    throw new UserError(
      `${this.#mistakes.length} inputs are wrong:\n${this.#mistakes.map((m) => `- ${m}`).join("\n")}`,
    );
  }
}
