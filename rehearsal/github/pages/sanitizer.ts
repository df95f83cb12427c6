import { Parser } from "htmlparser2";
import { escapeHtml } from "./html.ts";

/** What a page may hold. */
export interface Rules {
  readonly tags: readonly string[];
  /** Attributes by tag; `*` for all tags. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Classes by tag; one that ends in `*` stands for all that begin so. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Schemes of addresses; an address without one stays on this site. */
  readonly schemes: readonly string[];
}

/** Elements whose content is no text for readers. */
const DROPPED = new Set([
  "script",
  "style",
  "textarea",
  "noscript",
  "iframe",
  "title",
  "template",
  "svg",
  "math",
]);
const EMPTY = new Set(["br", "hr", "img", "input", "source", "wbr"]);

/** HTML without what the rules do not name, and with every element closed. sanitize-html cannot be loaded by jest. */
export function sanitize(dirty: string, rules: Rules): string {
  let clean = "";
  let dropping = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (DROPPED.has(name)) dropping += 1;
      if (dropping === 0 && rules.tags.includes(name)) clean += `<${name}${kept(name, attributes, rules)}>`;
    },
    ontext: (text) => {
      if (dropping === 0) clean += escapeHtml(text);
    },
    onclosetag: (name) => {
      if (dropping === 0 && rules.tags.includes(name) && !EMPTY.has(name)) clean += `</${name}>`;
      if (DROPPED.has(name)) dropping -= 1;
    },
  });
  parser.end(dirty);
  return clean;
}

function kept(tag: string, attributes: Record<string, string>, rules: Rules): string {
  const names = [...(rules.attributes["*"] ?? []), ...(rules.attributes[tag] ?? [])];
  const written = Object.entries(attributes).map(([name, value]) => {
    if (name === "class") return ` class="${escapeHtml(classes(value, rules.classes[tag] ?? []))}"`;
    if (!names.includes(name) || !isAllowed(name, value, rules.schemes)) return "";
    return value === "" ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
  });
  return written.join("").replace(' class=""', "");
}

function classes(value: string, allowed: readonly string[]): string {
  const matches = (name: string) =>
    allowed.some((rule) => (rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : name === rule));
  return value.split(/\s+/).filter(matches).join(" ");
}

function isAllowed(name: string, value: string, schemes: readonly string[]): boolean {
  if (name !== "href" && name !== "src") return true;
  // Browsers leave out spaces and control characters when they look for a scheme.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[^\x21-\x7e]/g, ""))?.[1]?.toLowerCase();
  return scheme === undefined || schemes.includes(scheme);
}
