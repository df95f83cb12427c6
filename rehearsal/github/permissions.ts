import { ApiError } from "./api/call.ts";
import type { Operation } from "./openapi/extract.ts";
import type { Token } from "./state/tokens.ts";

/** Scopes of `permissions:`; one of them must be given for writing. Source: "Permissions required for GitHub Apps". */
const SCOPES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/pulls\/\{pull_number\}\/merge$/, ["contents"]],
  [/\/issues|\/labels/, ["issues", "pull-requests"]],
  [/\/pulls/, ["pull-requests"]],
  [/\/statuses\//, ["statuses"]],
  [/\/check-/, ["checks"]],
  [/\/deployments/, ["deployments"]],
  [/\/actions\//, ["actions"]],
  [/\/(git|contents)\//, ["contents"]],
];

/**
 * Fails as GitHub does when a token may not do something. Reading is free: the repository is public.
 *
 * @throws ApiError 401 without a token, 403 when the token's permissions do not reach
 */
export function checkPermission(token: Token, anonymous: Token, operation: Operation): void {
  const reading = operation.method === "get" && operation.id !== "users/get-authenticated";
  if (reading) return;
  if (token === anonymous) throw new ApiError(401, "Requires authentication");
  if (token.permissions === "all") return;
  const { permissions } = token;
  const scopes = SCOPES.find(([pattern]) => pattern.test(operation.path))?.[1] ?? [];
  if (scopes.some((scope) => permissions[scope] === "write")) return;
  throw new ApiError(403, "Resource not accessible by integration");
}
