import { info, warning } from "@actions/core";
import { explain } from "../lib/errors/errors.ts";
import { openGitHub, readContext, upsertComment } from "../lib/github/index.ts";
import { COMMENT_LIMIT, withinBudget } from "../lib/report/budget.ts";
import type { Secret } from "../lib/secret/secret.ts";

/** The comment's hidden marker: one comment of this kind on a pull request. */
const KEY = "build-images";

/**
 * Puts the report into the pull request's one comment. A comment that can't be written is a warning: the images are what
 * counts, and the step summary says the same.
 */
export async function comment(token: Secret, sections: readonly string[]): Promise<void> {
  const { owner, repo, sha, pullRequest, runUrl } = readContext();
  if (pullRequest === undefined) return;
  const foot = `[This run](${runUrl}), commit ${sha.slice(0, 7)}`;
  const body = withinBudget([...sections, foot], COMMENT_LIMIT - 200);
  try {
    const { url } = await upsertComment(
      openGitHub(token),
      { owner, repo, number: pullRequest },
      { key: KEY, body },
    );
    info(`commented: ${url}`);
  } catch (error) {
    warning(`the comment on pull request ${pullRequest} can't be written: ${explain(error)}`);
  }
}
