import { setTimeout as sleep } from "node:timers/promises";
import type { GitHub } from "./client.ts";

/** A merged pull request. */
export interface MergedPullRequest {
  readonly number: number;
  readonly url: string;
  /** Head commit when it was merged: what was reviewed. */
  readonly headSha: string;
}

/** GitHub links a commit to its pull request a moment after the push event; how often to look, and how far apart. */
const LOOKS = 4;
const SECONDS_BETWEEN = 2;

/**
 * The pull request whose merge made this commit: merge, squash and rebase merges and the merge queue alike.
 * Needs `pull-requests: read` and `contents: read`.
 *
 * @param commit a commit of the base branch
 * @returns `undefined` when the commit was pushed without one
 */
export async function findMergedPullRequest(
  github: GitHub,
  commit: { owner: string; repo: string; sha: string },
): Promise<MergedPullRequest | undefined> {
  for (let look = 1; look <= LOOKS; look++) {
    const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({
      owner: commit.owner,
      repo: commit.repo,
      commit_sha: commit.sha,
    });
    const merged = data.filter((pull) => pull.merged_at !== null);
    const found = merged.find((pull) => pull.merge_commit_sha === commit.sha) ?? merged[0];
    if (found !== undefined) return { number: found.number, url: found.html_url, headSha: found.head.sha };
    if (look < LOOKS) await sleep(SECONDS_BETWEEN * 1000);
  }
  return undefined;
}
