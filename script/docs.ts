import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { table } from "../src/lib/report/markdown.ts";
import { filesBelow } from "./files.ts";

/**
 * Writes the tables of inputs and outputs between the markers of every actions/<action>/README.md, from its action.yml.
 * With `--check` nothing is written and a README that differs is a failure.
 */
interface Contract {
  inputs?: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs?: Record<string, { description: string }>;
}

const check = process.argv.includes("--check");
let stale = 0;
for (const path of await filesBelow("actions", "action.yml")) {
  const contract: Contract = parse(await readFile(path, "utf8"));
  const readme = join(dirname(path), "README.md");
  const text = await readFile(readme, "utf8");
  const written = between(between(text, "inputs", inputs(contract)), "outputs", outputs(contract));
  if (written === text) continue;
  stale += 1;
  if (check) console.log(`${readme} is not what ${path} says: run script/docs`);
  else await writeFile(readme, written);
}
process.exit(check && stale > 0 ? 1 : 0);

function between(text: string, name: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  return text.replace(pattern, (_, open: string, close: string) => `${open}${content}\n${close}`);
}

function inputs({ inputs = {} }: Contract): string {
  const rows = Object.entries(inputs).map(([name, { description, required, default: fallback }]) => [
    `\`${name}\``,
    required === true ? "yes" : "",
    fallback === undefined || fallback === "" ? "" : `\`${fallback}\``,
    description.trim(),
  ]);
  return rows.length === 0 ? "None." : table(["input", "required", "default", "meaning"], rows);
}

function outputs({ outputs = {} }: Contract): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description.trim()]);
  return rows.length === 0 ? "None." : table(["output", "meaning"], rows);
}
