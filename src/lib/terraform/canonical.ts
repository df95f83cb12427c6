/** A path into a value: attribute names and list indexes. */
export type Path = readonly (string | number)[];

/** JSON with sorted keys: the same text for the same value. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const entries = Object.keys(object)
    .sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${entries.join(",")}}`;
}

/** Where a mirror such as `after_unknown` or `after_sensitive` says `true`. */
export function marked(mirror: unknown, path: Path = []): Path[] {
  if (mirror === true) return [path];
  if (mirror === null || typeof mirror !== "object") return [];
  const entries = Array.isArray(mirror) ? [...mirror.entries()] : Object.entries(mirror);
  return entries.flatMap(([key, value]) => marked(value, [...path, key]));
}

/** A copy of `value` without what lies at `paths`. List items become null, so that the others keep their index. */
export function without(value: unknown, paths: readonly Path[]): unknown {
  let copy: unknown = value ?? null;
  for (const path of paths) copy = remove(copy, path);
  return copy;
}

function remove(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return null;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      index === key ? (rest.length === 0 ? null : remove(item, rest)) : item,
    );
  }
  const { [key]: inner, ...others } = value as Record<string, unknown>;
  if (rest.length === 0 || inner === undefined) return others;
  return { ...others, [key]: remove(inner, rest) };
}
