import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { seedRepository } from "../../../rehearsal/world/seed.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";

const shell = createShell(new AbortController().signal, () => {});

test("the seed is the working tree: changed, new and removed files, without ignored ones", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seed-"));
  const [source, target] = [join(folder, "source"), join(folder, "target")];
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.org", ...args], {
      cwd,
      encoding: "utf8",
    });
  try {
    mkdirSync(join(source, "script"), { recursive: true });
    git(source, "init", "--quiet");
    for (const name of ["kept", "removed", "script/run"]) writeFileSync(join(source, name), "old\n");
    chmodSync(join(source, "script/run"), 0o755);
    writeFileSync(join(source, ".gitignore"), "ignored\n");
    git(source, "add", "--all");
    git(source, "commit", "--quiet", "--message", "first");
    writeFileSync(join(source, "kept"), "changed\n");
    writeFileSync(join(source, "a new\nname"), "new\n");
    writeFileSync(join(source, "ignored"), "secret\n");
    rmSync(join(source, "removed"));

    await seedRepository(shell, source, target);

    expect(git(target, "ls-tree", "-rz", "--name-only", "HEAD").split("\0").filter(Boolean)).toEqual([
      ".gitignore",
      "a new\nname",
      "kept",
      "script/run",
    ]);
    expect(readFileSync(join(target, "kept"), "utf8")).toBe("changed\n");
    expect(statSync(join(target, "script/run")).mode & 0o111).toBe(0o111);
    expect(git(target, "symbolic-ref", "--short", "HEAD")).toBe("main\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
