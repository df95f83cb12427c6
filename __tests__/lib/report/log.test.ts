import { expect, test } from "@jest/globals";
import { harmless } from "../../../src/lib/report/log.ts";

test("a line of a tool is no command to the runner", () => {
  expect(harmless("::set-output name=a::b\n \t::save-state name=c::d\r::add-mask::e")).toBe(
    ": :set-output name=a::b\n \t: :save-state name=c::d\r: :add-mask::e",
  );
  expect(harmless("  log: GET /##[set-output name=a;]b")).toBe("  log: GET /## [set-output name=a;]b");
});

test("other text stays as it is", () => {
  const text = "std::vector at [::1]:80\n  ok ## [heading]\n";
  expect(harmless(text)).toBe(text);
});
