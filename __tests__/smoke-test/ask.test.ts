import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.headers.host}${request.url}`);
  if (request.url === "/old") response.writeHead(301, { location: "/" }).end();
  else response.end("A delightful language");
});
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
});

async function ask(checks: string, connectTo = "", limit = "1") {
  const folder = await mkdtemp(join(tmpdir(), "ask-"));
  const file = (name: string) => join(folder, name);
  await writeFile(file("summary"), "");
  await writeFile(file("output"), "");
  const env = { ...process.env, CHECKS: checks, CONNECT_TO: connectTo, LIMIT: limit };
  const child = spawn("bash", ["actions/smoke-test/ask"], {
    env: { ...env, GITHUB_STEP_SUMMARY: file("summary"), GITHUB_OUTPUT: file("output") },
  });
  let log = "";
  child.stdout.on("data", (text) => {
    log += text;
  });
  const [code] = await once(child, "close");
  const [summary, output] = [await readFile(file("summary"), "utf8"), await readFile(file("output"), "utf8")];
  await rm(folder, { recursive: true });
  return { code, log, summary, output };
}

test("passes when every address answers with its status and text", async () => {
  const base = `http://127.0.0.1:${port}`;
  const { code, output } = await ask(`200 ${base}/ A delightful language\n301 ${base}/old`);
  expect([code, output]).toEqual([0, "failed=0\n"]);
});

test("asks another address under the same name", async () => {
  const { code } = await ask(`200 http://elm.test:${port}/`, "127.0.0.1");
  expect(code).toBe(0);
  expect(asked).toContain(`elm.test:${port}/`);
});

test("names every address that does not answer as it must, with what was seen", async () => {
  const base = `http://127.0.0.1:${port}`;
  const { code, log, summary, output } = await ask(
    `404 ${base}/\n200 ${base}/ Farewell\n200 http://127.0.0.1:1/\nhello`,
  );
  expect([code, output]).toEqual([1, "failed=4\n"]);
  expect(log.split("\n").filter((line) => line.startsWith("::error::"))).toEqual([
    `::error::${base}/ did not answer 404 within 1 s; last seen: 200`,
    `::error::${base}/ did not answer 200 with "Farewell" within 1 s; last seen: 200 without "Farewell"`,
    expect.stringMatching(
      /^::error::http:\/\/127.0.0.1:1\/ did not answer 200 within 1 s; last seen: curl: \(7\) /,
    ),
    '::error::checks takes <status> <url> [text] a line, got "hello  "',
  ]);
  expect(summary).toContain(`| ${base}/ | 404  | 200 | failed |`);
});

test("no check at all is a mistake and not a success", async () => {
  const { code, log } = await ask(" \n");
  expect([code, log]).toEqual([
    1,
    '::error::checks is required and was empty: name one "<status> <url> [text]" a line\n',
  ]);
});

test("a limit that is no number is a mistake", async () => {
  const { code, log } = await ask(`200 http://127.0.0.1:${port}/`, "", "1 m");
  expect([code, log]).toEqual([1, '::error::limit takes whole seconds, got "1 m"\n']);
});
