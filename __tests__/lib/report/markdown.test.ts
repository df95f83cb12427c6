import { expect, test } from "@jest/globals";
import { withinBudget } from "../../../src/lib/report/budget.ts";
import { code, fence, fold, table } from "../../../src/lib/report/markdown.ts";

test("a table survives bars and line breaks in its cells", () => {
  expect(table(["a", "b"], [["x|y", "1\n2"]])).toBe("| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |");
});

test("a fence is longer than any run of backticks inside", () => {
  expect(fence("a\n```sh\nb\n```\n", "md")).toBe("````md\na\n```sh\nb\n```\n````");
});

test("inline code survives backticks and HTML", () => {
  expect([code("a"), code("`<b>`")]).toEqual(["`a`", "<code>`&lt;b&gt;`</code>"]);
});

test("a fold's summary is plain text", () => {
  expect(fold("a <b>", "text")).toBe("<details><summary>a &lt;b&gt;</summary>\n\ntext\n\n</details>");
});

test("sections that fit are joined as they are", () => {
  expect(withinBudget(["a", "b"], 100)).toBe("a\n\nb");
});

test("sections that do not fit are left out whole, last first, and counted in bytes", () => {
  const sections = ["é".repeat(20), fence("x".repeat(60)), "tail"];
  const text = withinBudget(sections, 110);
  expect(text).toBe(`${"é".repeat(20)}\n\n_2 more sections do not fit here: see the log of this run._`);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(110);
});
