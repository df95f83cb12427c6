import markdownIt from "markdown-it";
import { escapeHtml, Html } from "./html.ts";
import { sanitize } from "./sanitizer.ts";

/** Elements that GitHub leaves in a comment. Source: the allow-list of github/markup's sanitization filter. */
const ELEMENTS =
  "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture ol ul table thead tbody tfoot " +
  "blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary details caption figure figcaption " +
  "abbr bdo cite dfn mark small source span time wbr input";

const markdown = markdownIt({ html: true, linkify: true, breaks: true, highlight: highlightDiff });

/** Markdown of a comment as GitHub shows it: HTML allowed but sanitised, tables, task lists, alerts, folded details. */
export function renderMarkdown(text: string): Html {
  const rendered = alerts(tasks(markdown.render(text)));
  return new Html(`<div class="markdown-body">${sanitize(rendered, RULES)}</div>`);
}

const RULES = {
  tags: ELEMENTS.split(" "),
  attributes: {
    "*": ["align", "title", "lang", "dir", "width", "height", "colspan", "rowspan", "id"],
    a: ["href", "name"],
    img: ["src", "alt", "width", "height"],
    details: ["open"],
    input: ["type", "checked", "disabled"],
    ol: ["start"],
  },
  // Classes are ours: GitHub takes a writer's own away, but makes such itself.
  classes: {
    div: ["markdown-alert", "markdown-alert-*"],
    p: ["markdown-alert-title"],
    span: ["diff-add", "diff-del", "diff-mark"],
    li: ["task-list-item"],
    code: ["language-*"],
  },
  schemes: ["http", "https", "mailto"],
};

function highlightDiff(code: string, language: string): string {
  if (language !== "diff") return "";
  const kinds: Record<string, string> = {
    "+": "diff-add",
    "-": "diff-del",
    "!": "diff-mark",
    "@": "diff-mark",
  };
  const line = (text: string) => {
    const kind = kinds[text[0] ?? ""];
    return kind === undefined ? escapeHtml(text) : `<span class="${kind}">${escapeHtml(text)}</span>`;
  };
  return code.split("\n").map(line).join("\n");
}

function tasks(text: string): string {
  return text.replace(/<li>(\s*<p>)?\[([ xX])\] /g, (_, paragraph: string | undefined, mark: string) => {
    const checked = mark === " " ? "" : " checked";
    return `<li class="task-list-item">${paragraph ?? ""}<input type="checkbox" disabled${checked}> `;
  });
}

function alerts(text: string): string {
  return text.replace(
    /<blockquote>\s*<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?:<br>)?\s*([\s\S]*?)<\/blockquote>/g,
    (_, kind: string, rest: string) => {
      const title = kind[0] + kind.slice(1).toLowerCase();
      const head = `<p class="markdown-alert-title">${title}</p>`;
      return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}">${head}<p>${rest}</div>`;
    },
  );
}
