import type { Operation } from "../openapi/extract.ts";
import type { Token } from "../state/tokens.ts";
import type { World } from "../state/world.ts";

/** A request that GitHub's description found valid. */
export interface Call {
  readonly world: World;
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The JSON body; `{}` when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly token: Token;
  readonly url: URL;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of JSON. */
  readonly bytes?: Buffer;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** One entry of `errors` in GitHub's answer 422. */
export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
}

/** An answer that is not a success, with GitHub's words. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** 404, which GitHub also says for what a token may not see. */
export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

/** 422 with one reason. */
export function invalid(error: FieldError): ApiError {
  return new ApiError(422, "Validation Failed", { errors: [error] });
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const empty = (status = 204): Answer => ({ status });

/**
 * A page of a list with its Link header.
 *
 * @param wrap puts the page into an object, for the lists that have a `total_count`
 */
export function page<T>(
  call: Call,
  items: readonly T[],
  shape: (item: T) => unknown,
  wrap: (page: unknown[], total: number) => unknown = (list) => list,
): Answer {
  const size = Math.min(100, Math.max(1, Number(call.query.per_page ?? 30)));
  const number = Math.max(1, Number(call.query.page ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const body = wrap(items.slice((number - 1) * size, number * size).map(shape), items.length);
  const link = Object.entries({
    ...(number > 1 ? { prev: number - 1 } : {}),
    ...(number < last ? { next: number + 1, last } : {}),
    ...(number > 1 ? { first: 1 } : {}),
  }).map(([rel, target]) => `<${pageUrl(call.url, target)}>; rel="${rel}"`);
  return { status: 200, body, headers: link.length === 0 ? {} : { link: link.join(", ") } };
}

function pageUrl(url: URL, number: number): string {
  const target = new URL(url);
  target.searchParams.set("page", String(number));
  return target.href;
}

/** A text field that may be missing. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The commit that a name in a path stands for. */
export async function commitOf(call: Call, name: string | undefined): Promise<string> {
  const sha = name === undefined ? undefined : await call.world.git.resolve(name);
  if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${name}`);
  return sha;
}
