import { expect, test } from "@jest/globals";
import { waitFor } from "../../../src/lib/wait/wait.ts";

test("gives what was found, as soon as it is found", async () => {
  let looks = 0;
  const found = await waitFor({ what: "the third look", limit: 5, every: 0.01 }, () => {
    looks += 1;
    return looks === 3 ? "here" : undefined;
  });
  expect([found, looks]).toEqual(["here", 3]);
});

test("at the limit it says what it waited for and what it saw last", async () => {
  const wait = { what: "port 22 of 192.0.2.1", limit: 0.05, every: 0.01 };
  await expect(
    waitFor(
      wait,
      () => undefined,
      () => "connection refused",
    ),
  ).rejects.toThrow("waited 0.05 s for port 22 of 192.0.2.1; last seen: connection refused");
});

test("cancelling ends the wait at once", async () => {
  const controller = new AbortController();
  const waiting = waitFor(
    { what: "the end", limit: 60, every: 30, signal: controller.signal },
    () => undefined,
  );
  controller.abort();
  await expect(waiting).rejects.toThrow("waiting for the end was cancelled");
});
