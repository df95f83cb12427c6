/** A line of a diff: removed, added, or the same in both. */
export interface DiffLine {
  readonly sign: "-" | "+" | " ";
  readonly text: string;
}

/** Comparing more pairs of lines than this takes too long: then the middle is shown as removed and added. */
const MOST_PAIRS = 250_000;
/** Unchanged lines shown around a change. */
const AROUND = 2;

/** Compares two lists of lines; unchanged stretches are shortened. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore--;
    endAfter--;
  }
  const same = (text: string): DiffLine => ({ sign: " ", text });
  return shorten([
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, endBefore), after.slice(start, endAfter)),
    ...before.slice(endBefore).map(same),
  ]);
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const removed = before.map((text): DiffLine => ({ sign: "-", text }));
  const added = after.map((text): DiffLine => ({ sign: "+", text }));
  if (before.length * after.length > MOST_PAIRS) return [...removed, ...added];
  const common = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const text = before[i] ?? "";
    if (text === after[j]) {
      lines.push({ sign: " ", text });
      i++;
      j++;
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      lines.push({ sign: "-", text });
      i++;
    } else {
      lines.push({ sign: "+", text: after[j] ?? "" });
      j++;
    }
  }
  return [...lines, ...removed.slice(i), ...added.slice(j)];
}

/** Lengths of the longest common subsequences of all pairs of tails. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row === undefined) continue;
      const next = lengths[i + 1];
      row[j] = before[i] === after[j] ? (next?.[j + 1] ?? 0) + 1 : Math.max(next?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function shorten(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (line.sign === " ") continue;
    for (let i = index - AROUND; i <= index + AROUND; i++) near.add(i);
  }
  const kept: DiffLine[] = [];
  let hidden = 0;
  for (const [index, line] of lines.entries()) {
    if (near.has(index)) {
      if (hidden > 0) kept.push({ sign: " ", text: `… ${hidden} unchanged lines` });
      hidden = 0;
      kept.push(line);
    } else hidden++;
  }
  if (hidden > 0 && kept.length > 0) kept.push({ sign: " ", text: `… ${hidden} unchanged lines` });
  return kept;
}
