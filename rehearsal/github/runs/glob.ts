/**
 * Whether a name matches GitHub's filter patterns: later patterns win, `!` takes away. `*` stays within a folder,
 * `**` does not; `?`, `+` and `[…]` are as in GitHub's cheat sheet.
 */
export function matchesFilter(name: string, patterns: readonly string[]): boolean {
  return patterns.reduce(
    (matched, pattern) =>
      pattern.startsWith("!")
        ? matched && !glob(pattern.slice(1)).test(name)
        : matched || glob(pattern).test(name),
    false,
  );
}

function glob(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|[?+]|\[[^\]]+\]|[.\\^$|(){}]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?" || token === "+" || token.startsWith("[")) return token;
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
