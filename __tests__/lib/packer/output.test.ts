import { expect, test } from "@jest/globals";
import { type Line, parseLine, readArtifacts, readErrors, spoken } from "../../../src/lib/packer/output.ts";

const read = (text: string) =>
  text
    .split("\n")
    .map(parseLine)
    .filter((line): line is Line => line !== undefined);

test("a line's commas and line ends are decoded", () => {
  expect(
    parseLine('1795412835,,ui,error,At line 3%!(PACKER_COMMA) column 28:\\n   {"type"%!(PACKER_COMMA)}'),
  ).toEqual({
    time: 1795412835,
    target: "",
    type: "ui",
    data: ["error", 'At line 3, column 28:\n   {"type",}'],
  });
});

test("text that is no such line is left alone", () => {
  expect(parseLine("panic: runtime error: index out of range")).toBeUndefined();
});

test("only ui lines are spoken, one for each line of text", () => {
  const lines = read(
    "1,digitalocean,artifact-count,1\n1,,ui,say,==> digitalocean: Creating droplet...\n1,,ui,message,    digitalocean: a\\nb\\n",
  );
  expect(lines.flatMap(spoken)).toEqual([
    "==> digitalocean: Creating droplet...",
    "    digitalocean: a",
    "b",
  ]);
});

test("an artifact is the fields of its lines, and files do not disturb it", () => {
  const lines = read(
    [
      "2,digitalocean,artifact,0,builder-id,pearkes.digitalocean",
      "2,digitalocean,artifact,0,id,ams3%!(PACKER_COMMA)nyc3:1018",
      "2,digitalocean,artifact,0,string,A snapshot was created: 'n' (ID: 1018) in regions 'ams3%!(PACKER_COMMA)nyc3'",
      "2,digitalocean,artifact,0,files-count,0",
      "2,digitalocean,artifact,0,end",
    ].join("\n"),
  );
  expect(readArtifacts(lines)).toEqual([
    {
      "builder-id": "pearkes.digitalocean",
      id: "ams3,nyc3:1018",
      string: "A snapshot was created: 'n' (ID: 1018) in regions 'ams3,nyc3'",
      "files-count": "0",
    },
  ]);
});

test("the errors of builds come before what was merely said, each once", () => {
  const lines = read(
    "3,,ui,error,Build 'digitalocean' errored: no\n3,,error-count,1\n3,digitalocean,error,no\n3,digitalocean,error,no",
  );
  expect(readErrors(lines)).toEqual(["no"]);
});
