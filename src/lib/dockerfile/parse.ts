/** One instruction of a Dockerfile, with its continuation lines joined. */
export interface Instruction {
  /** In capitals: `FROM`, `RUN`, … */
  readonly keyword: string;
  readonly rest: string;
  /** First line, counted from 1. */
  readonly line: number;
  /** Last line, heredocs included. */
  readonly endLine: number;
}

/**
 * Reads a Dockerfile into instructions (https://docs.docker.com/reference/dockerfile/): comments, the `escape`
 * directive, continuation lines and heredocs are known. It does not judge: what the builder refuses, it refuses.
 */
export function parse(text: string): Instruction[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const joint = /^#\s*escape\s*=\s*`\s*$/im.test(directives(lines)) ? "`" : "\\";
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (blank(lines[at] ?? "")) continue;
    const first = at;
    const parts: string[] = [];
    for (; at < lines.length; at++) {
      const line = lines[at] ?? "";
      // A comment or an empty line inside a continued instruction is left out of it.
      if (parts.length > 0 && blank(line)) continue;
      const continued = line.trimEnd().endsWith(joint);
      parts.push(continued ? line.trimEnd().slice(0, -1) : line);
      if (!continued) break;
    }
    const [, keyword = "", rest = ""] = /^\s*(\S+)\s*(.*)$/s.exec(parts.join("")) ?? [];
    at = endOfHeredocs(lines, { at, keyword, rest });
    instructions.push({
      keyword: keyword.toUpperCase(),
      rest: rest.trim(),
      line: first + 1,
      endLine: Math.min(at, lines.length - 1) + 1,
    });
  }
  return instructions;
}

function blank(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

/** Directives stand before everything else. */
function directives(lines: readonly string[]): string {
  const end = lines.findIndex((line) => !/^#\s*\w+\s*=/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).join("\n");
}

function endOfHeredocs(
  lines: readonly string[],
  { at, keyword, rest }: { at: number; keyword: string; rest: string },
): number {
  if (!/^(RUN|COPY|ADD)$/i.test(keyword)) return at;
  let end = at;
  for (const [, dash, , word = ""] of rest.matchAll(/<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
    const found = lines.findIndex(
      (line, index) => index > end && (dash === "-" ? line.replace(/^\t+/, "") : line) === word,
    );
    if (found !== -1) end = found;
  }
  return end;
}
