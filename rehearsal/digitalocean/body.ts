import { unprocessable } from "./errors.ts";

/** A decoded JSON object of a request. */
export type Body = Readonly<Record<string, unknown>>;

/** A text that must be there and not empty. */
export function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "")
    throw unprocessable(`${name} is required and must be a string`);
  return value;
}

/** A text that may be left out. */
export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw unprocessable(`${name} must be a string`);
  return value;
}

/** A whole number that must be there. */
export function integer(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== "number" || !Number.isInteger(value))
    throw unprocessable(`${name} must be an integer`);
  return value;
}

/** A list that may be left out or null, which both mean empty. */
export function list(body: Body, name: string): readonly unknown[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value)) throw unprocessable(`${name} must be a list`);
  return value;
}

/** A list of texts that may be left out. */
export function texts(body: Body, name: string): string[] {
  return list(body, name).map((value) => {
    if (typeof value !== "string") throw unprocessable(`${name} must be a list of strings`);
    return value;
  });
}

/** A list of whole numbers that may be left out. */
export function integers(body: Body, name: string): number[] {
  return list(body, name).map((value) => {
    if (!Number.isInteger(value)) throw unprocessable(`${name} must be a list of integers`);
    return Number(value);
  });
}
