import { expect, test } from "@jest/globals";
import { inOrder, order } from "../../src/build-images/order.ts";

test("parents come first, whatever the names", () => {
  const parents = new Map([
    ["a", ["b"]],
    ["b", ["z"]],
    ["m", []],
    ["z", []],
  ]);
  expect(order(parents, [])).toEqual(["z", "b", "a", "m"]);
  expect(order(parents, ["b"])).toEqual(["z", "b"]);
});

test("a circle is named in full", () => {
  const parents = new Map([
    ["x", ["a"]],
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["a"]],
  ]);
  expect(() => order(parents, [])).toThrow("images build on each other in a circle: a → b → c → a");
});

test("an unknown image is refused with the names there are", () => {
  expect(() => order(new Map([["a", []]]), ["b"])).toThrow("images names b, and there is only a");
});

test("independent work runs at once within the limit, and children wait for parents", async () => {
  const log: string[] = [];
  const parents = new Map([["child", ["a"]]]);
  const results = await inOrder({ names: ["a", "b", "c", "child"], parents, limit: 2 }, async (name) => {
    log.push(`+${name}`);
    await new Promise((resolve) => setTimeout(resolve, name === "a" ? 60 : 10));
    log.push(`-${name}`);
    return name;
  });
  expect(log).toEqual(["+a", "+b", "-b", "+c", "-c", "-a", "+child", "-child"]);
  expect([...results.keys()]).toEqual(["a", "b", "c", "child"]);
});

test("what builds on a failure is not tried, and everything else is", async () => {
  const parents = new Map([
    ["child", ["bad"]],
    ["grandchild", ["child"]],
  ]);
  const results = await inOrder(
    { names: ["bad", "good", "child", "grandchild"], parents, limit: 1 },
    async (name) => {
      if (name === "bad") throw new Error("broken");
      return name;
    },
  );
  const said = Array.from(results.values(), (r) => (r.status === "fulfilled" ? r.value : r.reason.message));
  expect(said).toEqual([
    "broken",
    "good",
    "not tried, because bad, which it builds on, failed",
    "not tried, because child, which it builds on, failed",
  ]);
});
