import type { OperationId } from "../openapi/operations.ts";
import { userShape } from "../shapes/common.ts";
import type { Token } from "../state/tokens.ts";
import { actionHandlers } from "./actions.ts";
import { type Handler, ok } from "./call.ts";
import { checkHandlers, deploymentHandlers, statusHandlers } from "./checks.ts";
import { issueHandlers, labelHandlers } from "./issues.ts";
import { pullHandlers } from "./pulls.ts";
import { repositoryHandlers } from "./repository.ts";

/** A token's budget as GitHub shows it. */
export function rate(token: Token): { limit: number; used: number; remaining: number; reset: number } {
  return { limit: token.limit, used: token.used, remaining: token.limit - token.used, reset: token.reset };
}

const userHandlers: Record<string, Handler> = {
  "users/get-authenticated": ({ world, token }) => {
    const { createdAt: created_at } = world;
    const unknown = {
      bio: null,
      blog: null,
      company: null,
      email: null,
      hireable: null,
      location: null,
      name: null,
    };
    const counts = { followers: 0, following: 0, public_gists: 0, public_repos: 1 };
    return ok({ ...userShape(world, token.user), ...unknown, ...counts, created_at, updated_at: created_at });
  },
  "rate-limit/get": ({ token }) => {
    const core = rate(token);
    return ok({ resources: { core, search: { ...core, limit: 30, used: 0, remaining: 30 } }, rate: core });
  },
};

/** Who answers which operation of GitHub's description. */
export const handlers = {
  ...userHandlers,
  ...repositoryHandlers,
  ...issueHandlers,
  ...labelHandlers,
  ...pullHandlers,
  ...statusHandlers,
  ...checkHandlers,
  ...deploymentHandlers,
  ...actionHandlers,
} as Record<OperationId, Handler>;
