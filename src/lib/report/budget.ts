/** GitHub's limit of a step summary, in bytes. */
export const MEBIBYTE = 1024 * 1024;

/** GitHub's limit of a comment's body. It counts characters; bytes are never fewer, so bytes are kept below it. */
export const COMMENT_LIMIT = 65_536;

/**
 * Joins as many whole sections as fit, most important first, and says how many are left out. Sections are never cut
 * inside, so fences and folds stay balanced.
 *
 * @param sections Markdown blocks, most important first
 * @param budget bytes
 * @param rest what the reader does about the sections left out
 */
export function withinBudget(
  sections: readonly string[],
  budget: number,
  rest = "see the log of this run",
): string {
  const full = sections.join("\n\n");
  if (Buffer.byteLength(full) <= budget) return full;
  const note = (count: number) => `_${count} more sections do not fit here: ${rest}._`;
  const reserve = Buffer.byteLength(note(sections.length)) + 2;
  const kept: string[] = [];
  let used = 0;
  for (const section of sections) {
    const bytes = Buffer.byteLength(section) + 2;
    if (used + bytes + reserve > budget) break;
    kept.push(section);
    used += bytes;
  }
  return [...kept, note(sections.length - kept.length)].join("\n\n");
}
