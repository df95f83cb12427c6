import { expect, test } from "@jest/globals";
import { choosePruned } from "../../src/packer-build/prune.ts";
import { findReusable } from "../../src/packer-build/snapshot.ts";

const snapshot = (id: number, name: string, day: number) => ({
  id: String(id),
  name,
  created_at: `2026-03-${String(day).padStart(2, "0")}T04:00:00Z`,
  regions: ["nyc1"],
});
const base = [1, 2, 3, 4, 5].map((day) => snapshot(day, `elm-base-2026030${day}-aaaaaaa${day}`, day));

test("the newest stay, those in use stay, and those of others stay", () => {
  const droplets = [{ id: 9, name: "elm-worker-1", image: { id: 2 } }];
  const others = snapshot(6, "database-2020", 1);
  const chosen = choosePruned([...base, others], droplets, {
    prefix: "elm-base-",
    keep: 2,
    made: { id: "5" },
  });
  expect(chosen.map(({ id }) => id)).toEqual(["3", "1"]);
});

test("the snapshot just made stays even when the clocks disagree", () => {
  const chosen = choosePruned(base, [], { prefix: "elm-base-", keep: 4, made: { id: "1" } });
  expect(chosen).toEqual([]);
});

test("a snapshot of the same content is reused while it is young enough", () => {
  const wanted = { prefix: "elm-base-", address: "aaaaaaa4", now: Date.parse("2026-03-08T04:00:00Z") };
  expect(findReusable(base, { ...wanted, days: 4 })).toEqual({
    id: "4",
    name: "elm-base-20260304-aaaaaaa4",
    regions: ["nyc1"],
  });
  expect(findReusable(base, { ...wanted, days: 3 })).toBeUndefined();
  expect(findReusable(base, { ...wanted, address: "bbbbbbbb", days: 4 })).toBeUndefined();
});
