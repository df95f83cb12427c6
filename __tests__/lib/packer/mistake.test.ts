import { expect, test } from "@jest/globals";
import { locate } from "../../../src/lib/packer/mistake.ts";
import type { Template } from "../../../src/lib/packer/template.ts";

const template: Template = {
  path: "packer/x.json",
  folder: "packer",
  format: "json",
  variables: new Set(),
  sensitive: new Set(),
};

test("a JSON template that does not parse is marked where it stops parsing", () => {
  const error =
    'Failed to parse template: Error parsing JSON: invalid character \'}\' looking for beginning of object key string\nAt line 3, column 28 (offset 44):\n    2:  "builders": [\n    3:   {"type": "digitalocean",}\n                                 ^';
  expect(locate(error, template, "")).toEqual({
    file: "packer/x.json",
    line: 3,
    message:
      "Failed to parse template: Error parsing JSON: invalid character '}' looking for beginning of object key string; At line 3, column 28",
  });
});

test("an unknown key of a JSON template is looked up", () => {
  const error =
    'Error: Failed to prepare build: "digitalocean"\n\n1 error occurred:\n\t* unknown configuration key: \'"imaje"\'\n\n';
  expect(locate(error, template, '{\n "builders": [{"type": "digitalocean",\n  "imaje": 1}]\n}')).toEqual({
    file: "packer/x.json",
    line: 3,
    message: 'Failed to prepare build: "digitalocean"; unknown configuration key: \'"imaje"\'',
  });
});

test("an HCL2 error names its file and line itself", () => {
  const error =
    'Error: Invalid expression\n\n  on c.pkr.hcl line 2, in source "digitalocean" "a":\n   2:  image = \n   3: }\n\nExpected the start of an expression, but found an invalid expression token.';
  expect(locate(error, { ...template, format: "hcl" }, "")).toEqual({
    file: "c.pkr.hcl",
    line: 2,
    message:
      "Invalid expression; Expected the start of an expression, but found an invalid expression token.",
  });
});

test("an error without a place is put on the file", () => {
  expect(locate("disk full", template, "{}")).toEqual({ file: "packer/x.json", message: "disk full" });
});
