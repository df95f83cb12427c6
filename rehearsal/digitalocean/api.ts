import type { Body } from "./body.ts";
import type { Cloud } from "./cloud.ts";
import { existing, notFound } from "./errors.ts";

/** A request that has been routed: its path's parts, its query and its decoded body. */
export interface Call {
  readonly cloud: Cloud;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** The address that was asked, without its query. */
  readonly self: string;
  readonly body: Body;
}

/** What a call answers: nothing is 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** `GET /v2/droplets/:id` and what answers it. */
export type Routes = Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>>;

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** 204. */
export const nothing: Answer = { status: 204 };

/** The n-th part of the path that is a variable. */
export function param(call: Call, index = 0): string {
  return call.params[index] ?? "";
}

/** The n-th variable part of the path as an id; a path that holds no number is of nothing that exists. */
export function idParam(call: Call, index = 0): number {
  const value = param(call, index);
  if (!/^\d+$/.test(value)) throw notFound();
  return Number(value);
}

/** What the first variable of the path names in a map, or 404. */
export function byId<Value>(call: Call, values: ReadonlyMap<number, Value>): Value {
  return existing(values.get(idParam(call)));
}

/** One page of a list: `page` from 1, `per_page` 1 to 200, 20 when not asked for. */
export function page(call: Call, name: string, all: readonly unknown[]): Answer {
  const size = Math.min(Math.max(Number(call.query.get("per_page")) || 20, 1), 200);
  const number = Math.max(Number(call.query.get("page")) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = (to: number) => `${call.self}?page=${to}&per_page=${size}`;
  const forward = number < last ? { next: link(number + 1), last: link(last) } : {};
  const backward = number > 1 ? { first: link(1), prev: link(number - 1) } : {};
  const links = last > 1 ? { pages: { ...backward, ...forward } } : {};
  const shown = all.slice((number - 1) * size, number * size);
  return ok({ [name]: shown, links, meta: { total: all.length } });
}
