import { UserError } from "../errors/errors.ts";
import { COMMENT_LIMIT } from "../report/budget.ts";
import { type GitHub, statusOf } from "./client.ts";

/** An issue or a pull request. */
export interface IssueTarget {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** One of our comments. */
export interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

/** Who may have written a comment that we take for ours, besides bots: anyone can copy a hidden marker. */
const TRUSTED = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** The hidden first line that makes a comment ours. `key` says which of ours. */
export function marker(key: string): string {
  return `<!-- elm-infra:${key.replaceAll(/[<>\r\n]/g, "")} -->`;
}

/**
 * Finds our comment among any number of pages.
 *
 * Comments of people who have no part in the repository do not count, whatever their first line says.
 */
export async function findComment(
  github: GitHub,
  target: IssueTarget,
  key: string,
): Promise<Comment | undefined> {
  const wanted = marker(key);
  const pages = github.paginate.iterator(github.rest.issues.listComments, {
    owner: target.owner,
    repo: target.repo,
    issue_number: target.number,
    per_page: 100,
  });
  for await (const page of pages) {
    const found = page.data.find((comment) => {
      const trusted = comment.user?.type === "Bot" || TRUSTED.has(comment.author_association ?? "");
      return trusted && comment.body?.split(/\r?\n/, 1)[0] === wanted;
    });
    if (found !== undefined) return { id: found.id, url: found.html_url, body: found.body ?? "" };
  }
  return undefined;
}

/**
 * Writes our comment with this key: updates it in place, or makes it.
 *
 * @param comment `body` without the marker; at most 65,536 characters with it
 * @returns the comment's id and page
 * @throws UserError when the body is too long: use `withinBudget` first
 */
export async function upsertComment(
  github: GitHub,
  target: IssueTarget,
  comment: { key: string; body: string },
): Promise<{ id: number; url: string }> {
  const body = `${marker(comment.key)}\n${comment.body}`;
  if (body.length > COMMENT_LIMIT) {
    throw new UserError(`a comment holds ${COMMENT_LIMIT} characters, this one has ${body.length}`);
  }
  const { owner, repo } = target;
  const found = await findComment(github, target, comment.key);
  if (found !== undefined) {
    try {
      const { data } = await github.rest.issues.updateComment({ owner, repo, comment_id: found.id, body });
      return { id: data.id, url: data.html_url };
    } catch (error) {
      // Deleted between the two calls: make a new one.
      if (statusOf(error) !== 404) throw error;
    }
  }
  return create(github, target, comment.key, body);
}

async function create(github: GitHub, target: IssueTarget, key: string, body: string) {
  const { owner, repo, number } = target;
  try {
    const { data } = await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
    return { id: data.id, url: data.html_url };
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && status < 500) throw error;
    // The answer was lost, not necessarily the comment: look before writing it a second time.
    const made = await findComment(github, target, key);
    if (made?.body === body) return { id: made.id, url: made.url };
    const { data } = await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
    return { id: data.id, url: data.html_url };
  }
}
