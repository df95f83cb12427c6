import { marked } from "./canonical.ts";
import type { Change, PlanJson } from "./plan.ts";

/** Replaces secrets in a text that people will read. */
export type Redact = (text: string) => string;

export const SENSITIVE = "(sensitive)";
/** Shorter values would hide ordinary words. */
const LEAST = 8;
/** Secrets that are looked for; the memory for more would be noticed. */
const MOST = 20_000;
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSPHRASE|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS/i;

/**
 * Makes a redaction of everything the plan marks as sensitive (variables, attributes and outputs, before and after)
 * and of the environment's secrets, as they are, in base64 and inside JSON strings. Terraform marks what it knows to
 * derive from a secret; a provider may still echo one in an attribute or in a message that nobody marked.
 */
export function redaction(plan: PlanJson | undefined, env: NodeJS.ProcessEnv = process.env): Redact {
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (SECRET_NAME.test(name) && value !== undefined) addLines(secrets, value);
  }
  if (plan !== undefined) for (const value of sensitiveStrings(plan)) addLines(secrets, value);
  const index = new Map<string, Form[]>();
  for (const form of [...secrets].slice(0, MOST).flatMap(written)) {
    const prefix = form.text.slice(0, LEAST);
    const forms = index.get(prefix);
    if (forms === undefined) index.set(prefix, [form]);
    else forms.push(form);
  }
  for (const forms of index.values()) forms.sort((a, b) => b.text.length - a.text.length);
  return (text) => (index.size === 0 ? text : replaceForms(text, index));
}

/** A way in which a secret is written. */
interface Form {
  readonly text: string;
  /** What may follow and belongs to it. */
  readonly tail?: RegExp;
}

// One pass over the text, whatever the number of secrets: an alternation of them all took ten seconds for 1 MB.
function replaceForms(text: string, index: ReadonlyMap<string, readonly Form[]>): string {
  let kept = "";
  let from = 0;
  for (let at = 0; at + LEAST <= text.length; at++) {
    const form = index.get(text.slice(at, at + LEAST))?.find((one) => text.startsWith(one.text, at));
    if (form === undefined) continue;
    kept += text.slice(from, at) + SENSITIVE;
    from = at + form.text.length;
    from += form.tail?.exec(text.slice(from, from + 8))?.[0].length ?? 0;
    at = from - 1;
  }
  return kept + text.slice(from);
}

function sensitiveStrings(plan: PlanJson): Set<string> {
  const found = new Set<string>();
  const declared = plan.configuration?.root_module?.variables ?? {};
  for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
    if (declared[name]?.sensitive === true) addStrings(found, value);
  }
  const resources = [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])];
  const changes: Change[] = resources.map(({ change }) => change);
  for (const change of [...changes, ...Object.values(plan.output_changes ?? {})]) {
    for (const path of marked(change.before_sensitive)) addStrings(found, at(change.before, path));
    for (const path of marked(change.after_sensitive)) addStrings(found, at(change.after, path));
  }
  return found;
}

function addStrings(found: Set<string>, value: unknown): void {
  if (typeof value === "string") found.add(value);
  else if (value !== null && typeof value === "object") {
    for (const inner of Object.values(value)) addStrings(found, inner);
  }
}

function addLines(secrets: Set<string>, value: string): void {
  for (const text of [value, ...value.split("\n")].map((line) => line.trim())) {
    if (text.length >= LEAST) secrets.add(text);
  }
}

/** The ways in which a secret is written: bare, inside of JSON, of JSON inside of JSON, and of base64. */
function written(secret: string): Form[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const plain = new Set([secret, inJson(secret), inJson(inJson(secret))]);
  return [
    ...Array.from(plain, (text) => ({ text })),
    ...[0, 1, 2].flatMap((offset) => inBase64(secret, offset)),
  ];
}

/**
 * The characters of base64 that this secret alone decides when `offset` bytes (modulo 3) come before it; the rest of its
 * last group is hidden as well.
 */
function inBase64(secret: string, offset: number): Form[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const decided = bytes
    .toString("base64")
    .slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  return decided.length < LEAST ? [] : [{ text: decided, tail: /^[\w+/]{0,3}={0,2}/ }];
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      inner === null || typeof inner !== "object"
        ? undefined
        : (inner as Record<string | number, unknown>)[key],
    value,
  );
}
