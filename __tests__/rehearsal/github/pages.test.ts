import { expect, test } from "@jest/globals";
import { html } from "../../../rehearsal/github/pages/html.ts";
import { renderMarkdown } from "../../../rehearsal/github/pages/markdown.ts";

const render = (text: string) => renderMarkdown(text).text;

test("text in a page is escaped, pieces of HTML are not", () => {
  expect(html`<b>${"<i>"}${[html`<u></u>`, 3]}${false}</b>`.text).toBe("<b>&lt;i&gt;<u></u>3</b>");
});

test("a comment keeps folded details, tables and task lists", () => {
  const page = render("<details><summary>More</summary>\n\n| a |\n| - |\n| 1 |\n\n- [x] done\n\n</details>");
  for (const part of ["<details><summary>More</summary>", "<td>1</td>", 'type="checkbox" disabled checked']) {
    expect(page).toContain(part);
  }
});

test("a comment loses scripts, handlers, styles and strange links", () => {
  const page = render(
    '<script>x</script><a href="javascript:x" onclick="x" style="x">a</a><iframe src="x"></iframe>',
  );
  expect(page).toBe('<div class="markdown-body"><a>a</a></div>');
});

test("a diff is coloured and an alert is one", () => {
  expect(render("```diff\n+ a <b>\n- c\n```")).toContain('<span class="diff-add">+ a &lt;b&gt;</span>');
  expect(render("> [!WARNING]\n> Careful")).toContain(
    '<p class="markdown-alert-title">Warning</p><p>Careful',
  );
});
