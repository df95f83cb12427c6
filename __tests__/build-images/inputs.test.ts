import { expect, test } from "@jest/globals";
import { runAction } from "../support/action.ts";

const mistake = "password is required to push as username says, and was empty: is the secret set?";

test("a user without a password is told at once when images are to be pushed", async () => {
  const run = await runAction("build-images", {
    inputs: { registry: "registry.test", username: "me", tags: "a b" },
  });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(`- tags takes one tag a line, got "a b"%0A- ${mistake}`);
});

test("a pull request of a fork has the user and not the password, and pushes nothing", async () => {
  const inputs = { registry: "registry.test", username: "me", push: "false", tags: "a b" };
  const run = await runAction("build-images", { inputs });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain('tags takes one tag a line, got "a b"');
  expect(run.stdout).not.toContain(mistake);
});
