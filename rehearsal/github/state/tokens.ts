import { randomBytes } from "node:crypto";
import type { User } from "./model.ts";

export type Access = "read" | "write";
/** The scopes that `permissions:` of a workflow names, as far as the stand-in's operations need them. */
export type Permissions = Readonly<Record<string, Access | "none">>;

/** A token and what it may do. */
export interface Token {
  readonly value: string;
  readonly user: User;
  /** For a person: may do everything. For a job: what the workflow's `permissions:` give. */
  readonly permissions: Permissions | "all";
  /** Requests an hour. */
  readonly limit: number;
  used: number;
  reset: number;
}

const HOUR = 3600;
const ANONYMOUS: User = { id: 0, login: "anonymous", type: "User" };

/** The tokens of the stand-in; a job's token ends with its run. */
export class Tokens {
  readonly #tokens = new Map<string, Token>();
  readonly anonymous = createToken({ user: ANONYMOUS, permissions: {}, limit: 60, value: "" });

  issue(wanted: { user: User; permissions: Permissions | "all"; limit?: number }): Token {
    const prefix = wanted.user.type === "Bot" ? "ghs_" : "ghp_";
    const token = createToken({ limit: 5000, ...wanted, value: prefix + randomBytes(18).toString("hex") });
    this.#tokens.set(token.value, token);
    return token;
  }

  revoke(token: Token): void {
    this.#tokens.delete(token.value);
  }

  /**
   * The token of an Authorization header: `Bearer x`, `token x`, or Basic with the token as password, as git sends it.
   *
   * @returns undefined when the token is not known (any more); the anonymous one without a header
   */
  read(header: string | undefined): Token | undefined {
    if (header === undefined) return this.anonymous;
    const [scheme = "", value = ""] = header.split(" ");
    if (!/^basic$/i.test(scheme)) return this.#tokens.get(value);
    const [, password = ""] = /^[^:]*:(.*)$/.exec(Buffer.from(value, "base64").toString()) ?? [];
    return this.#tokens.get(password);
  }
}

function createToken(fields: Omit<Token, "used" | "reset">): Token {
  return { ...fields, used: 0, reset: Math.floor(Date.now() / 1000) + HOUR };
}

/** Counts a request; false when the hour's budget is used up. */
export function spend(token: Token): boolean {
  const now = Math.floor(Date.now() / 1000);
  if (now >= token.reset) Object.assign(token, { used: 0, reset: now + HOUR });
  if (token.used >= token.limit) return false;
  token.used += 1;
  return true;
}
