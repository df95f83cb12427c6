import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { request as secureRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Image, Images } from "../../src/lib/images/images.ts";
import { runAction } from "../support/action.ts";
import { type SwarmMachine, startSwarmMachine } from "../support/swarm-machine/machine.ts";
import { type MachineRegistry, startMachineRegistry } from "../support/swarm-machine/registry.ts";
import { startVisitors } from "../support/swarm-machine/visitor.ts";

const SITE = "elm.example.org";
let machine: SwarmMachine;
let registry: MachineRegistry;
let traefik: Image;
const pages: Record<string, Image> = {};

beforeAll(async () => {
  machine = await startSwarmMachine();
  registry = await startMachineRegistry(machine);
  traefik = registry.push("traefik:v3.6.12", "elm/traefik");
  pages.first = buildSite("first", () => {});
  pages.second = buildSite("second", (folder) =>
    writeFileSync(join(folder, "pages", "index.html"), "second\n"),
  );
  pages.broken = buildSite("broken", (folder) => rmSync(join(folder, "pages", "healthz")));
}, 300_000);
afterAll(() => machine?.close());

/** Builds docker/www with a change and pushes it. */
function buildSite(name: string, change: (folder: string) => void): Image {
  const folder = mkdtempSync(join(tmpdir(), "elm-site-"));
  cpSync("docker/www", folder, { recursive: true });
  change(folder);
  const tag = `elm-infra-test/${name}:stack`;
  execFileSync("docker", ["build", "--quiet", "--network", "host", "--tag", tag, folder], { stdio: "pipe" });
  rmSync(folder, { recursive: true, force: true });
  const image = registry.push(tag, "elm/www");
  execFileSync("docker", ["rmi", tag], { stdio: "pipe" });
  return image;
}

function deploy(
  www: Image | undefined,
  change: { variables?: string[]; inputs?: Record<string, string> } = {},
) {
  const images: Images = www === undefined ? { traefik } : { traefik, www };
  const variables = [
    `REGISTRY=${registry.host}`,
    "REGISTRY_NAMESPACE=elm",
    `SITE_HOST=${SITE}`,
    "ACME_EMAIL=",
    "HTTPS_REDIRECT=off",
    // Works on every kernel; production's defaults need IPVS.
    "ENDPOINT_MODE=dnsrr",
    "PORT_MODE=host",
    ...(change.variables ?? []),
  ];
  return runAction("stack-deploy", {
    inputs: {
      host: machine.host,
      "private-key": machine.privateKey,
      "known-hosts": machine.knownHosts,
      stack: "elm",
      "compose-files": "stack/elm.yml",
      variables: variables.join("\n"),
      images: JSON.stringify(images),
      registry: registry.host,
      "registry-username": registry.username,
      "registry-password": registry.password,
      timeout: "90",
      ...change.inputs,
    },
  });
}

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly body: string;
}

function ask(scheme: "http" | "https"): Promise<Answer> {
  const options = {
    host: machine.host,
    path: "/",
    headers: { host: SITE },
    servername: SITE,
    rejectUnauthorized: false,
  };
  return new Promise((resolve, reject) => {
    const asked = (scheme === "http" ? get : secureRequest)(options, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      answer.once("end", () =>
        resolve({ status: answer.statusCode, location: answer.headers.location, body }),
      );
    });
    asked.once("error", reject);
    asked.end();
  });
}

test("without credentials nothing is pulled, and nothing stays", async () => {
  const inputs = { "registry-username": "", "registry-password": "", timeout: "60" };
  const done = await deploy(pages.first, { inputs });
  expect([done.exitCode, done.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(done.stdout).toMatch(/usual cause: (the registry refuses this node|the image cannot be pulled)/);
  expect(machine.docker("service", "ls", "--quiet")).toBe("");
});

test("the site answers on HTTP and HTTPS from pinned images of a private registry", async () => {
  const done = await deploy(pages.first);
  expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
  expect(done.outputs.services).toContain(pages.first?.digest);
  for (const scheme of ["http", "https"] as const) {
    const { status, body } = await ask(scheme);
    expect([scheme, status, body.includes("<html")]).toEqual([scheme, 200, true]);
  }
});

test("no request fails while a new version rolls out, nor while a broken one rolls back", async () => {
  const visitors = startVisitors(machine.host, SITE);
  const second = await deploy(pages.second);
  const broken = await deploy(pages.broken);
  const { answered, failed } = await visitors.stop();
  expect([second.exitCode, second.outputs.outcome]).toEqual([0, "converged"]);
  expect([broken.exitCode, broken.outputs.outcome]).toEqual([1, "rolled_back"]);
  expect(broken.stdout).toContain("usual cause: its health check fails");
  expect((await ask("http")).body).toBe("second\n");
  expect(failed).toEqual({});
  expect(answered).toBeGreaterThan(500);
}, 300_000);

test("HTTPS_REDIRECT sends visitors to HTTPS, and restarts nothing", async () => {
  const tasks = machine.docker("stack", "ps", "--quiet", "--filter", "desired-state=running", "elm");
  const done = await deploy(pages.second, { variables: ["HTTPS_REDIRECT=on"] });
  expect([done.exitCode, done.outputs.outcome]).toEqual([0, "converged"]);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await ask("http")).toMatchObject({ status: 301, location: `https://${SITE}/` });
  expect((await ask("https")).status).toBe(200);
  expect(machine.docker("stack", "ps", "--quiet", "--filter", "desired-state=running", "elm")).toBe(tasks);
});

test("an image of our namespace that is not among the images is refused", async () => {
  const done = await deploy(undefined);
  expect(done.exitCode).toBe(1);
  expect(done.stdout).toMatch(
    /::error::the stack cannot be deployed: stack\/elm\.yml:\d+: services\.www\.image: 127\.0\.0\.1:5000\/elm\/www is not among images/,
  );
});
