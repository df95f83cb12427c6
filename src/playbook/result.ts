import { code, escapeHtml, table } from "../lib/report/markdown.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows of one table; the result as a whole is an output as well. */
const ROWS = 200;

/**
 * What a playbook gave by `set_stats` under the name `result`, as Markdown: an object's lists of objects become tables
 * under their names, everything else a line.
 */
export function resultSections(result: unknown): string[] {
  if (!isRow(result)) return [];
  return Object.entries(result).map(([name, value]) => {
    const title = escapeHtml(name.replaceAll("_", " "));
    if (!Array.isArray(value)) return `**${title}**: ${cell(value)}`;
    if (value.length === 0) return `**${title}**: none`;
    const more = value.length > ROWS ? `\n\n… ${value.length - ROWS} more in the output \`result\`` : "";
    const shown = value.slice(0, ROWS);
    if (!shown.every(isRow)) return `**${title}**: ${shown.map(cell).join(", ")}${more}`;
    const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))];
    const rows = shown.map((row) => columns.map((column) => cell(row[column])));
    return `**${title}**\n\n${table(
      columns.map((column) => escapeHtml(column.replaceAll("_", " "))),
      rows,
    )}${more}`;
  });
}

function cell(value: unknown): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "object") return code(JSON.stringify(value));
  return escapeHtml(String(value));
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
