import { type Instruction, parse } from "./parse.ts";

/** A reference to an image that a Dockerfile builds on or copies from. */
export interface Base {
  /** With its arguments filled in. */
  readonly image: string;
  /** As it stands in the Dockerfile. */
  readonly written: string;
  /** Line of the instruction, counted from 1. */
  readonly line: number;
}

/** The names of the build arguments that a Dockerfile declares, anywhere. */
export function declaredArguments(text: string): Set<string> {
  const declared = new Set<string>();
  for (const { keyword, rest } of parse(text)) {
    if (keyword !== "ARG") continue;
    for (const [, name = ""] of rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g)) declared.add(name);
  }
  return declared;
}

/**
 * The images from outside that a Dockerfile needs: in `FROM` and in `COPY --from`. `scratch` and its own stages are none.
 *
 * @param values build arguments that are passed; they win over the defaults of `ARG`
 */
export function bases(text: string, values: Readonly<Record<string, string>>): Base[] {
  const args = new Map<string, string>();
  const stages = new Set<string>();
  const found: Base[] = [];
  let before = true;
  for (const instruction of parse(text)) {
    if (instruction.keyword === "ARG" && before) declare(instruction, args, values);
    const written = referred(instruction);
    if (instruction.keyword === "FROM") before = false;
    if (written !== undefined) {
      const image = substitute(written, args);
      const own = image === "scratch" || stages.has(image.toLowerCase()) || /^\d+$/.test(image);
      if (!own && image !== "") found.push({ image, written, line: instruction.line });
    }
    const alias =
      instruction.keyword === "FROM" ? /\sAS\s+(\S+)\s*$/i.exec(instruction.rest)?.[1] : undefined;
    if (alias !== undefined) stages.add(alias.toLowerCase());
  }
  return found;
}

/**
 * Puts other images in the place of those a Dockerfile names. Lines keep their numbers, so that messages of the builder still
 * point at the right one.
 *
 * @param replacements by the reference as it is written
 */
export function replaceBases(text: string, replacements: ReadonlyMap<string, string>): string {
  const lines = text.split("\n");
  for (const instruction of parse(text)) {
    const written = referred(instruction);
    const replacement = written === undefined ? undefined : replacements.get(written);
    if (written === undefined || replacement === undefined) continue;
    for (let at = instruction.line - 1; at < instruction.endLine; at++) {
      const line = lines[at] ?? "";
      if (line.includes(written)) {
        lines[at] = line.replace(written, () => replacement);
        break;
      }
    }
  }
  return lines.join("\n");
}

/** The image or stage that an instruction names. */
function referred({ keyword, rest }: Instruction): string | undefined {
  if (keyword === "FROM") return rest.split(/\s+/).find((word) => !word.startsWith("--"));
  if (keyword === "COPY") return /^(?:--\S+\s+)*--from=(\S+)/.exec(rest)?.[1];
  if (keyword === "RUN") return /^(?:--\S+\s+)*--mount=\S*\bfrom=([^,\s]+)/.exec(rest)?.[1];
  return undefined;
}

function declare(
  { rest }: Instruction,
  args: Map<string, string>,
  values: Readonly<Record<string, string>>,
): void {
  for (const [, name = "", quoted] of rest.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)) {
    const fallback = substitute((quoted ?? "").replace(/^(["'])(.*)\1$/s, "$2"), args);
    args.set(name, values[name] ?? fallback);
  }
}

/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`. */
function substitute(text: string, args: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)(?::([-+])([^}]*))?\}|(\w+))/g,
    (_, braced: string | undefined, operator: string | undefined, word = "", plain = "") => {
      const value = args.get(braced ?? plain) ?? "";
      if (operator === "+") return value === "" ? "" : word;
      return value === "" && operator === "-" ? word : value;
    },
  );
}
