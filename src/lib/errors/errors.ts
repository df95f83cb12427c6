/** A mistake that the caller can repair: says what is wrong, what was found and what to do. Shown without a stack. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The job was cancelled (SIGINT or SIGTERM reached this process). */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor(what: string) {
    super(`${what} was cancelled`);
  }
}

/**
 * The causes of an error, outermost first, one line each.
 *
 * @param error anything that was thrown
 */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\n  because: ${explain(error.cause)}`;
  return `${error.message || error.name}${cause}`;
}
