/** One line of `packer -machine-readable` (https://developer.hashicorp.com/packer/docs/commands#machine-readable-output). */
export interface Line {
  /** Seconds since 1970. */
  readonly time: number;
  /** Name of the build; empty for what concerns all of them. */
  readonly target: string;
  readonly type: string;
  readonly data: readonly string[];
}

/** What a build left: the fields of its artifact lines, such as `builder-id`, `id`, `string`. */
export type Artifact = Readonly<Record<string, string>>;

/** Reads one line; `undefined` when it is not of that form (a crash prints plain text). */
export function parseLine(text: string): Line | undefined {
  const match = /^(\d+),([^,]*),([^,]+),?(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, time = "", target = "", type = "", data = ""] = match;
  return { time: Number(time), target, type, data: data === "" ? [] : data.split(",").map(decode) };
}

/** What a person reads of a line: the words of `ui` lines, several where they break; nothing for other lines. */
export function spoken(line: Line): readonly string[] {
  if (line.type !== "ui") return [];
  const text = line.data.slice(1).join(",");
  return text
    .replace(/\n+$/, "")
    .split("\n")
    .map((part) => part.trimEnd());
}

/** The artifacts of every build, in order. Post-processors repeat them: choose by `builder-id`. */
export function readArtifacts(lines: readonly Line[]): readonly Artifact[] {
  const artifacts = new Map<string, Record<string, string>>();
  for (const { target, type, data } of lines) {
    const [index, field, ...rest] = data;
    if (type !== "artifact" || index === undefined || field === undefined || field === "end") continue;
    const key = `${target} ${index}`;
    const artifact = artifacts.get(key) ?? {};
    // `file` lines have an index of their own; only plain fields are kept.
    artifact[field] = rest.join(",");
    artifacts.set(key, artifact);
  }
  return [...artifacts.values()];
}

/** What went wrong, in Packer's words, each once: errors of builds first, else what was said as an error. */
export function readErrors(lines: readonly Line[]): readonly string[] {
  const ofBuilds = lines.filter(({ type }) => type === "error").map(({ data }) => data.join(","));
  const said = lines
    .filter(({ type, data }) => type === "ui" && data[0] === "error")
    .map(({ data }) => data.slice(1).join(","));
  const chosen = ofBuilds.length > 0 ? ofBuilds : said;
  return [...new Set(chosen.map((text) => text.trim()).filter((text) => text !== ""))];
}

/** Packer writes a comma as `%!(PACKER_COMMA)` and line ends as two characters. */
function decode(text: string): string {
  return text.replaceAll("%!(PACKER_COMMA)", ",").replaceAll("\\n", "\n").replaceAll("\\r", "");
}
