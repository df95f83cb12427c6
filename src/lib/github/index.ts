export { type GitHub, openGitHub, statusOf } from "./client.ts";
export { type Comment, findComment, type IssueTarget, marker, upsertComment } from "./comments.ts";
export { type GitHubContext, readContext } from "./context.ts";
export { findMergedPullRequest, type MergedPullRequest } from "./pull-requests.ts";
