import { mkdtemp, readdir, readFile, rm, stat, symlink, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { readContexts, stageContext } from "../../src/build-images/context.ts";
import { createShell } from "../../src/lib/shell/shell.ts";
import { makeRepository, type TestRepository } from "../support/repository.ts";

const repositories: TestRepository[] = [];
const shell = createShell(new AbortController().signal, () => {});

afterEach(async () => {
  for (const repository of repositories.splice(0)) await repository.remove();
});

async function repository(files: Record<string, string>): Promise<TestRepository> {
  const made = await makeRepository(files);
  repositories.push(made);
  return made;
}

test("a context is what git tracks and .dockerignore leaves, with the content it has now", async () => {
  const { path, write } = await repository({
    "www/Dockerfile": "FROM scratch\n",
    "www/.dockerignore": "*.md\n!keep.md\n",
    "www/README.md": "x",
    "www/keep.md": "x",
    "www/run*": "#!/bin/sh\n",
    "www/gone": "x",
    "www/a b\nc": "name with a space and a newline",
    "www/.gitignore": "ignored\n",
    outside: "x",
  });
  await symlink("run", join(path, "www/link"));
  await write({});
  await write({ "www/new": "x", "www/ignored": "x", "www/keep.md": "changed" }, false);
  await unlink(join(path, "www/gone"));
  const context = (await readContexts(shell, path, ["www"])).get("www");
  if (context === undefined) throw new Error("no context");
  expect(context.files.map((file) => [file.path, file.mode])).toEqual([
    [".dockerignore", "file"],
    [".gitignore", "file"],
    ["Dockerfile", "file"],
    ["a b\nc", "file"],
    ["keep.md", "file"],
    ["link", "link"],
    ["run", "executable"],
  ]);
  expect(context.untracked).toEqual(["new"]);
  const staged = await mkdtemp(join(tmpdir(), "staged-"));
  try {
    await stageContext(context, join(staged, "context"));
    expect((await readdir(join(staged, "context"))).sort()).toEqual(context.files.map((file) => file.path));
    expect(await readFile(join(staged, "context/keep.md"), "utf8")).toBe("changed");
    expect((await stat(join(staged, "context/run"))).mode & 0o777).toBe(0o755);
  } finally {
    await rm(staged, { recursive: true });
  }
});

test("a folder outside of git is refused with what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "no-git-"));
  try {
    await expect(readContexts(shell, folder, ["www"])).rejects.toThrow(
      `git can't list the files of ${folder}: check out the repository with git before this step`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
