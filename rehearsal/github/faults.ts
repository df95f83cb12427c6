import { ApiError } from "./api/call.ts";

/** Trouble on request: GitHub answers so in place of what it should. */
export interface Fault {
  /** Operation id, such as `issues/create-comment`; any when missing. */
  readonly operation?: string;
  /** `rate-limit`: the budget is used up. `secondary`: too fast. `drop`: the connection breaks. `status`: that status. */
  readonly kind: "rate-limit" | "secondary" | "drop" | "status";
  readonly status?: number;
  readonly message?: string;
  /** Seconds for `retry-after`. */
  readonly retryAfter?: number;
  /** How many requests it hits; 1 by default. */
  times?: number;
}

/** The connection is to be broken without an answer. */
export class Dropped extends Error {}

/** Faults that are still to come. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault, times: fault.times ?? 1 });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Throws what the next fault for this operation wants. */
  strike(operation: string): void {
    const fault = this.#faults.find((each) => each.operation === undefined || each.operation === operation);
    if (fault === undefined) return;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#faults.splice(this.#faults.indexOf(fault), 1);
    throw problem(fault);
  }
}

function problem(fault: Fault): Error {
  if (fault.kind === "drop") return new Dropped("dropped");
  const wait: Record<string, string> =
    fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
  if (fault.kind === "secondary") {
    const message =
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return new ApiError(403, fault.message ?? message, { headers: { "retry-after": "60", ...wait } });
  }
  if (fault.kind === "rate-limit") return rateLimited(wait);
  return new ApiError(fault.status ?? 500, fault.message ?? "Server Error", { headers: wait });
}

/** The answer when the hour's budget is used up. */
export function rateLimited(headers: Record<string, string> = {}): ApiError {
  return new ApiError(403, "API rate limit exceeded for installation.", {
    headers: { "x-ratelimit-remaining": "0", ...headers },
  });
}
