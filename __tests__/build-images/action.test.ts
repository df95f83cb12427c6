import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { readImages } from "../../src/lib/images/images.ts";
import { openRegistry } from "../../src/lib/registry/registry.ts";
import { Secret } from "../../src/lib/secret/secret.ts";
import { runAction } from "../support/action.ts";
import { GitHubServer } from "../support/github-server.ts";
import { startRegistry, type TestRegistry } from "../support/registry.ts";
import { makeRepository, type TestRepository } from "../support/repository.ts";

let registry: TestRegistry;
let namespace: string;
let temporary: string;
const repositories: TestRepository[] = [];
const folders: string[] = [];

const child = "ARG REGISTRY\nARG NAMESPACE\nFROM $" + "{REGISTRY}/$" + "{NAMESPACE}/base\nCOPY page /page\n";
const two = {
  "docker/base/Dockerfile": "FROM scratch\nCOPY Dockerfile /\n",
  "docker/child/Dockerfile": child,
  "docker/child/page": "one\n",
};

beforeAll(async () => {
  registry = await startRegistry();
});

afterAll(() => registry.close());

afterEach(async () => {
  const format = "{{.Repository}}:{{.Tag}}";
  const filter = `reference=${registry.host}/*/*`;
  const listed = execFileSync("docker", ["images", "--format", format, "--filter", filter]).toString();
  const names = listed.split("\n").filter((name) => name !== "");
  if (names.length > 0) execFileSync("docker", ["rmi", "--force", ...names], { stdio: "ignore" });
  for (const repository of repositories.splice(0)) await repository.remove();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function world(files: Record<string, string>): Promise<TestRepository> {
  namespace = `t${randomBytes(4).toString("hex")}`;
  temporary = await mkdtemp(join(tmpdir(), "build-images-test-"));
  folders.push(temporary);
  const repository = await makeRepository(files);
  repositories.push(repository);
  return repository;
}

function build(cwd: string, inputs: Record<string, string> = {}, env: Record<string, string> = {}) {
  const { host, username, password } = registry;
  return runAction("build-images", {
    cwd,
    inputs: { registry: host, namespace, username, password, ...inputs },
    env: { RUNNER_TEMP: temporary, GITHUB_SHA: "0123456", GITHUB_REPOSITORY: "elm/infra", ...env },
  });
}

function client() {
  return openRegistry({
    host: registry.host,
    credentials: { username: registry.username, password: new Secret(registry.password) },
  });
}

test("parents are built before children, pushed, and reused the next time", async () => {
  const { path, write } = await world(two);
  const first = await build(path);
  expect([first.exitCode, first.outputs.built]).toEqual([0, "2"]);
  const images = readImages(JSON.parse(first.outputs.images ?? ""));
  expect(Object.keys(images)).toEqual(["base", "child"]);
  const pushed = client();
  expect(await pushed.digest(`${namespace}/child`, images.child?.tag ?? "")).toBe(images.child?.digest);
  pushed.close();
  expect(first.stdout).toContain(`FROM ${images.base?.repository}:${images.base?.tag}`);

  const again = await build(path);
  expect([again.exitCode, again.outputs.built]).toEqual([0, "0"]);
  expect(JSON.parse(again.outputs.images ?? "").child).toMatchObject({
    digest: images.child?.digest,
    built: false,
  });
  expect(again.summary).toContain("2 unchanged");

  await write({ "docker/child/page": "two\n" });
  const changed = await build(path);
  expect(changed.outputs.built).toBe("1");
  expect(JSON.parse(changed.outputs.images ?? "").base.built).toBe(false);
});

test("an image says from which commit it was first built", async () => {
  const { path } = await world({ "docker/www/Dockerfile": two["docker/base/Dockerfile"] });
  const { outputs } = await build(path);
  const { repository, tag } = JSON.parse(outputs.images ?? "").www;
  const [found] = JSON.parse(execFileSync("docker", ["image", "inspect", `${repository}:${tag}`]).toString());
  expect(found.Config.Labels).toEqual({
    "org.opencontainers.image.revision": "0123456",
    "org.opencontainers.image.source": "https://github.com/elm/infra",
  });
});

test("images-file holds the images and outlives the step; nothing else stays", async () => {
  const { path } = await world(two);
  const { outputs, state } = await build(path);
  expect(readFileSync(outputs["images-file"] ?? "", "utf8")).toBe(
    `${JSON.stringify(JSON.parse(outputs.images ?? ""), undefined, 2)}\n`,
  );
  expect(state.folder).toContain(temporary);
  expect(existsSync(state.folder ?? "")).toBe(false);
});

test("without push nothing leaves the machine, and what is new is built all the same", async () => {
  const { path } = await world(two);
  const { exitCode, outputs, summary } = await build(path, { push: "false" });
  expect([exitCode, outputs.built]).toEqual([0, "2"]);
  const images = readImages(JSON.parse(outputs.images ?? ""));
  expect(images.child?.digest).toBe("");
  expect(summary).toContain("would be pushed (built here, works)");
  const pushed = client();
  expect(await pushed.digest(`${namespace}/child`, images.child?.tag ?? "")).toBeUndefined();
  pushed.close();
});

test("build: never only reports", async () => {
  const { path } = await world(two);
  const { exitCode, outputs, summary } = await build(path, { push: "false", build: "never" });
  expect([exitCode, outputs.built]).toEqual([0, "0"]);
  expect(summary).toContain("2 to build");
  expect(summary).toContain("would be built");
});

test("without a password and without push every image counts as missing", async () => {
  const { path } = await world(two);
  const { exitCode, outputs, stdout } = await build(path, { push: "false", password: "" });
  expect([exitCode, outputs.built]).toEqual([0, "2"]);
  expect(stdout).toContain("::warning::every image counts as missing, because the registry can't be asked");
});

test("more tags name the same digest, on reused images too", async () => {
  const { path } = await world(two);
  await build(path);
  const { outputs } = await build(path, { tags: "latest\nv1" });
  const pushed = client();
  const digests = await Promise.all(["latest", "v1"].map((tag) => pushed.digest(`${namespace}/child`, tag)));
  pushed.close();
  const { digest } = JSON.parse(outputs.images ?? "").child;
  expect(digests).toEqual([digest, digest]);
});

test("a pull request gets one comment that is updated in place", async () => {
  const github = await GitHubServer.start();
  try {
    const { path } = await world(two);
    const event = join(temporary, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head: { sha: "abcdef1234567" } } }));
    const env = { GITHUB_API_URL: github.url, GITHUB_EVENT_PATH: event, GITHUB_RUN_ID: "5" };
    for (const push of ["false", "true"]) {
      const { exitCode } = await build(path, { push, token: "a-token" }, env);
      expect(exitCode).toBe(0);
      expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
        "<!-- elm-infra:build-images -->",
      ]);
      expect(github.comments[0]?.body).toContain(push === "true" ? "2 built and pushed" : "2 to build");
    }
    expect(github.comments[0]?.body).toMatch(
      /\n\n\[This run\]\(\S+\/elm\/infra\/actions\/runs\/5\), commit abcdef1$/,
    );
  } finally {
    await github.close();
  }
});

test("all failures are in one error, each with its line; what is independent is pushed", async () => {
  const { path } = await world({
    ...two,
    "docker/base/Dockerfile": "FROM scratch\n\nCOPPY Dockerfile /\n",
    "docker/copy/Dockerfile": "FROM scratch\nCOPY nothing /\n",
    "docker/good/Dockerfile": "FROM scratch\nCOPY Dockerfile /good\n",
  });
  const { exitCode, stdout, outputs, summary } = await build(path, { builder: "classic" });
  expect(exitCode).toBe(1);
  const errors = stdout.split("\n").filter((line) => line.startsWith("::error"));
  expect(errors).toEqual([
    "::error title=docker build,file=docker/base/Dockerfile,line=3::docker/base/Dockerfile:3: dockerfile parse error line 3: unknown instruction: COPPY",
    "::error title=docker build,file=docker/copy/Dockerfile,line=2::docker/copy/Dockerfile:2: COPY failed: file not found in build context or excluded by .dockerignore: stat nothing: file does not exist",
    [
      "::error::3 of 4 images failed:",
      "- base: docker/base/Dockerfile:3: dockerfile parse error line 3: unknown instruction: COPPY",
      "- child: not tried, because base, which it builds on, failed",
      "- copy: docker/copy/Dockerfile:2: COPY failed: file not found in build context or excluded by .dockerignore: stat nothing: file does not exist",
    ].join("%0A"),
  ]);
  expect(Object.keys(JSON.parse(outputs.images ?? ""))).toEqual(["good"]);
  expect(summary).toContain("1 built and pushed, 3 failed");
});

test("a base image that is nowhere is named with its line", async () => {
  const { path } = await world({ "docker/www/Dockerfile": `# c\nFROM ${registry.host}/nobody/nothing:1\n` });
  const { exitCode, stdout } = await build(path, { builder: "classic" });
  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    `::error::www: docker/www/Dockerfile:2: the base image ${registry.host}/nobody/nothing:1 does not exist, or may not be read`,
  );
});

test.each<[string, Record<string, string>, Record<string, string>, string]>([
  ["a wrong password", two, { password: "wrong" }, 'refuses user "elm" (401): check username and password'],
  [
    "a registry that is not there",
    two,
    { registry: "127.0.0.1:1" },
    "the registry 127.0.0.1:1 can't be reached: ",
  ],
  [
    "no Dockerfile",
    { "docker/README": "" },
    {},
    'no Dockerfile found: "docker" must hold one folder for each image',
  ],
  ["no such folder", two, { directory: "images" }, 'directory "images" can\'t be read: '],
  ["an unknown image", two, { images: "www" }, "images names www, and there is only base, child"],
  [
    "a circle",
    { ...two, "docker/base/Dockerfile": child.replace("/base", "/child") },
    {},
    "images build on each other in a circle: base → child → base",
  ],
  [
    "two wrong inputs",
    two,
    { registry: "https://r.example.org/x", parallel: "0" },
    "2 inputs are wrong:%0A- registry must be a name with an optional port and nothing else",
  ],
])("%s is one clear error before anything is built", async (_, files, inputs, message) => {
  const { path } = await world(files);
  const { exitCode, stdout } = await build(path, inputs);
  expect(exitCode).toBe(1);
  const errors = stdout.split("\n").filter((line) => line.startsWith("::error"));
  expect(errors).toEqual([expect.stringContaining(message)]);
  expect(stdout).not.toContain("Step 1");
});

test("the password is masked, on no command line, and gone after the step", async () => {
  const { path } = await world({ "docker/www/Dockerfile": "FROM debian:trixie-slim\nRUN sleep 2\n" });
  let commands = "";
  let config = "";
  const watch = setInterval(() => {
    commands += execFileSync("ps", ["-eo", "args"]).toString();
    const seen = execFileSync("sh", [
      "-c",
      'stat -c "%a %n" "$0"/build-images-*/config.json "$0"/build-images-* 2>/dev/null || true',
      temporary,
    ]).toString();
    if (seen.includes("config.json")) config = seen;
  }, 200);
  const { exitCode, stdout, state } = await build(path).finally(() => clearInterval(watch));
  expect(exitCode).toBe(0);
  expect(commands).toContain("docker build");
  expect(commands).not.toContain(registry.password);
  expect(config).toMatch(/^600 .*config\.json\n700 /);
  expect(existsSync(state.folder ?? "")).toBe(false);
  const encoded = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
  for (const secret of [registry.password, encoded]) {
    const lines = stdout.split("\n").filter((line) => line.includes(secret));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line === `::add-mask::${secret}`)).toBe(true);
  }
});

test("a login of an earlier step is used when no user is given", async () => {
  const { path } = await world(two);
  const auth = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
  const config = join(temporary, "docker");
  execFileSync("sh", ["-c", 'mkdir "$0" && cat > "$0/config.json"', config], {
    input: JSON.stringify({ auths: { [registry.host]: { auth } } }),
  });
  const { exitCode, outputs } = await build(path, { username: "", password: "" }, { DOCKER_CONFIG: config });
  expect([exitCode, outputs.built]).toEqual([0, "2"]);
});

test("post removes the folder that a killed step left", async () => {
  const { path } = await world({ "docker/www/Dockerfile": "FROM debian:trixie-slim\nRUN sleep 8\n" });
  const { host, username, password } = registry;
  const builds: number[] = [];
  const killed = await runAction("build-images", {
    cwd: path,
    inputs: { registry: host, namespace, username, password },
    env: { RUNNER_TEMP: temporary },
    started: (process) => {
      const look = setInterval(() => {
        if (!process.stdout().includes("Running in") && !process.stdout().includes("RUN sleep")) return;
        clearInterval(look);
        builds.push(
          ...execFileSync("pgrep", ["-P", String(process.pid)])
            .toString()
            .trim()
            .split("\n")
            .map(Number),
        );
        process.kill("SIGKILL");
      }, 100);
    },
  });
  // A runner ends what a killed step leaves running; here the test does.
  for (const build of builds) process.kill(-build, "SIGINT");
  expect(existsSync(join(killed.state.folder ?? "", "config.json"))).toBe(true);
  const { exitCode } = await runAction("build-images", { phase: "post", state: killed.state });
  expect(exitCode).toBe(0);
  expect(existsSync(killed.state.folder ?? "")).toBe(false);
});

test("cancelling ends the builds", async () => {
  const { path } = await world({ "docker/www/Dockerfile": "FROM debian:trixie-slim\nRUN sleep 60\n" });
  const { host, username, password } = registry;
  const started = performance.now();
  const { exitCode, stdout } = await runAction("build-images", {
    cwd: path,
    inputs: { registry: host, namespace, username, password },
    env: { RUNNER_TEMP: temporary },
    started: (process) => {
      const look = setInterval(() => {
        if (!process.stdout().includes("Running in") && !process.stdout().includes("RUN sleep")) return;
        clearInterval(look);
        process.kill("SIGINT");
      }, 100);
    },
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain("::error::docker was cancelled");
  expect(performance.now() - started).toBeLessThan(30_000);
});
