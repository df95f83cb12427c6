/** Replaces known secrets by `***`, as GitHub's runner does. */
export interface Masker {
  add(value: string): void;
  mask(text: string): string;
}

const SHORTEST_LINE = 4;

/**
 * @param values secrets known from the start; each line of a longer one is masked by itself, because a log is
 * masked line by line, and so is its base64 form
 */
export function createMasker(values: Iterable<string>): Masker {
  const known = new Set<string>();
  let ordered: string[] = [];
  const add = (value: string) => {
    if (value.trim() === "") return;
    known.add(value).add(Buffer.from(value).toString("base64"));
    for (const line of value.split("\n")) if (line.trim().length >= SHORTEST_LINE) known.add(line.trim());
    // Longest first: a secret that holds another one must not be left half visible.
    ordered = [...known].sort((a, b) => b.length - a.length);
  };
  for (const value of values) add(value);
  return { add, mask: (text) => ordered.reduce((masked, value) => masked.replaceAll(value, "***"), text) };
}
