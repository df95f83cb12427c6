import { createHash } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { readChallenge } from "../../../src/lib/registry/authorization.ts";
import { authorities } from "../../../src/lib/registry/certificates.ts";
import { isLoopback, readName } from "../../../src/lib/registry/names.ts";
import { openRegistry, type Registry } from "../../../src/lib/registry/registry.ts";
import { Secret } from "../../../src/lib/secret/secret.ts";
import { startRegistry, type TestRegistry } from "../../support/registry.ts";

let real: TestRegistry;
let digest: string;
const opened: Registry[] = [];
const servers: Server[] = [];

const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
const manifestType = "application/vnd.docker.distribution.manifest.v2+json";

beforeAll(async () => {
  real = await startRegistry();
  const configDigest = `sha256:${createHash("sha256").update(config).digest("hex")}`;
  const started = await send("POST", "/v2/elm/www/blobs/uploads/");
  const upload = new URL(started.location ?? "");
  upload.searchParams.set("digest", configDigest);
  await send("PUT", `${upload.pathname}${upload.search}`, config, "application/octet-stream");
  const entry = {
    mediaType: "application/vnd.docker.container.image.v1+json",
    size: config.length,
    digest: configDigest,
  };
  const manifest = { schemaVersion: 2, mediaType: manifestType, config: entry, layers: [] };
  digest =
    (await send("PUT", "/v2/elm/www/manifests/one", Buffer.from(JSON.stringify(manifest)), manifestType))
      .digest ?? "";
});

afterEach(() => {
  for (const registry of opened.splice(0)) registry.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

afterAll(() => real.close());

function open(options: Partial<Parameters<typeof openRegistry>[0]> = {}): Registry {
  const credentials = { username: real.username, password: new Secret(real.password) };
  const registry = openRegistry({ host: real.host, credentials, ...options });
  opened.push(registry);
  return registry;
}

test("a tag's digest is what the registry answers, and undefined without such a tag", async () => {
  expect(digest).toMatch(/^sha256:/);
  expect(await open().digest("elm/www", "one")).toBe(digest);
  expect(await open().digest("elm/www", "other")).toBeUndefined();
  expect(await open().digest("elm/nothing", "one")).toBeUndefined();
});

test("questions asked at once all carry the password", async () => {
  const registry = open();
  const asked = ["one", "one", "other", "one"].map((tag) => registry.digest("elm/www", tag));
  expect(await Promise.all(asked)).toEqual([digest, digest, undefined, digest]);
});

test("a manifest comes with its digest and the bytes of what it names", async () => {
  expect(await open().manifest("elm/www", digest)).toMatchObject({
    digest,
    mediaType: manifestType,
    bytes: config.length,
  });
});

test("a second tag names the same digest", async () => {
  await open().tag("elm/www", "one", "latest");
  expect(await open().digest("elm/www", "latest")).toBe(digest);
});

test("tagging what is not there is refused", async () => {
  await expect(open().tag("elm/www", "none", "latest")).rejects.toThrow(
    `${real.host} has no elm/www:none to tag "latest"`,
  );
});

test("a wrong password is named with the user", async () => {
  const credentials = { username: "elm", password: new Secret("wrong") };
  await expect(open({ credentials }).check()).rejects.toThrow(
    `the registry ${real.host} refuses user "elm" (401): check username and password`,
  );
});

test("no password is told from a wrong one", async () => {
  await expect(open({ credentials: undefined }).check()).rejects.toThrow(
    `the registry ${real.host} wants a user and a password, and none was given (401)`,
  );
});

test("a registry with a certificate of its own is trusted through registry-ca", async () => {
  await expect(open({ ca: real.certificate }).check()).resolves.toBeUndefined();
});

test("a certificate of somebody else is not trusted", async () => {
  await expect(open({ ca: "/etc/ssl/certs/ca-certificates.crt" }).check()).rejects.toMatchObject({
    message: `the registry ${real.host} can't be reached: check the name, the network and its certificate`,
    cause: expect.objectContaining({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
  });
});

test("a file without certificates is refused as registry-ca", () => {
  expect(() => authorities("r.example.org", "package.json")).toThrow(
    'registry-ca must name a file with certificates in PEM; "package.json" holds none',
  );
  expect(() => authorities("r.example.org", "/no/such/file")).toThrow(
    'registry-ca must name a file with certificates in PEM; "/no/such/file" can\'t be read',
  );
});

test("nobody at the address is an error with its cause", async () => {
  await expect(open({ host: "127.0.0.1:1", tries: 1 }).check()).rejects.toMatchObject({
    message: "the registry 127.0.0.1:1 can't be reached: check the name, the network and its certificate",
    cause: expect.objectContaining({ code: "ECONNREFUSED" }),
  });
});

test("a registry that is down for a moment is asked again", async () => {
  const answers = [503, 429, 200];
  const host = await serve(
    (_, response) => void response.writeHead(answers.shift() ?? 500, { "Retry-After": "0.01" }).end(),
  );
  await expect(open({ host }).check()).resolves.toBeUndefined();
  expect(answers).toEqual([]);
});

test("a registry that stays down is given up, with its own words", async () => {
  let asked = 0;
  const host = await serve((_, response) => {
    asked++;
    response.writeHead(500, { "Retry-After": "0.01" }).end("disk full");
  });
  await expect(open({ host, tries: 3 }).check()).rejects.toThrow(
    `the registry ${host} answered 500 to GET /v2/: disk full`,
  );
  expect(asked).toBe(3);
});

test("a registry that is silent is given up", async () => {
  const host = await serve(() => {});
  await expect(open({ host, tries: 1, silence: 0.2 }).check()).rejects.toMatchObject({
    cause: { message: "no answer within 0.2 s" },
  });
});

test("a registry that wants a token gets one for the repository in question", async () => {
  const asked: string[] = [];
  const host = await serve((incoming, response) => {
    asked.push(`${incoming.method} ${decodeURIComponent(incoming.url ?? "")}`);
    if (incoming.url?.startsWith("/token")) {
      expect(incoming.headers.authorization).toMatch(/^Basic /);
      response.end('{"token":"abc"}');
    } else if (incoming.headers.authorization === "Bearer abc") {
      response.writeHead(200, { "Docker-Content-Digest": "sha256:1" }).end();
    } else {
      response
        .writeHead(401, { "WWW-Authenticate": `Bearer realm="http://${host}/token",service="r"` })
        .end();
    }
  });
  expect(await open({ host }).digest("elm/www", "one")).toBe("sha256:1");
  expect(asked).toEqual([
    "HEAD /v2/elm/www/manifests/one",
    "GET /token?service=r&scope=repository:elm/www:pull",
    "HEAD /v2/elm/www/manifests/one",
  ]);
});

test.each([
  ["debian", "docker.io", "library/debian", "latest", ""],
  ["elm/www:1", "docker.io", "elm/www", "1", ""],
  ["127.0.0.1:5000/elm/www", "127.0.0.1:5000", "elm/www", "latest", ""],
  ["localhost/www:2@sha256:ab", "localhost", "www", "2", "sha256:ab"],
  ["ghcr.io/elm/www@sha256:ab", "ghcr.io", "elm/www", "", "sha256:ab"],
  ["docker.io/debian", "docker.io", "library/debian", "latest", ""],
])("%s is taken apart as the engine does", (text, host, repository, tag, found) => {
  expect(readName(text)).toEqual({ host, repository, tag, digest: found });
});

test("only this machine's registries may go without a trusted certificate", () => {
  expect(["127.0.0.1:5000", "127.9.9.9", "localhost:1", "[::1]:5"].every(isLoopback)).toBe(true);
  expect(["10.88.0.1:5000", "localhost.example.org", "127.0.0.1.nip.io"].some(isLoopback)).toBe(false);
});

test("a challenge of an unknown scheme is none", () => {
  expect(readChallenge("Negotiate")).toBeUndefined();
  expect(readChallenge(undefined)).toBeUndefined();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function send(method: string, path: string, body?: Buffer, type?: string) {
  return new Promise<{ location: string | undefined; digest: string | undefined }>((resolve, reject) => {
    const [hostname, port] = real.host.split(":");
    const headers = type === undefined ? {} : { "Content-Type": type };
    const auth = `${real.username}:${real.password}`;
    const outgoing = request(
      { hostname, port, path, method, auth, headers, rejectUnauthorized: false },
      (incoming) => {
        incoming.resume();
        const found = incoming.headers["docker-content-digest"];
        resolve({ location: incoming.headers.location, digest: Array.isArray(found) ? found[0] : found });
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
