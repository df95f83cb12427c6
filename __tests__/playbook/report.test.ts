import { expect, test } from "@jest/globals";
import { readEvents } from "../../src/lib/ansible/events.ts";
import { report } from "../../src/playbook/report.ts";

const task = (more: object) => ({
  event: "task",
  host: "worker-1",
  via: "",
  play: "p",
  task: "Set",
  action: "x",
  status: "changed",
  ignored: false,
  message: "",
  warnings: [],
  diff: [],
  ...more,
});
const counts = { ok: 1, changed: 1, failures: 0, unreachable: 0, skipped: 0 };
const page = (lines: object[], check = false) =>
  report(readEvents(lines.map((line) => JSON.stringify(line)).join("\n")), { playbook: "p", check }).join(
    "\n\n",
  );

test("a dry run says what it would change, with the difference folded", () => {
  const diff = [{ header: "", before: "a\nb\n", after: "a\nc\n" }];
  const lines = [
    task({ message: "b is | c", diff }),
    { event: "stats", hosts: { "worker-1": counts }, result: null },
  ];
  expect(
    page(lines, true),
  ).toBe(`### Playbook p: would make 1 change on 1 of 1 host (dry run: nothing was changed)

| host | ok | changed | failed | unreachable | skipped |
| --- | --- | --- | --- | --- | --- |
| \`worker-1\` | 1 | 1 | 0 | 0 | 0 |

| host | would change | what |
| --- | --- | --- |
| \`worker-1\` | Set | b is \\| c |

<details><summary>worker-1: Set</summary>

\`\`\`diff
  a
- b
+ c
\`\`\`

</details>`);
});

test("a failure comes first, with its message fenced whatever it holds", () => {
  const failed = task({ status: "failed", message: "```\n<b>", via: "manager-1" });
  const stats = { event: "stats", hosts: { "worker-1": { failures: 1 } }, result: null };
  expect(page([failed, stats])).toBe(`### Playbook p: failed, after no change on 1 host

❌ **manager-1 (for worker-1)** failed in \`Set\`

\`\`\`\`
\`\`\`
<b>
\`\`\`\`

| host | ok | changed | failed | unreachable | skipped |
| --- | --- | --- | --- | --- | --- |
| \`worker-1\` | 0 | 0 | 1 | 0 | 0 |`);
});

test("a playbook's own result is a table for each list of objects, and a line for everything else", () => {
  const result = {
    nodes: [
      { name: "a<b", up_to_date: true },
      { name: "c", why: "x|y" },
    ],
    empty: [],
    count: 3,
    list: ["a", 1],
  };
  expect(page([{ event: "stats", hosts: {}, result }])).toBe(`### Playbook p: no change on 0 hosts

**nodes**

| name | up to date | why |
| --- | --- | --- |
| a&lt;b | true |  |
| c |  | x\\|y |

**empty**: none

**count**: 3

**list**: a, 1`);
});
