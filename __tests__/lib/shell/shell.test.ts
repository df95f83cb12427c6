import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { CommandFailed, describe as words } from "../../../src/lib/shell/command.ts";
import { createShell } from "../../../src/lib/shell/shell.ts";

const never = new AbortController().signal;

function shell(signal = never) {
  const shown: string[] = [];
  return { ...createShell(signal, (line) => shown.push(line)), shown };
}

test("gives what a process wrote and how it ended", async () => {
  const result = await shell().run({ program: "sh", args: ["-c", "echo out; echo err >&2"] });
  expect({ ...result, seconds: 0 }).toEqual({ exitCode: 0, stdout: "out\n", stderr: "err\n", seconds: 0 });
});

test("a failure is one sentence with the command, the exit code and the last meaningful line", async () => {
  const { run, shown } = shell();
  const failed = run({
    program: "sh",
    args: ["-c", "echo first; echo 'no space left' >&2; echo ... >&2; exit 3"],
  });
  await expect(failed).rejects.toThrow(
    "sh -c 'echo first; echo '\\''no space left'\\'' >&2; echo ... >&2; exit 3' failed (exit code 3): no space left",
  );
  expect(shown).toContain("first");
});

test("an accepted exit code is not a failure", async () => {
  const { exitCode } = await shell().run({ program: "sh", args: ["-c", "exit 2"], accept: [0, 2] });
  expect(exitCode).toBe(2);
});

test("a program that is not there is named", async () => {
  await expect(shell().run({ program: "no-such-program", args: [] })).rejects.toThrow(
    "no-such-program is not on PATH: install it, or add its folder to PATH",
  );
});

test("a secret reaches standard input and environment, not the arguments", async () => {
  const secret = new Secret("s3cr3t-value");
  const command = { program: "sh", args: ["-c", "cat; echo $TOKEN"], input: secret, env: { TOKEN: secret } };
  const { stdout } = await shell().run(command);
  expect(stdout).toBe("s3cr3t-values3cr3t-value\n");
  expect(words(command)).toBe("sh -c 'cat; echo $TOKEN'");
  expect(JSON.stringify(command)).not.toContain("s3cr3t");
});

test("cancelling interrupts the whole group and waits for it", async () => {
  const controller = new AbortController();
  const { run, shown } = shell(controller.signal);
  const script = "trap 'sleep 0.3; echo cleaned' INT; echo ready; while :; do sleep 0.05; done";
  // The script stops by itself after it cleaned: `kill -0` of a trap would loop for ever otherwise.
  const command = {
    program: "bash",
    args: ["-c", script.replace("echo cleaned", "echo cleaned; exit 0")],
    log: "live",
  } as const;
  const running = run(command);
  while (!shown.includes("ready")) await sleep(10);
  controller.abort();
  await expect(running).rejects.toThrow("bash was cancelled");
  expect(shown).toContain("cleaned");
});

test("a process that outlives its limit is interrupted and named", async () => {
  await expect(shell().run({ program: "sleep", args: ["30"], limit: 0.2 })).rejects.toThrow(
    "sleep 30 failed (not done within 0.2 s)",
  );
});

test("a process that ignores the interrupt is killed after its grace", async () => {
  const command = {
    program: "bash",
    args: ["-c", "trap '' INT; while :; do sleep 0.05; done"],
    limit: 0.2,
    grace: 0.2,
  };
  await expect(shell().run(command)).rejects.toBeInstanceOf(CommandFailed);
});

test("lines come as they are written", async () => {
  const lines: [string, boolean][] = [];
  await shell().run({
    program: "sh",
    args: ["-c", "echo one; sleep 0.1; echo two >&2"],
    onLine: (line, stderr) => lines.push([line, stderr]),
  });
  expect(lines).toEqual([
    ["one", false],
    ["two", true],
  ]);
});

test("what a finished process started is under its limit as long as it holds the output", async () => {
  const started = performance.now();
  const command = { program: "sh", args: ["-c", "sleep 30 & echo done"], limit: 0.3, grace: 0.3 };
  await expect(shell().run(command)).rejects.toThrow("(not done within 0.3 s): done");
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("a process that left the group does not hold up the end", async () => {
  const started = performance.now();
  const command = { program: "sh", args: ["-c", "setsid sleep 5 & echo done"], limit: 0.3, grace: 0.3 };
  await expect(shell().run(command)).rejects.toThrow("(not done within 0.3 s): done");
  expect(performance.now() - started).toBeLessThan(4000);
});

test("a background job that ignores the interrupt does not outlive a cancel", async () => {
  const controller = new AbortController();
  const { run, shown } = shell(controller.signal);
  // A shell without job control lets its background jobs ignore SIGINT.
  const script = "sleep 300 >/dev/null 2>&1 & echo $!; wait";
  const running = run({ program: "sh", args: ["-c", script], log: "live" });
  while (shown.length === 0) await sleep(10);
  controller.abort();
  await expect(running).rejects.toThrow("sh was cancelled");
  await sleep(100);
  const stat = await readFile(`/proc/${shown[0]}/stat`, "utf8").catch(() => "gone");
  // Killed, if perhaps not reaped yet.
  expect(stat).toMatch(/^gone$|^\d+ \(sleep\) Z/);
});
