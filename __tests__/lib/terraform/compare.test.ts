import { expect, test } from "@jest/globals";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { bind, isAuthentic, readBinding, renderBinding } from "../../../src/lib/terraform/binding.ts";
import { comparePlans } from "../../../src/lib/terraform/compare.ts";
import type { Change, PlanJson, ResourceChange } from "../../../src/lib/terraform/plan.ts";
import { Recorder } from "../../../src/lib/terraform/records.ts";

const subject = { head: "abc", root: "terraform", workspace: "default" };
const recorder = new Recorder(new Secret("a key of the tests"), subject);

const resource = (
  name: string,
  change: Partial<Change>,
  more: Partial<ResourceChange> = {},
): ResourceChange => ({
  address: `droplet.${name}`,
  mode: "managed",
  type: "droplet",
  change: { actions: ["create"], before: null, after: { name }, after_unknown: { id: true }, ...change },
  ...more,
});
const planOf = (...changes: ResourceChange[]): PlanJson => ({
  format_version: "1.2",
  terraform_version: "1.11.4",
  resource_changes: changes,
});

/** Binds the first plan, sends it through a comment, and compares it with the second. */
function compare(reviewed: PlanJson, now: PlanJson) {
  const comment = renderBinding(bind(recorder, subject, recorder.records(reviewed, false)));
  const binding = readBinding(`first line\n${comment}\nrest`);
  if (binding === undefined) throw new Error("no binding was read");
  expect(isAuthentic(binding, recorder)).toBe(true);
  return comparePlans(binding, now, recorder, recorder.records(now, false));
}

const a = resource("a", {});
const b = resource("b", { after: { name: "b", peer: "x" }, after_unknown: { id: true, address: true } });

test("knows the same plan again, in another order and with other reasons", () => {
  const again = { ...planOf(b, { ...a, action_reason: "because" }), timestamp: "later" };
  expect(compare(planOf(a, b), again).verdict).toBe("same");
});

test("finds a resource that was not reviewed", () => {
  expect(compare(planOf(a), planOf(a, b))).toEqual({
    verdict: "different",
    differences: [{ address: "droplet.b", now: "create" }],
  });
});

test("finds another value, also where only a sensitive one differs", () => {
  const secret = (value: string) =>
    planOf(resource("a", { after: { name: "a", password: value }, after_sensitive: { password: true } }));
  expect(compare(secret("one"), secret("two"))).toEqual({
    verdict: "different",
    differences: [{ address: "droplet.a", reviewed: "create", now: "create, with other values" }],
  });
});

test("finds that something is destroyed which was to be changed", () => {
  const change = resource("a", { actions: ["update"], before: { name: "a" } });
  const destroy = resource("a", {
    actions: ["delete"],
    before: { name: "a" },
    after: null,
    after_unknown: {},
  });
  expect(compare(planOf(change), planOf(destroy))).toEqual({
    verdict: "different",
    differences: [{ address: "droplet.a", reviewed: "update", now: "destroy" }],
  });
});

test("takes what is left to do for a part of it, and its values that are known now", () => {
  const known = resource("b", {
    after: { name: "b", peer: "x", address: "10.0.0.2" },
    after_unknown: { id: true },
  });
  expect(compare(planOf(a, b), planOf(known))).toEqual({
    verdict: "part",
    differences: [{ address: "droplet.a", reviewed: "create" }],
  });
});

test("does not take a value for known that was another at review", () => {
  const other = resource("b", { after: { name: "b", peer: "y", address: "10.0.0.2" } });
  expect(compare(planOf(a, b), planOf(other)).verdict).toBe("different");
});

test("lets a broken new object be replaced, but not one that was there before", () => {
  const tainted = (name: string) =>
    resource(
      name,
      { actions: ["delete", "create"], before: { name } },
      { action_reason: "replace_because_tainted" },
    );
  expect(compare(planOf(a), planOf(tainted("a"))).verdict).toBe("part");
  const update = resource("a", { actions: ["update"], before: { name: "a" } });
  expect(compare(planOf(update), planOf(tainted("a"))).verdict).toBe("different");
  const wanted = resource("a", { actions: ["delete", "create"], before: { name: "a" } });
  expect(compare(planOf(a), planOf(wanted)).verdict).toBe("different");
});

test("lets the creation that is left of a replacement happen", () => {
  const replace = resource("a", { actions: ["delete", "create"], before: { name: "a", old: true } });
  expect(compare(planOf(replace), planOf(a)).verdict).toBe("part");
});

test("compares of an update what it changes, and of a destruction which object it is", () => {
  const update = (seen: string, size: string, id = "1") =>
    planOf(
      resource("a", {
        actions: ["update"],
        before: { id, seen, size: "s-1" },
        after: { id, seen, size },
        after_unknown: {},
      }),
    );
  expect(compare(update("monday", "s-2"), update("tuesday", "s-2")).verdict).toBe("same");
  expect(compare(update("monday", "s-2"), update("monday", "s-3")).verdict).toBe("different");
  expect(compare(update("monday", "s-2"), update("monday", "s-2", "2")).verdict).toBe("different");
  const destroy = (id: string, seen: string) =>
    planOf(resource("a", { actions: ["delete"], before: { id, seen }, after: null, after_unknown: {} }));
  expect(compare(destroy("1", "monday"), destroy("1", "tuesday")).verdict).toBe("same");
  expect(compare(destroy("1", "monday"), destroy("2", "monday")).verdict).toBe("different");
});

test("knows an update again whose unknown value is known now, also when it is the old one", () => {
  const update = (after: object, after_unknown: object) =>
    resource("a", { actions: ["update"], before: { id: "1", size: "s-1", peer: "x" }, after, after_unknown });
  const reviewed = planOf(update({ id: "1", size: "s-2" }, { peer: true }));
  for (const peer of ["x", "y"]) {
    expect(compare(reviewed, planOf(update({ id: "1", size: "s-2", peer }, {}))).verdict).toBe("part");
    expect(compare(reviewed, planOf(update({ id: "1", size: "s-3", peer }, {}))).verdict).toBe("different");
  }
});

test("counts moves, imports and outputs as changes", () => {
  const still = { actions: ["no-op"], before: {}, after: {} };
  const moved = resource("a", still, { previous_address: "droplet.old" });
  const imported = resource("a", { ...still, importing: { id: "1" } });
  expect(compare(planOf(), planOf(moved)).differences).toEqual([{ address: "droplet.a", now: "move" }]);
  expect(compare(planOf(), planOf(imported)).differences).toEqual([{ address: "droplet.a", now: "import" }]);
  const output = (after: string) => ({
    ...planOf(),
    output_changes: { ip: { actions: ["create"], before: null, after } },
  });
  expect(compare(output("1"), output("2")).differences).toEqual([
    { address: "output.ip", reviewed: "output", now: "output, with other values" },
  ]);
});

test("lets outputs alone have other values, but nothing else beside them", () => {
  const output = (after: string, ...resources: ResourceChange[]) => ({
    ...planOf(...resources),
    output_changes: { snapshot: { actions: ["update"], before: "0", after } },
  });
  expect(compare(planOf(a), output("1", a)).verdict).toBe("outputs");
  expect(compare(planOf(), output("1")).verdict).toBe("outputs");
  expect(compare(output("1", a), output("2", a)).verdict).toBe("outputs");
  expect(compare(output("1", a), output("2", a, b))).toEqual({
    verdict: "different",
    differences: [
      { address: "droplet.b", now: "create" },
      { address: "output.snapshot", reviewed: "output", now: "output, with other values" },
    ],
  });
});

test("does not count reading of data and unchanged resources", () => {
  const read = { ...resource("d", { actions: ["read"] }), mode: "data" as const };
  expect(compare(planOf(a), planOf(a, read, resource("c", { actions: ["no-op"] }))).verdict).toBe("same");
});

test("recognises hidden data that was changed", () => {
  const binding = bind(recorder, subject, recorder.records(planOf(a, b), false));
  const [first] = binding.records ?? [];
  if (first === undefined) throw new Error("there are no records");
  expect(isAuthentic({ ...binding, records: [{ ...first, kind: "destroy" }] }, recorder)).toBe(false);
  expect(isAuthentic(binding, new Recorder(new Secret("another key"), subject))).toBe(false);
});

test("keeps the digest alone when there are too many changes, and then takes only the same plan", () => {
  const many = Array.from({ length: 3000 }, (_, index) => resource(`n${index}`, {}));
  const line = renderBinding(bind(recorder, subject, recorder.records(planOf(...many), false)));
  expect(line.length).toBeLessThan(300);
  expect(compare(planOf(...many), planOf(...many)).verdict).toBe("same");
  expect(compare(planOf(...many), planOf(...many.slice(1))).verdict).toBe("different");
});

test("keeps addresses with quotes, brackets and the end of a comment", () => {
  const odd = resource("x", {}, { address: 'droplet.a["--> <!-- \\"ü"]' });
  expect(compare(planOf(odd), planOf(odd)).verdict).toBe("same");
});
