/**
 * Reads a `.dockerignore` (https://docs.docker.com/build/concepts/context/#dockerignore-files).
 *
 * @returns a function that says whether a path (relative, with `/`) is left out of the context; the last pattern
 *   that matches the path or a folder above it decides
 */
export function readIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const keep = line.startsWith("!");
      return { keep, expression: toExpression(clean(keep ? line.slice(1).trim() : line)) };
    });
  return (path) => {
    const parts = path.split("/");
    const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
    let ignored = false;
    for (const { keep, expression } of patterns)
      if (above.some((each) => expression.test(each))) ignored = !keep;
    return ignored;
  };
}

/** As Go's filepath.Clean, with the leading slash taken away. */
function clean(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0) parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** `*` and `?` stay inside one folder, `**` crosses folders, `[…]` is a set, a backslash takes the next character as it is. */
function toExpression(pattern: string): RegExp {
  const tokens = pattern.matchAll(/\*\*\/?|\*|\?|\[\^?[^\]]+\]|\\.|./gs);
  const source = Array.from(tokens, ([token]) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 2 && token.startsWith("[")) return token.replaceAll("\\", "\\\\");
    return (token.startsWith("\\") && token.length === 2 ? token.slice(1) : token).replace(
      /[.*+?^${}()|[\]\\/]/g,
      "\\$&",
    );
  }).join("");
  return new RegExp(`^${source}$`, "s");
}
