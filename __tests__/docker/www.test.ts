import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "../../src/lib/wait/wait.ts";

const name = `www-test-${randomBytes(4).toString("hex")}`;
let origin: string;

function docker(...args: string[]): string {
  const env = { ...process.env, DOCKER_BUILDKIT: "0" };
  return execFileSync("docker", args, { env, stdio: ["ignore", "pipe", "pipe"] })
    .toString()
    .trim();
}

beforeAll(async () => {
  docker("build", "--network", "host", "--tag", name, "docker/www");
  docker(
    "run",
    "--detach",
    "--name",
    name,
    "--read-only",
    "--cap-drop",
    "ALL",
    "--publish",
    "127.0.0.1:0:8080",
    name,
  );
  origin = `http://${docker("port", name, "8080/tcp").split("\n")[0]}`;
  await waitFor({ what: "the site", limit: 20, every: 0.1 }, () =>
    fetch(origin).then(
      (r) => r.ok || undefined,
      () => undefined,
    ),
  );
}, 300_000);

afterAll(() => {
  docker("rm", "--force", name);
  docker("rmi", "--force", name);
});

test.each([
  ["/", 200, "text/html; charset=utf-8"],
  ["/healthz", 200, "text/plain; charset=utf-8"],
  ["/style.css", 200, "text/css; charset=utf-8"],
  ["/favicon.svg", 200, "image/svg+xml"],
  ["/robots.txt", 200, "text/plain; charset=utf-8"],
  ["/nothing", 404, "text/html; charset=utf-8"],
])("%s answers %d as %s", async (path, status, type) => {
  const answer = await fetch(`${origin}${path}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, type]);
});

test("the first page greets", async () => {
  expect(await (await fetch(origin)).text()).toContain(
    '<p id="greeting">Welcome to the rehearsal of elm-lang.org</p>',
  );
});

test("it becomes healthy, as a user without rights and without writing anything", async () => {
  const state = () => docker("inspect", "--format", "{{.State.Health.Status}}", name);
  await waitFor(
    { what: "health", limit: 30, every: 0.5 },
    () => (state() === "healthy" ? true : undefined),
    state,
  );
  expect(docker("inspect", "--format", "{{.Config.User}}", name)).toBe("8080:8080");
  expect(docker("diff", name)).toBe("");
}, 60_000);

test("it is a few megabytes, with no shell inside", () => {
  expect(Number(docker("image", "inspect", "--format", "{{.Size}}", name))).toBeLessThan(8e6);
  const entries = execFileSync("sh", ["-c", 'docker export "$0" | tar -t', name]).toString().split("\n");
  expect(entries.filter((entry) => /bin\/(ba|da)?sh$|apt|dpkg/.test(entry))).toEqual([]);
});

test("it stops within two seconds and with success", () => {
  const started = performance.now();
  docker("stop", "--time", "10", name);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(docker("inspect", "--format", "{{.State.ExitCode}}", name)).toBe("0");
});
