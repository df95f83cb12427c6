import { notice, warning } from "@actions/core";
import { UserError } from "../errors/errors.ts";
import { findComment, type GitHubContext, openGitHub, statusOf, upsertComment } from "../github/index.ts";
import { writeSummary } from "../report/summary.ts";
import type { Secret } from "../secret/secret.ts";
import { COMMENT_BUDGET, type Report, renderReport, SUMMARY_BUDGET } from "./document.ts";

/** Where a report goes. */
export interface Destination {
  readonly context: GitHubContext;
  /** Pull request to comment on; none writes the summary alone. */
  readonly pullRequest?: number;
  readonly token?: Secret;
  /** Key of the comment. */
  readonly key: string;
  /** Hidden lines of the comment, after its marker. */
  readonly hidden: string;
  /** Says nothing where there is no comment yet. */
  readonly onlyUpdate?: boolean;
}

/**
 * Writes the report into the step summary and, if there is one, into our comment of the pull request.
 *
 * A token that may not write (a fork, Dependabot) leaves the summary and a note.
 *
 * @returns the comment's page
 * @throws UserError when the comment could not be written although it could be expected
 */
export async function publish(report: Report, destination: Destination): Promise<string | undefined> {
  await writeSummary([renderReport(report, SUMMARY_BUDGET)]);
  const { context, pullRequest, token, key, hidden } = destination;
  if (pullRequest === undefined || token === undefined) return undefined;
  const body = renderReport(report, COMMENT_BUDGET - Buffer.byteLength(hidden));
  const target = { owner: context.owner, repo: context.repo, number: pullRequest };
  try {
    const github = openGitHub(token);
    if (destination.onlyUpdate === true && (await findComment(github, target, key)) === undefined)
      return undefined;
    const comment = await upsertComment(github, target, { key, body: `${hidden}\n${body}`.trimStart() });
    return comment.url;
  } catch (error) {
    await refused(error, destination);
    return undefined;
  }
}

async function refused(error: unknown, { context, pullRequest }: Destination): Promise<void> {
  const forbidden = statusOf(error) === 403 || statusOf(error) === 401;
  const readOnly = context.isFork || context.actor === "dependabot[bot]";
  if (forbidden && readOnly) {
    const who = context.isFork ? "a fork" : "Dependabot";
    notice(
      `this token may not comment, as always for a pull request of ${who}: the step summary has the report`,
    );
    await writeSummary([`_Not written as a comment: the token of a pull request of ${who} may only read._`]);
    return;
  }
  const status = statusOf(error);
  const advice = forbidden
    ? 'give the job "permissions: pull-requests: write"'
    : "run the job again; the step summary has the whole report";
  warning(`the comment on pull request #${pullRequest} could not be written`);
  throw new UserError(
    `the comment on pull request #${pullRequest} could not be written (${status ?? "no answer"}): ${advice}`,
    { cause: error },
  );
}
