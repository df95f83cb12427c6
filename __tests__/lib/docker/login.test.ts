import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { closeSavedDockerConfig, openDockerConfig } from "../../../src/lib/docker/login.ts";
import { Secret } from "../../../src/lib/secret/secret.ts";

test("post removes the password of a main that was killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "login-test-"));
  const state = join(folder, "state");
  writeFileSync(state, "");
  process.env.GITHUB_STATE = state;
  const login = { registry: "registry.test:5000", username: "me", password: new Secret("pass-word-1") };
  const { directory } = await openDockerConfig(login);
  delete process.env.GITHUB_STATE;
  const file = join(directory, "config.json");
  expect([statSync(directory).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(readFileSync(state, "utf8").split("\n")[1]).toBe(directory);
  process.env["STATE_docker-config"] = directory;
  await closeSavedDockerConfig();
  delete process.env["STATE_docker-config"];
  expect(existsSync(directory)).toBe(false);
  rmSync(folder, { recursive: true });
});
