import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors/errors.ts";
import type { Secret } from "../secret/secret.ts";

/** https://docs.digitalocean.com/reference/api/digitalocean/#tag/Snapshots, of droplets; the fields we use. */
export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly regions: readonly string[];
}

/** A droplet; the fields we use. */
export interface Droplet {
  readonly id: number;
  readonly name: string;
  readonly image?: { readonly id: number } | null;
}

/** A key of the account; the fields we use. */
export interface AccountKey {
  readonly id: number;
  readonly name: string;
}

/** The part of DigitalOcean's API that is needed beside Packer and Terraform. */
export interface DigitalOcean {
  snapshots(): Promise<readonly Snapshot[]>;
  droplets(): Promise<readonly Droplet[]>;
  keys(): Promise<readonly AccountKey[]>;
  /** Deletes one thing; one that is gone already is no error. */
  remove(kind: "snapshots" | "droplets" | "account/keys", id: string | number): Promise<void>;
}

const TRIES = 4;

/** A client of the API at `DIGITALOCEAN_API_URL`, by default DigitalOcean's own. Broken connections, 429 and 5xx are tried again. */
export function openDigitalOcean(token: Secret): DigitalOcean {
  const base = process.env.DIGITALOCEAN_API_URL || "https://api.digitalocean.com";
  const call = (method: "GET" | "DELETE", path: string) =>
    request({ method, url: new URL(`/v2/${path}`, base), token });
  const list = async <T>(path: string, field: string): Promise<T[]> => {
    const items: T[] = [];
    for (let page = 1; ; page++) {
      const glue = path.includes("?") ? "&" : "?";
      const body = (await (await call("GET", `${path}${glue}page=${page}&per_page=200`)).json()) as Page<T>;
      items.push(...((body[field] ?? []) as T[]));
      if (!body.links?.pages?.next) return items;
    }
  };
  return {
    snapshots: () => list<Snapshot>("snapshots?resource_type=droplet", "snapshots"),
    droplets: () => list<Droplet>("droplets", "droplets"),
    keys: () => list<AccountKey>("account/keys", "ssh_keys"),
    remove: async (kind, id) => {
      await call("DELETE", `${kind}/${encodeURIComponent(id)}`);
    },
  };
}

type Page<T> = { links?: { pages?: { next?: string } } | null } & { [field: string]: unknown | T[] };

interface Request {
  readonly method: "GET" | "DELETE";
  readonly url: URL;
  readonly token: Secret;
}

async function request({ method, url, token }: Request): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token.reveal()}`, accept: "application/json" },
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => error as Error);
    const broken = answer instanceof Error;
    if (!broken && (answer.ok || (method === "DELETE" && answer.status === 404))) return answer;
    const again = broken || answer.status === 429 || answer.status >= 500;
    if (!again || attempt === TRIES) throw await failure(method, url, answer);
    const asked = broken ? 0 : Number(answer.headers.get("retry-after") ?? 0);
    await sleep(Math.min(Math.max(asked, 2 ** (attempt - 1)), 30) * 1000);
  }
}

async function failure(method: string, url: URL, answer: Response | Error): Promise<UserError> {
  const what = `${method} ${url.origin}${url.pathname}`;
  if (answer instanceof Error)
    return new UserError(`DigitalOcean's API can't be reached (${what})`, { cause: answer });
  if (answer.status === 401)
    return new UserError(
      "DigitalOcean refuses the token (401): give token a personal access token that may read and write",
    );
  const body = (await answer.json().catch(() => ({}))) as { message?: string };
  return new UserError(
    `DigitalOcean answers ${what} with ${answer.status}: ${body.message ?? answer.statusText}`,
  );
}
