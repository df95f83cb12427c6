import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runAction } from "../support/action.ts";
import { freePort } from "../support/sshd/sshd.ts";
import { errorOf, GOOD, useStage, web } from "../support/swarm-machine/stage.ts";

const stage = useStage();

test("a mistake in the stack file is named by file and line before anything is touched", async () => {
  const path = join(stage.folder, "typo.yml");
  writeFileSync(path, "services:\n  web:\n    imag: busybox:test\n    command: echo ${GREETING}\n");
  const inputs = { "compose-files": path, host: "192.0.2.1" };
  const done = await stage.deploy(web(), GOOD, { inputs });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done)).toBe(
    `the stack cannot be deployed for 2 reasons:\n- ${path}:4: \${GREETING} has no value: give it in variables, or a default as \${GREETING:-…}\n- ${path}:3: services.web Additional property imag is not allowed`,
  );
});

test("a host that does not listen is named after connect-timeout, and nothing is left", async () => {
  const port = String(await freePort());
  const inputs = { host: "127.0.0.1", port, "connect-timeout": "1" };
  const done = await stage.deploy(web(), GOOD, { inputs });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done)).toBe(
    `nothing listens at root@127.0.0.1:${port} (connection refused): check host, port and that sshd runs; tried for 1 s`,
  );
});

test("a cancelled job leaves the swarm at work and nothing of its own", async () => {
  const done = await stage.deploy(web(), GOOD, {
    inputs: { settle: "50" },
    started: ({ stdout, kill }) => {
      const timer = setInterval(() => {
        if (!stdout().includes("monitor window")) return;
        clearInterval(timer);
        kill("SIGINT");
      }, 100);
    },
  });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done)).toBe(`watching stack ${stage.stack} (the swarm goes on by itself) was cancelled`);
  expect(stage.running()).toBe(2);
  const identities = JSON.parse(done.state["ssh-identities"] ?? "[]");
  expect(identities).toEqual([]);
});

test("every wrong input is told at once", async () => {
  const done = await runAction("stack-deploy", {
    inputs: { stack: "a b", port: "0", "registry-username": "me", variables: "PATH=/x" },
  });
  expect(done.exitCode).toBe(1);
  expect(errorOf(done).split("\n")).toEqual([
    "8 inputs are wrong:",
    '- host is required and was empty: set it under "with:"',
    '- port must be a whole number from 1 to 65535, got "0"',
    '- private-key is required and was empty: set it under "with:"',
    '- known-hosts is required and was empty: set it under "with:"',
    '- stack must be letters, digits, "-" and "_", at most 63, got "a b"',
    "- compose-files is required and was empty: name one file a line",
    "- variables may not set PATH: it would change how docker itself works",
    "- registry-username and registry-password belong together: one of them is empty",
  ]);
});
