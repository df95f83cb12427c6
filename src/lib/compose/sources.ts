import { readFile } from "node:fs/promises";
import { type Document, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** One compose file as it was written, so that a mistake can be named by file and line. */
export interface Source {
  readonly file: string;
  readonly document: Document;
  lineAt(offset: number): number;
}

/** Reads compose files; `mistakes` gets a line for each file that is missing or no YAML. */
export async function readSources(files: readonly string[], mistakes: string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) {
      mistakes.push(
        `compose file ${file} does not exist: check compose-files, and that the repository is checked out`,
      );
      continue;
    }
    const counter = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: counter,
      merge: true,
      version: "1.1",
      prettyErrors: false,
    });
    for (const error of document.errors) {
      const { line, col } = counter.linePos(error.pos[0]);
      mistakes.push(`${file}:${line}:${col}: ${error.message.split("\n")[0]}`);
    }
    sources.push({ file, document, lineAt: (offset) => counter.linePos(offset).line });
  }
  return sources;
}

/** `file:line` of the first source that has a path such as `["services", "www", "image"]`, or of its nearest parent. */
export function locate(sources: readonly Source[], path: readonly string[]): string {
  for (let length = path.length; length > 0; length -= 1) {
    for (const { file, document, lineAt } of [...sources].reverse()) {
      const line = lineOf(document, path.slice(0, length));
      if (line !== undefined) return `${file}:${lineAt(line)}`;
    }
  }
  return sources.map(({ file }) => file).join(", ");
}

function lineOf(document: Document, path: readonly string[]): number | undefined {
  let found: number | undefined;
  visit(document, {
    Pair(_, pair, ancestors) {
      const names = [...ancestors, pair].flatMap((node) =>
        "key" in node && isScalar(node.key) ? [String(node.key.value)] : [],
      );
      if (names.length !== path.length || names.some((name, i) => name !== path[i])) return undefined;
      if (isScalar(pair.key)) found = pair.key.range?.[0];
      return visit.BREAK;
    },
  });
  return found;
}

/**
 * `${NAME}` without a value and without a default. `docker stack deploy` puts an empty text there and goes on: an empty
 * image tag, an empty host rule.
 */
export function missingVariables(
  sources: readonly Source[],
  variables: Readonly<Record<string, string>>,
): string[] {
  return sources.flatMap(({ file, document, lineAt }) => {
    const missing: string[] = [];
    visit(document, {
      Scalar(key, node) {
        if (key === "key" || typeof node.value !== "string") return;
        for (const name of namesWithoutDefault(node.value)) {
          if (name in variables) continue;
          const where = `${file}:${lineAt(node.range?.[0] ?? 0)}`;
          missing.push(
            `${where}: \${${name}} has no value: give it in variables, or a default as \${${name}:-…}`,
          );
        }
      },
    });
    return missing;
  });
}

function namesWithoutDefault(text: string): string[] {
  const pattern = /\$\$|\$\{(\w+)(:?[-?+])?|\$([A-Za-z_]\w*)/g;
  return [...text.matchAll(pattern)].flatMap(([, braced, operator, plain]) => {
    if (plain !== undefined) return [plain];
    return braced !== undefined && operator === undefined ? [braced] : [];
  });
}
