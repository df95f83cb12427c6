import { readFileSync } from "node:fs";
import { UserError } from "../errors/errors.ts";

/** Where and why this job runs. */
export interface GitHubContext {
  readonly owner: string;
  readonly repo: string;
  /** Head commit of the pull request, or the commit of the event. */
  readonly sha: string;
  readonly eventName: string;
  /** Number of the pull request that the event is about. */
  readonly pullRequest?: number;
  /** The pull request comes from another repository: its token may only read and there are no secrets. */
  readonly isFork: boolean;
  /** Page of this workflow run. */
  readonly runUrl: string;
  readonly actor: string;
}

interface Payload {
  pull_request?: {
    number?: number;
    head?: { sha?: string; repo?: { full_name?: string } | null };
  };
  merge_group?: { head_sha?: string };
}

/**
 * Reads the runner's environment and the event file
 * (https://docs.github.com/actions/reference/variables-reference).
 *
 * @throws UserError when GITHUB_REPOSITORY or GITHUB_SHA is missing
 */
export function readContext(env: NodeJS.ProcessEnv = process.env): GitHubContext {
  const repository = env.GITHUB_REPOSITORY ?? "";
  const [owner = "", repo = ""] = repository.split("/");
  const payload = readPayload(env.GITHUB_EVENT_PATH);
  const pull = payload.pull_request;
  const sha = pull?.head?.sha ?? payload.merge_group?.head_sha ?? env.GITHUB_SHA ?? "";
  if (repo === "") throw new UserError(`GITHUB_REPOSITORY must be "owner/name", got "${repository}"`);
  if (sha === "") throw new UserError("GITHUB_SHA is not set: this action runs in a workflow");
  const server = env.GITHUB_SERVER_URL || "https://github.com";
  return {
    owner,
    repo,
    sha,
    eventName: env.GITHUB_EVENT_NAME ?? "",
    ...(pull?.number === undefined ? {} : { pullRequest: pull.number }),
    isFork: pull !== undefined && !sameRepository(pull.head?.repo?.full_name, repository),
    runUrl: `${server}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID ?? ""}`,
    actor: env.GITHUB_ACTOR ?? "",
  };
}

// A deleted fork leaves `repo: null`; an event file made by hand may leave it out.
function sameRepository(head: string | undefined, repository: string): boolean {
  return head !== undefined && head.toLowerCase() === repository.toLowerCase();
}

function readPayload(file: string | undefined): Payload {
  if (file === undefined || file === "") return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Payload;
  } catch (cause) {
    throw new UserError(`the event file GITHUB_EVENT_PATH=${file} can't be read`, { cause });
  }
}
