import { expect, test } from "@jest/globals";
import { attributeLines } from "../../../src/lib/terraform/attributes.ts";

const update = { actions: ["update"], before_sensitive: {}, after_sensitive: {}, after_unknown: {} };

test("shows changed attributes only, and which one forces a replacement", () => {
  const lines = attributeLines({
    ...update,
    before: { name: "a", size: "s-1", tags: ["x", "y"], ports: [{ to: 80 }] },
    after: { name: "a", size: "s-2", tags: ["x", "z"], ports: [{ to: 443 }] },
    replace_paths: [["size"]],
  });
  expect(lines).toEqual([
    "- ports[0].to = 80",
    "+ ports[0].to = 443",
    '- size = "s-1"',
    '+ size = "s-2" # forces replacement',
    '- tags[1] = "y"',
    '+ tags[1] = "z"',
  ]);
});

test("names what is known only after apply on one line when a resource is created", () => {
  const lines = attributeLines({
    ...update,
    before: null,
    after: { name: "a", empty: null },
    after_unknown: { id: true, network: [{ ip: true }] },
  });
  expect(lines).toEqual(['+ name = "a"', "# known after apply: id, network[0].ip"]);
});

test("never shows a sensitive value, short or inside of a value that is shown whole", () => {
  const lines = attributeLines({
    ...update,
    before: { pin: "1234", output: { pin: "1234", name: "a" } },
    after: { pin: "5678" },
    before_sensitive: { pin: true, output: { pin: true } },
    after_sensitive: { pin: true },
    after_unknown: { output: true },
  });
  expect(lines).toEqual([
    '- output = {"pin":"(sensitive)","name":"a"}',
    "+ output = (known after apply)",
    "- pin = (sensitive)",
    "+ pin = (sensitive) # changed",
  ]);
});

test("compares texts and JSON inside of strings line by line", () => {
  const script = (line: string) => ["#!/bin/sh", "a", "b", "c", "d", line, "e"].join("\n");
  const lines = attributeLines({
    ...update,
    before: { user_data: script("old"), policy: '{"a":1,"b":2}' },
    after: { user_data: script("new"), policy: '{"a":1,"b":3}' },
  });
  expect(lines).toEqual([
    "  policy:",
    "    {",
    '      "a": 1,',
    '-     "b": 2',
    '+     "b": 3',
    "    }",
    "  user_data:",
    "    … 3 unchanged lines",
    "    c",
    "    d",
    "-   old",
    "+   new",
    "    e",
  ]);
});

test("shortens a long value", () => {
  const [line] = attributeLines({ ...update, before: null, after: { key: "k".repeat(5000) } });
  expect(line).toBe(`+ key = "${"k".repeat(299)}… (5002 characters)`);
});

test("shows which items of a list are new and which are gone, and no empty list of a new object", () => {
  const lines = attributeLines({
    ...update,
    before: { rules: [{ port: 22 }, { port: 80 }], tags: ["a", "b", "c"] },
    after: { rules: [{ port: 22 }, { port: 443 }, { port: 80 }], tags: ["b", "c"] },
  });
  expect(lines).toEqual(['+ rules[] = {"port":443}', '- tags[] = "a"']);
  expect(attributeLines({ ...update, before: null, after: { a: [], b: {}, c: 1, d: [{ e: [] }] } })).toEqual([
    "+ c = 1",
  ]);
});
