import { canonical, type Path } from "./canonical.ts";
import { diffLines } from "./line-diff.ts";
import type { Change } from "./plan.ts";
import { SENSITIVE } from "./redact.ts";

const UNKNOWN = "(known after apply)";
/** Characters of one value. */
const VALUE_LIMIT = 300;

/** One value in its five aspects, all of the same shape. */
interface Node {
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly sensitiveBefore: unknown;
  readonly sensitiveAfter: unknown;
}

/**
 * The lines of a `diff` block for one change: changed attributes only; unknown and sensitive values are marked, long
 * texts and JSON are compared line by line inside.
 */
export function attributeLines(change: Change): string[] {
  const unknownNames: string[] = [];
  const forcing = new Set((change.replace_paths ?? []).map(pathText));
  const lines: string[] = [];
  const creating = change.before === null || change.before === undefined;
  const emit = (path: Path, node: Node) => {
    if (node.unknown === true && creating && path.length > 0) {
      unknownNames.push(pathText(path));
      return;
    }
    const why = forces(path, forcing) ? " # forces replacement" : "";
    lines.push(
      ...leaf(pathText(path), node).map((line, index, all) => (index === all.length - 1 ? line + why : line)),
    );
  };
  walk([], rootNode(change), emit);
  if (unknownNames.length > 0) lines.push(`# known after apply: ${unknownNames.join(", ")}`);
  return lines;
}

function rootNode(change: Change): Node {
  return {
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    sensitiveBefore: change.before_sensitive,
    sensitiveAfter: change.after_sensitive,
  };
}

function walk(path: Path, node: Node, emit: (path: Path, node: Node) => void): void {
  const secret = node.sensitiveBefore === true || node.sensitiveAfter === true;
  if (node.unknown !== true && !secret) {
    if (!hasMarks(node.unknown) && canonical(node.before) === canonical(node.after)) return;
    const keys = childKeys(node);
    if (keys !== undefined) {
      for (const key of keys) walk([...path, key], child(node, key), emit);
      return;
    }
  }
  if (secret && node.unknown !== true && canonical(node.before) === canonical(node.after)) return;
  emit(path, node);
}

/** Keys to go into, or `undefined` for a leaf. */
function childKeys(node: Node): (string | number)[] | undefined {
  const sides = [node.before, node.after].filter((side) => !isNothing(side));
  if (!sides.every(isContainer) || isResized(node)) return undefined;
  const mirrors = [node.unknown, node.sensitiveBefore, node.sensitiveAfter].filter(isContainer);
  const all = [...sides, ...mirrors];
  const lists = sides.filter(Array.isArray).length;
  if (lists > 0 && lists < sides.length) return undefined;
  const keys = new Set(all.flatMap((side) => Object.keys(side as object)));
  if (keys.size === 0) return undefined;
  const isList = sides.length > 0 ? lists > 0 : all.every(Array.isArray);
  return isList ? [...keys].map(Number).sort((a, b) => a - b) : [...keys].sort();
}

function isContainer(value: unknown): boolean {
  return value !== null && typeof value === "object";
}

function hasMarks(mirror: unknown): boolean {
  if (mirror === true) return true;
  return isContainer(mirror) && Object.values(mirror as object).some(hasMarks);
}

function child(node: Node, key: string | number): Node {
  const get = (value: unknown) =>
    value === true ? true : isContainer(value) ? (value as Record<string | number, unknown>)[key] : undefined;
  return {
    before: get(node.before),
    after: get(node.after),
    unknown: get(node.unknown),
    sensitiveBefore: get(node.sensitiveBefore),
    sensitiveAfter: get(node.sensitiveAfter),
  };
}

function leaf(name: string, node: Node): string[] {
  const label = name === "" ? "" : `${name} = `;
  const had = !isNothing(node.before);
  const has = node.unknown === true || !isNothing(node.after);
  // A provider fills what is not set with empty lists: of a new object they tell nothing.
  if (!had && node.unknown !== true && isEmpty(node.after)) return [];
  if (had && has && isResized(node)) return itemLines(name, node);
  const before = hide(node.before, node.sensitiveBefore);
  const unknownAfter = node.unknown === true && node.sensitiveAfter !== true;
  const after = unknownAfter ? UNKNOWN : hide(node.after, node.sensitiveAfter);
  const inside = had && has ? insideLines(name, before, after) : undefined;
  if (inside !== undefined) return inside;
  const changed = had && has && before === SENSITIVE && after === SENSITIVE ? " # changed" : "";
  return [
    ...(had ? [`- ${label}${valueText(before)}`] : []),
    ...(has ? [`+ ${label}${valueText(after)}${changed}`] : []),
  ];
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function isEmpty(value: unknown): boolean {
  return isContainer(value) && Object.keys(value as object).length === 0;
}

/** A list with items added or removed: its indexes say nothing, since a set is sorted anew. */
function isResized({ before, after, unknown, sensitiveBefore, sensitiveAfter }: Node): boolean {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length === after.length) return false;
  return ![unknown, sensitiveBefore, sensitiveAfter].some(hasMarks);
}

/** The items that were removed and added. */
function itemLines(name: string, { before, after }: Node): string[] {
  const items = (value: unknown) => (Array.isArray(value) ? value : []).map((item) => canonical(item));
  return diffLines(items(before), items(after))
    .filter(({ sign }) => sign !== " ")
    .map(({ sign, text }) => `${sign} ${name}[] = ${shortened(text)}`);
}

/** A copy without the sensitive values, of any length, that lie inside of a value shown whole. */
function hide(value: unknown, sensitive: unknown): unknown {
  if (sensitive === true) return SENSITIVE;
  if (!isContainer(value) || !isContainer(sensitive)) return value;
  const mirror = sensitive as Record<string, unknown>;
  if (Array.isArray(value)) return value.map((item, index) => hide(item, mirror[index]));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, hide(item, mirror[key])]),
  );
}

/** Compares texts of several lines, and JSON inside of strings, line by line. */
function insideLines(name: string, before: unknown, after: unknown): string[] | undefined {
  if (typeof before !== "string" || typeof after !== "string") return undefined;
  const [left, right] = [textLines(before), textLines(after)];
  if (left.length < 2 && right.length < 2) return undefined;
  const lines = diffLines(left, right).map(({ sign, text }) => `${sign}   ${shortened(text)}`);
  return [`  ${name || "value"}:`, ...lines];
}

function textLines(text: string): string[] {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2).split("\n");
    } catch {
      // Not JSON after all.
    }
  }
  return text.split("\n");
}

function valueText(value: unknown): string {
  if (value === SENSITIVE || value === UNKNOWN) return String(value);
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length <= VALUE_LIMIT ? text : `${text.slice(0, VALUE_LIMIT)}… (${text.length} characters)`;
}

function forces(path: Path, forcing: ReadonlySet<string>): boolean {
  return path.some((_, index) => forcing.has(pathText(path.slice(0, index + 1))));
}

/** A path as it is written in the configuration: `ports[0].name`. */
export function pathText(path: Path): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
}
