import { expect, test } from "@jest/globals";
import { type Engine, EngineUnreachable } from "../../../src/lib/docker/engine.ts";
import { watchStack } from "../../../src/lib/swarm/watch.ts";

/** Tells the time and nothing else, as an engine whose manager hangs. */
const hanging = {
  get: async (path: string) => {
    if (path === "/info") return { SystemTime: new Date().toISOString() };
    throw new EngineUnreachable(`GET ${path}: the engine does not answer`);
  },
  lines: async () => {},
} as unknown as Engine;

test("stops at its limit when the engine can be reached and never answers", async () => {
  const watching = watchStack(async () => hanging, {
    stack: "elm",
    services: ["elm_www"],
    endedBefore: new Set(),
    settle: 0,
    limit: 1,
    restoring: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  await expect(watching).rejects.toThrow("the engine does not answer");
});
