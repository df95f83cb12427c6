/**
 * Fills in the `${{ }}` of a concurrency group: paths into the contexts and `||`, which is what such groups are made
 * of. Anything else becomes an empty text.
 *
 * @param contexts `github`, `inputs`
 */
export function interpolate(text: string, contexts: Readonly<Record<string, unknown>>): string {
  return text.replace(/\$\{\{(.+?)\}\}/g, (_, expression: string) => {
    for (const part of expression.split("||")) {
      const value = evaluate(part.trim(), contexts);
      if (value !== undefined && value !== null && value !== false && value !== "") return String(value);
    }
    return "";
  });
}

function evaluate(part: string, contexts: Readonly<Record<string, unknown>>): unknown {
  const literal = /^'(.*)'$/.exec(part)?.[1];
  if (literal !== undefined) return literal;
  const equals = /^(.+?)\s*(==|!=)\s*(.+)$/.exec(part);
  if (equals !== null) {
    const [, left = "", sign, right = ""] = equals;
    return (evaluate(left, contexts) === evaluate(right, contexts)) === (sign === "==");
  }
  return part
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined | null)?.[key], contexts);
}
