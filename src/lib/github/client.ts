import { setTimeout as sleep } from "node:timers/promises";
import { warning } from "@actions/core";
import { getOctokit } from "@actions/github";
import { UserError } from "../errors/errors.ts";
import type { Secret } from "../secret/secret.ts";

/** GitHub's REST client: `github.rest.<group>.<call>()` and `github.paginate`. */
export type GitHub = ReturnType<typeof getOctokit>;

/** Attempts for one request, the first included. */
const ATTEMPTS = 5;
/** The longest one request may be put off, in seconds; an exhausted hourly budget is longer and fails at once. */
const LONGEST_DELAY = 300;
/** What GitHub asks for when a secondary limit comes without `retry-after`. */
const SECONDARY_LIMIT_DELAY = 60;

/**
 * Opens GitHub's API at `GITHUB_API_URL`. Requests are repeated on rate limits as long as the answer's own headers
 * ask for, and on 5xx and broken connections with growing delays. A POST is repeated only where GitHub says that it
 * did not process it: after a 502 the comment may be there already.
 *
 * Delays after https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * @throws UserError when a rate limit would hold the job for more than five minutes
 */
export function openGitHub(token: Secret): GitHub {
  const baseUrl = process.env.GITHUB_API_URL || "https://api.github.com";
  // Octokit logs a deprecation line for each use of an older header; ours is the runner's log.
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const github = getOctokit(token.reveal(), { baseUrl, log: quiet });
  github.hook.wrap("request", async (request, options) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request(options);
      } catch (error) {
        const delay = delayBeforeRetry(error, { attempt, method: options.method });
        if (delay === undefined || attempt === ATTEMPTS) throw error;
        if (delay > LONGEST_DELAY) throw tooLong(delay, error);
        const what = `${options.method} ${options.url}`;
        warning(`GitHub answered ${statusOf(error) ?? "nothing"} to ${what}: again in ${delay} s`);
        await sleep(delay * 1000);
      }
    }
  });
  return github;
}

/** The HTTP status of an error that the client threw; `undefined` when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  const answered = (error as { response?: unknown } | null)?.response !== undefined;
  return typeof status === "number" && answered ? status : undefined;
}

/** Seconds to wait before the request is sent again, or `undefined` when that would not help. */
function delayBeforeRetry(error: unknown, request: { attempt: number; method: string }): number | undefined {
  const status = statusOf(error);
  if (status === 403 || status === 429) return limitDelay(error, status);
  const lost = status === undefined && (error as { name?: string }).name === "HttpError";
  if (!lost && (status === undefined || status < 500)) return undefined;
  if (request.method === "POST" && status !== 503) return undefined;
  return 2 ** (request.attempt - 1);
}

function limitDelay(error: unknown, status: number): number | undefined {
  const response = (error as { response: { headers: Record<string, string | undefined> } }).response;
  const after = Number(response.headers["retry-after"]);
  if (after > 0) return after;
  if (response.headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(response.headers["x-ratelimit-reset"]);
    return Math.max(1, Math.ceil(reset - Date.now() / 1000) + 1);
  }
  const secondary = status === 429 || /secondary rate limit/i.test((error as Error).message);
  return secondary ? SECONDARY_LIMIT_DELAY : undefined;
}

function tooLong(delay: number, cause: unknown): UserError {
  const minutes = Math.ceil(delay / 60);
  return new UserError(
    `GitHub's rate limit for this token is used up for ${minutes} more minutes: run the job again after that`,
    { cause },
  );
}
