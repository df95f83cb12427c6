import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";

const root = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), "bootstrap-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function bootstrap(args: readonly string[], cache?: string) {
  const env = cache === undefined ? process.env : { ...process.env, ELM_INFRA_CACHE: cache };
  const done = spawnSync("script/bootstrap", args, { cwd: root, env, encoding: "utf8" });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Runs a few lines of bash with bootstrap's own functions at hand. */
function withParts(lines: string): string {
  const run = mkdtempSync(join(scratch, "run-"));
  const head = `set -euo pipefail; shopt -s inherit_errexit
    ROOT=${root} PARTS=$ROOT/script/bootstrap.d RUN=${run} CACHE=${run}/cache
    mkdir -p "$CACHE/state" "$CACHE/log" "$CACHE/bin"
    for part in thing run report source debian; do . "$PARTS/$part.sh"; done`;
  const done = spawnSync("bash", ["-c", `${head}\n${lines}`], { encoding: "utf8" });
  return `${done.status} ${done.stdout}${done.stderr}`.trim();
}

test("--check on an empty cache names everything and makes nothing", () => {
  const cache = join(scratch, "never");
  const { code, out } = bootstrap(["--check"], cache);
  const names = out.split("\n").map((line) => line.split(" ")[0]);
  for (const name of `commands sshd python node node-modules go engine docker-client image-base image-traefik image-droplet
    terraform provider-digitalocean provider-tls packer packer-digitalocean ansible act shellcheck versitygw docker-registry`.split(
    /\s+/,
  )) {
    expect(names).toContain(name);
  }
  expect(code).toBe(1);
  expect(existsSync(cache)).toBe(false);
});

test("an unknown option is one sentence and nothing else", () => {
  expect(bootstrap(["--frobnicate"])).toEqual({
    code: 2,
    out: "",
    err: 'bootstrap: unknown option "--frobnicate"; see script/bootstrap --help\n',
  });
});

test("--with names what it takes", () => {
  expect(bootstrap(["--with", "firefox"]).err).toBe(
    'bootstrap: --with takes chromium, got "firefox"; see script/bootstrap --help\n',
  );
});

test("a source that fails halfway is passed over for the next one", () => {
  const answer = withParts(`
    thing tool 1 "broken whole" "" "get it"
    get_tool_broken() { false; took 1 broken; }
    get_tool_whole() { took 2 whole; }
    get tool; cat "$CACHE/state/tool"`);
  expect(answer).toBe("0 1\t2\twhole");
});

test("a thing is not tried when one that it needs could not be had", () => {
  const answer = withParts(`
    thing base 1 "nowhere" "" "get it"
    thing top 1 "anywhere" "base" "get it"
    get_base_nowhere() { false; }
    get_top_anywhere() { took 1 anywhere; }
    get base; get top; cat "$RUN/top.done"`);
  expect(answer).toBe("0 failed base");
});

test("a download whose checksum differs is refused", () => {
  const file = join(scratch, "tool.zip");
  writeFileSync(file, "not what was released");
  writeFileSync(join(scratch, "sums"), `${"0".repeat(64)}  tool.zip\n`);
  expect(withParts(`verify ${file} ${scratch}/sums`)).toMatch(/^1 .*tool\.zip: FAILED/);
});

test("a download that the list of checksums does not name is refused", () => {
  writeFileSync(join(scratch, "other.zip"), "x");
  writeFileSync(join(scratch, "empty"), "");
  expect(withParts(`verify ${scratch}/other.zip ${scratch}/empty`)).toBe("1");
});

test("a version that is too old on PATH is not taken", () => {
  expect(withParts(`at_least 1.9.8 1.10.0 || printf older; at_least 1.10.0 1.10.0 && printf same`)).toBe(
    "0 oldersame",
  );
});

test("a Docker client that answers `stack config` with the help of `stack` is not taken", () => {
  const client = join(scratch, "docker");
  writeFileSync(client, '#!/bin/sh\ncase "$*" in *--help*) exit 0 ;; esac\nexit 125\n', { mode: 0o755 });
  const answer = withParts(`
    DOCKER_CLIENT_VERSION=1; . "$PARTS/things/35-docker-client.sh"
    renders_stacks "$(type -P docker)" && printf 'newer '
    ${client} stack config --help && renders_stacks ${client} || printf older`);
  expect(answer).toBe("0 newer older");
});

test("an interrupted run ends what it started and leaves no half-made tool", async () => {
  const cache = join(scratch, "interrupted");
  const child = spawn("script/bootstrap", [], {
    cwd: root,
    env: { ...process.env, ELM_INFRA_CACHE: cache },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise((resolve) => child.stderr.once("data", resolve));
  child.kill("SIGTERM");
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(code).toBe(143);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(readdirSync(join(cache, "tmp")).filter((name) => name.startsWith("run."))).toEqual([]);
  expect(commandsThatName(cache)).toEqual([]);
}, 120_000);

test("a second run takes everything from the cache, within seconds", () => {
  expect(bootstrap([]).code).toBe(0);
  const begun = Date.now();
  const { code, out } = bootstrap([]);
  expect({ code, seconds: (Date.now() - begun) / 1000 < 10 }).toEqual({ code: 0, seconds: true });
  const rows = out.split("\n").filter((line) => /^[a-z-]+ .* \d+ {2}/.test(line));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) expect(row).toMatch(/ 0 {2}(cache|path)/);
}, 1_800_000);

test("the environment it writes lets Terraform find both providers", () => {
  const cache =
    process.env.ELM_INFRA_CACHE ??
    join(process.env.XDG_CACHE_HOME ?? `${process.env.HOME}/.cache`, "elm-infra");
  const work = mkdtempSync(join(scratch, "terraform-"));
  writeFileSync(
    join(work, "main.tf"),
    'terraform {\n  required_providers {\n    digitalocean = { source = "digitalocean/digitalocean" }\n    tls = { source = "hashicorp/tls" }\n  }\n}\n',
  );
  const lines = `set -a; . "${cache}/environment"; set +a; "$TERRAFORM_BIN" init -no-color`;
  const done = spawnSync("bash", ["-c", lines], { cwd: work, encoding: "utf8" });
  expect(done.stdout + done.stderr).toContain("successfully initialized");
  const lock = readFileSync(join(work, ".terraform.lock.hcl"), "utf8");
  expect(lock).toMatch(/digitalocean\/digitalocean/);
  expect(lock).toMatch(/hashicorp\/tls/);
});

/** Command lines of running processes in which the text occurs. */
function commandsThatName(text: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return ""; // it ended meanwhile
      }
    })
    .filter((command) => command.includes(text));
}
