import { code, fence, fold } from "../report/markdown.ts";
import { attributeLines } from "./attributes.ts";
import {
  type Change,
  type Counts,
  changedOutputs,
  changedResources,
  isMoved,
  type Kind,
  kindOf,
  nameOf,
  type PlanJson,
  type ResourceChange,
} from "./plan.ts";
import { reason } from "./reasons.ts";
import type { Redact } from "./redact.ts";

/** Most important first. */
const ORDER: readonly Kind[] = ["destroy", "replace", "forget", "create", "update", "import", "move"];
const HEADINGS: Partial<Record<Kind, string>> = {
  destroy: "Destroyed",
  replace: "Replaced",
  forget: "Forgotten (no longer managed, not destroyed)",
  create: "Created",
  update: "Changed",
  import: "Imported",
  move: "Moved",
};
const MARKS: Partial<Record<Kind, string>> = {
  destroy: "➖ destroy",
  replace: "🔁 replace",
  forget: "👋 forget",
  create: "➕ create",
  update: "✏️ change",
  import: "📥 import",
  move: "🚚 move",
};
/** Bytes of one resource's diff. */
const RESOURCE_LIMIT = 6_000;
/** Resources named in the warning on top. */
const NAMED = 40;

/** "1 to destroy, 2 to create" or "no changes". */
export function countsText(counts: Counts): string {
  const parts: [number, string][] = [
    [counts.destroy, "to destroy"],
    [counts.replace, "to replace"],
    [counts.forget, "to forget"],
    [counts.create, "to create"],
    [counts.update, "to change"],
    [counts.import, "to import"],
    [counts.move, "to move"],
    [counts.outputs, counts.outputs === 1 ? "output changes" : "outputs change"],
  ];
  const said = parts.filter(([number]) => number > 0).map(([number, text]) => `${number} ${text}`);
  return said.length === 0 ? "no changes" : said.join(", ");
}

/** The warning that can't be missed: what is destroyed or replaced, and why. Empty when nothing is. */
export function dangerSection(plan: PlanJson): string {
  const destroyed = changedResources(plan).filter((resource) => kindOf(resource) === "destroy");
  const replaced = changedResources(plan).filter((resource) => kindOf(resource) === "replace");
  if (destroyed.length + replaced.length === 0) return "";
  const said = [
    ...(destroyed.length > 0 ? [`${resources(destroyed.length)} will be destroyed`] : []),
    ...(replaced.length > 0 ? [`${resources(replaced.length)} will be destroyed and created anew`] : []),
  ];
  const all = [...destroyed, ...replaced];
  const lines = all.slice(0, NAMED).map((resource) => {
    const why = reason(resource);
    return `- **${kindOf(resource)}** ${code(nameOf(resource))}${why === "" ? "" : `: ${why}`}`;
  });
  if (all.length > NAMED) lines.push(`- and ${all.length - NAMED} more, below`);
  return ["[!CAUTION]", `**${said.join(", ")}**`, "", ...lines]
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

/** Resources with what happens to each, most important first. */
export function ordered(plan: PlanJson): ResourceChange[] {
  const changed = changedResources(plan);
  return ORDER.flatMap((kind) => changed.filter((resource) => kindOf(resource) === kind));
}

/** One folded section for each resource, with its diff. Rendered one by one, so that a huge plan costs no more. */
export function* resourceSections(plan: PlanJson, redact: Redact): Generator<string> {
  for (const resource of ordered(plan)) yield resourceSection(resource, redact);
}

/** Every resource by name only, in sections of one kind and at most 100 names. */
export function* nameSections(plan: PlanJson): Generator<string> {
  const all = ordered(plan);
  for (const kind of ORDER) {
    const names = all
      .filter((resource) => kindOf(resource) === kind)
      .map((resource) => `- ${code(title(resource))}`);
    for (let at = 0; at < names.length; at += 100) {
      const heading = at === 0 ? `**${HEADINGS[kind]} (${names.length})**\n\n` : "";
      yield `${heading}${names.slice(at, at + 100).join("\n")}`;
    }
  }
}

/** The outputs that change. */
export function outputLines(plan: PlanJson, redact: Redact): string[] {
  return changedOutputs(plan).flatMap(([name, change]) => named(name, change).map(redact));
}

/** What changed outside of Terraform. */
export function* driftSections(plan: PlanJson, redact: Redact): Generator<string> {
  for (const drift of plan.resource_drift ?? []) {
    const gone = kindOf(drift) === "destroy";
    const lines = gone ? ["- deleted outside of Terraform"] : attributeLines(drift.change).map(redact);
    yield `**${code(nameOf(drift))}**\n\n${fence(limited(lines), "diff")}`;
  }
}

function resourceSection(resource: ResourceChange, redact: Redact): string {
  const kind = kindOf(resource);
  const lines = attributeLines(resource.change).map(redact);
  const notes = [reason(resource), ...facts(resource)].filter((note) => note !== "");
  const body = [
    ...(notes.length === 0 ? [] : [notes.join("; ")]),
    ...(lines.length === 0 || kind === "destroy" || kind === "forget" ? [] : [fence(limited(lines), "diff")]),
  ];
  return fold(`${MARKS[kind]} ${title(resource)}`, body.join("\n\n") || "_No attribute changes._");
}

function facts(resource: ResourceChange): string[] {
  const { importing } = resource.change;
  return [
    ...(isMoved(resource) ? [`moved from ${code(resource.previous_address ?? "")}`] : []),
    ...(importing === undefined
      ? []
      : [`imported${importing.id === undefined ? "" : ` from ${code(importing.id)}`}`]),
  ];
}

function title(resource: ResourceChange): string {
  return kindOf(resource) === "move"
    ? `${resource.previous_address} → ${nameOf(resource)}`
    : nameOf(resource);
}

/** An output's lines, with its name where the value is the root. */
function named(name: string, change: Change): string[] {
  const mirror = (value: unknown) => ({ [name]: value });
  return attributeLines({
    actions: change.actions,
    before: mirror(change.before),
    after: mirror(change.after),
    after_unknown: mirror(change.after_unknown),
    before_sensitive: mirror(change.before_sensitive),
    after_sensitive: mirror(change.after_sensitive),
  });
}

/** Lines within the bytes of one resource. */
export function limited(lines: readonly string[], limit = RESOURCE_LIMIT): string {
  let bytes = 0;
  for (const [index, line] of lines.entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limit) return [...lines.slice(0, index), `# … ${lines.length - index} more lines`].join("\n");
  }
  return lines.join("\n");
}

function resources(number: number): string {
  return number === 1 ? "1 resource" : `${number} resources`;
}
