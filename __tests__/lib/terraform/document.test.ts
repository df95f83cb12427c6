import { expect, test } from "@jest/globals";
import { COMMENT_BUDGET, renderReport } from "../../../src/lib/terraform/document.ts";
import type { PlanJson, ResourceChange } from "../../../src/lib/terraform/plan.ts";
import { redaction } from "../../../src/lib/terraform/redact.ts";

const change = (
  address: string,
  actions: string[],
  after: object | null,
  before: object | null,
): ResourceChange => ({
  address,
  mode: "managed",
  type: "thing",
  change: { actions, before, after, after_unknown: {} },
});
const planOf = (resource_changes: ResourceChange[], more: Partial<PlanJson> = {}): PlanJson => ({
  format_version: "1.2",
  terraform_version: "1.11.4",
  resource_changes,
  ...more,
});
const report = (plan: PlanJson) => ({
  head: "### Head",
  plan,
  diagnostics: [],
  formatDiff: "",
  directory: "terraform",
  foot: "Foot",
  redact: redaction(plan, {}),
});
const occurrences = (text: string, part: string) => text.split(part).length - 1;

function expectBalanced(text: string): void {
  expect(occurrences(text, "<details>")).toBe(occurrences(text, "</details>"));
  expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
}

test("puts what is destroyed first, then replaced, created and changed", () => {
  const plan = planOf([
    change("thing.updated", ["update"], { a: 2 }, { a: 1 }),
    change("thing.created", ["create"], { a: 1 }, null),
    { ...change("thing.gone", ["delete"], null, { a: 1 }), action_reason: "delete_because_count_index" },
    change("thing.replaced", ["delete", "create"], { a: 2 }, { a: 1 }),
  ]);
  const text = renderReport(report(plan), COMMENT_BUDGET);
  expect(text.split("\n").filter((line) => /^(>|<details>|#|Foot)/.test(line))).toEqual([
    "### Head",
    "> [!CAUTION]",
    "> **1 resource will be destroyed, 1 resource will be destroyed and created anew**",
    ">",
    "> - **destroy** `thing.gone`: its index is beyond count",
    "> - **replace** `thing.replaced`",
    "<details><summary>➖ destroy thing.gone</summary>",
    "<details><summary>🔁 replace thing.replaced</summary>",
    "<details><summary>➕ create thing.created</summary>",
    "<details><summary>✏️ change thing.updated</summary>",
    "Foot",
  ]);
});

test.each([100, 1_000, 10_000])("fits %i resources, whole at any size", (size) => {
  const many = Array.from({ length: size }, (_, i) =>
    change(`thing.number["${i}"]`, ["create"], { name: `n${i}`, text: "ü```".repeat(40) }, null),
  );
  const danger = change("thing.gone", ["delete"], null, { a: 1 });
  const outputs = { ip: { actions: ["create"], before: null, after: "1.2.3.4" } };
  const started = performance.now();
  const text = renderReport(report(planOf([...many, danger], { output_changes: outputs })), COMMENT_BUDGET);
  expect(performance.now() - started).toBeLessThan(1000);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_BUDGET);
  expect(text).toContain("**destroy** `thing.gone`");
  expect(text).toContain('+ ip = "1.2.3.4"');
  expect(text.endsWith("Foot")).toBe(true);
  expectBalanced(text);
  if (size === 1_000) for (let i = 0; i < size; i++) expect(text).toContain(`thing.number["${i}"]`);
});

test("cuts one resource's diff and says how much is left out", () => {
  const after = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`key${i}`, "value"]));
  const text = renderReport(report(planOf([change("thing.big", ["create"], after, null)])), COMMENT_BUDGET);
  expect(text).toMatch(/^# … 1\d\d\d more lines$/m);
  expectBalanced(text);
});

test("shows drift folded, apart from what is planned", () => {
  const drift = [
    change("thing.a", ["update"], { size: 2 }, { size: 1 }),
    change("thing.b", ["delete"], null, { size: 1 }),
  ];
  const text = renderReport(report(planOf([], { resource_drift: drift })), COMMENT_BUDGET);
  expect(text).toContain("<summary>Changed outside of Terraform (2)</summary>");
  expect(text).toContain("- size = 1\n+ size = 2");
  expect(text).toContain("- deleted outside of Terraform");
});

test("removes secrets wherever they turn up: bare, in JSON, in base64, from plan and environment", () => {
  const secret = 'p4ss"word-of-the-plan';
  const base64 = ["", "u:", "user:"].map((before) => Buffer.from(`${before}${secret}\n`).toString("base64"));
  const after = {
    echo: `see ${secret}!`,
    json: JSON.stringify({ x: secret }),
    base64,
    token: "env-token-12345",
  };
  const plan = planOf([change("thing.a", ["create"], after, null)], {
    variables: { password: { value: secret } },
    configuration: { root_module: { variables: { password: { sensitive: true } } } },
  });
  const redact = redaction(plan, { SOME_TOKEN: "env-token-12345", REGION: "fra1-region" });
  const text = renderReport({ ...report(plan), redact }, COMMENT_BUDGET);
  expect(text).not.toContain("word-of-the-plan");
  for (const text of base64) expect(redact(text).length).toBeLessThan(20);
  expect(text).not.toContain("env-token-12345");
  expect(redact("in fra1-region")).toBe("in fra1-region");
});

test("names a diagnostic with its place and shows its code", () => {
  const range = { filename: "main.tf", start: { line: 3, column: 1 }, end: { line: 3, column: 5 } };
  const diagnostics = [
    { severity: "error" as const, summary: "Bad", detail: "Because.", range, snippet: { code: "x = y" } },
    { severity: "warning" as const, summary: "Old", detail: "", address: "thing.a" },
  ];
  const { plan, ...rest } = report(planOf([]));
  expect(renderReport({ ...rest, diagnostics }, COMMENT_BUDGET)).toBe(
    [
      "### Head",
      "❌ **Bad** (`terraform/main.tf:3`)\n\n```\nx = y\n\nBecause.\n```",
      "<details><summary>Warnings (1)</summary>\n\n⚠️ **Old** (`thing.a`)\n\n</details>",
      "Foot",
    ].join("\n\n"),
  );
});
