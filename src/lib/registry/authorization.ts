import { UserError } from "../errors/errors.ts";
import type { Secret } from "../secret/secret.ts";
import type { Client, Patience } from "./http.ts";
import { isLoopback } from "./names.ts";

/** Who asks. */
export interface Credentials {
  readonly username: string;
  readonly password: Secret;
}

/** What a registry wants to see, from `WWW-Authenticate`. */
export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: string; readonly service: string };

/**
 * Reads a challenge (RFC 7235; https://distribution.github.io/distribution/spec/auth/token/).
 *
 * @returns undefined when there is none, or none that a registry client knows
 */
export function readChallenge(header: string | undefined): Challenge | undefined {
  const [, scheme = "", rest = ""] = /^\s*(\w+)\s*(.*)$/s.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "basic") return { scheme: "basic" };
  if (scheme.toLowerCase() !== "bearer") return undefined;
  const values = new Map(
    Array.from(rest.matchAll(/(\w+)="([^"]*)"/g), ([, key = "", value = ""]) => [key, value]),
  );
  const realm = values.get("realm");
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  return { scheme: "bearer", realm, service: values.get("service") ?? "" };
}

/** The header for HTTP's basic scheme. */
export function basic(credentials: Credentials): string {
  const text = `${credentials.username}:${credentials.password.reveal()}`;
  return `Basic ${Buffer.from(text).toString("base64")}`;
}

/**
 * Asks the token server that a challenge names.
 *
 * @param scope such as `repository:elm/www:pull,push`; none for the mere question who one is
 * @throws UserError when it refuses
 */
export async function fetchToken(
  client: Client,
  want: {
    challenge: Challenge & { scheme: "bearer" };
    scope: string | undefined;
    credentials: Credentials | undefined;
  },
  patience: Patience,
): Promise<string> {
  const url = new URL(want.challenge.realm);
  if (want.challenge.service !== "") url.searchParams.set("service", want.challenge.service);
  if (want.scope !== undefined) url.searchParams.set("scope", want.scope);
  // A registry with TLS must not send the password to where anybody reads it.
  if (want.credentials !== undefined && url.protocol !== "https:" && !isLoopback(url.host)) {
    throw new UserError(
      `the registry sends the password to ${url.origin}, which is not https: nothing was sent there`,
    );
  }
  const headers = want.credentials === undefined ? {} : { Authorization: basic(want.credentials) };
  const answer = await client.ask({ method: "GET", url, headers }, patience);
  const who =
    want.credentials === undefined ? "nobody (no password was given)" : `user "${want.credentials.username}"`;
  if (answer.status !== 200)
    throw new UserError(`${url.host} refuses a token to ${who}: it answered ${answer.status}`);
  const { token, access_token: other } = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  const found = token ?? other;
  if (typeof found !== "string") throw new UserError(`${url.host} answered without a token`);
  return found;
}
