import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { createShell } from "../../src/lib/shell/shell.ts";
import { type DigitalOcean, startDigitalOcean } from "../digitalocean/index.ts";
import { type GitHub, startGitHub } from "../github/index.ts";
import { createRunner } from "../runner/index.ts";
import { makeCertificates } from "./certificates.ts";
import { hasIpvs } from "./kernel.ts";
import { LABEL, removeWorld, worldName } from "./leftovers.ts";
import { createPublicNetwork, freePort, GATEWAY, PUBLIC_SUBNET } from "./network.ts";
import { startRegistry, trustFolder, trustRegistry } from "./registry.ts";
import { seedRepository } from "./seed.ts";
import { startStorage } from "./storage.ts";

/** The name under which the rehearsed site is asked for. */
export const SITE_HOST = "www.elm.test";
const OWNER = "elm";
const REPOSITORY = "infra";
const REGISTRY_PORT = 5000;

/** Everything the story plays in: real servers, and stand-ins for the two that cost money. */
export interface World {
  readonly name: string;
  readonly folder: string;
  readonly digitalOcean: DigitalOcean;
  readonly github: GitHub;
  readonly registry: string;
  readonly storageUrl: string;
  /** Where to look, for a person: pages, site, sockets. */
  addresses(): string;
  /** Removes everything: servers, droplets, networks, files, trust. Safe to call twice. */
  close(): Promise<void>;
}

/** What the world is made from. */
export interface WorldOptions {
  readonly shell: Shell;
  /** The working tree whose workflows, actions and infrastructure are rehearsed. */
  readonly source: string;
  readonly log: (line: string) => void;
  /** The name of the stock droplet image in this machine's engine. */
  readonly stockImage: string;
}

/**
 * Starts the world. When a part does not start, those that did are closed again.
 *
 * @throws UserError that says which part did not start and why
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) {
      await step().catch((error: unknown) => options.log(`clean-up: ${error}`));
    }
  };
  try {
    const parts = await build(options, undo);
    return { ...parts, addresses: () => addresses(parts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  options: WorldOptions,
  undo: (() => Promise<unknown>)[],
): Promise<Omit<World, "close" | "addresses">> {
  const { shell, log } = options;
  const name = worldName(process.pid);
  const folder = await mkdtemp(join(tmpdir(), "elm-infra-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o700);

  // Cleaning up runs programs also after Ctrl-C, when `shell` starts none any more.
  const cleaner = createShell(new AbortController().signal, log);
  undo.push(() => removeWorld(cleaner, name));
  await createPublicNetwork(shell, name, `${LABEL}=${name}`);

  const registry = `${GATEWAY}:${REGISTRY_PORT}`;
  const password = randomBytes(24).toString("base64url");
  const certificates = await makeCertificates(shell, folder, GATEWAY);
  undo.push(() => rm(trustFolder(registry), { recursive: true, force: true }));
  await trustRegistry(registry, await readFile(certificates.authority, "utf8"));
  const access = { username: "deploy", password };
  const images = await startRegistry(shell, {
    folder,
    host: GATEWAY,
    port: REGISTRY_PORT,
    certificates,
    ...access,
  });
  undo.push(() => images.stop());

  const keys = { accessKey: "rehearsal", secretKey: randomBytes(24).toString("base64url") };
  const storagePort = await freePort();
  const storage = await startStorage({ folder, port: storagePort, ...keys, buckets: ["elm-state"] });
  undo.push(() => storage.stop());
  const storageUrl = `http://127.0.0.1:${storagePort}`;

  const cloudToken = `dop_v1_${randomBytes(32).toString("hex")}`;
  const digitalOcean = await startDigitalOcean({
    world: name,
    token: cloudToken,
    stockImage: options.stockImage,
    publicNetwork: { name, subnet: PUBLIC_SUBNET },
    caCertificate: certificates.authority,
    log,
  });
  undo.push(() => digitalOcean.close());

  const sshKey = join(folder, "operator");
  await shell.run({
    program: "ssh-keygen",
    args: ["-q", "-t", "ed25519", "-N", "", "-C", "operator", "-f", sshKey],
  });
  await seedRepository(shell, options.source, join(folder, "seed"));
  const ipvs = await hasIpvs();
  const github = await startGitHub({
    owner: OWNER,
    repo: REPOSITORY,
    seed: join(folder, "seed"),
    secrets: {
      DIGITALOCEAN_TOKEN: cloudToken,
      SPACES_ACCESS_KEY_ID: keys.accessKey,
      SPACES_SECRET_ACCESS_KEY: keys.secretKey,
      SSH_PRIVATE_KEY: await readFile(sshKey, "utf8"),
      REGISTRY_PASSWORD: password,
      PLAN_KEY: randomBytes(32).toString("hex"),
    },
    variables: {
      REGISTRY: registry,
      REGISTRY_USERNAME: access.username,
      REGISTRY_NAMESPACE: "elm",
      STATE_ENDPOINT: storageUrl,
      STATE_BUCKET: "elm-state",
      SMOKE_TEST: `200 http://${SITE_HOST}/`,
      STATE_REGION: "us-east-1",
      SSH_PUBLIC_KEY: (await readFile(`${sshKey}.pub`, "utf8")).trim(),
      SITE_HOST,
      BUILD_NETWORK: "host",
      REHEARSAL: "true",
      ...toolVersions(),
      // A kernel without IPVS has no virtual addresses and no ingress mesh; production keeps both.
      ...(ipvs ? {} : { ENDPOINT_MODE: "dnsrr", PORT_MODE: "host" }),
    },
    runner: createRunner({
      environment: {
        ...machineEnvironment(),
        RUNNER_TOOL_CACHE: join(folder, "tools"),
        DIGITALOCEAN_API_URL: digitalOcean.url,

        NODE_EXTRA_CA_CERTS: certificates.authority,
      },
    }),
    log,
  });
  undo.push(() => github.close());
  return { name, folder, digitalOcean, github, registry, storageUrl };
}

/** What a runner machine has in its environment: programs, where Terraform finds providers, nothing of this user's. */
function machineEnvironment(): Record<string, string> {
  const kept = [
    "PATH",
    "LANG",
    "TF_CLI_CONFIG_FILE",
    "PACKER_PLUGIN_PATH",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
  ];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The versions that this machine has, as the repository variables of the same names would pin them. */
function toolVersions(): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const name of ["TERRAFORM_PRODUCT", "TERRAFORM_VERSION", "PACKER_VERSION"]) {
    const value = process.env[name];
    if (value !== undefined && value !== "") versions[name] = value;
  }
  return versions;
}

function addresses({
  github,
  digitalOcean,
  storageUrl,
  registry,
  folder,
}: Omit<World, "close" | "addresses">): string {
  const rows = [
    ["GitHub", github.url],
    ["the site", `curl -H 'Host: ${SITE_HOST}' http://${digitalOcean.address("elm-manager-1")}/`],
    ["a node", `docker exec -it ${digitalOcean.container("elm-manager-1")} bash`],
    ["DigitalOcean's API", digitalOcean.url],
    ["registry", registry],
    ["S3", storageUrl],
    ["operator's key", join(folder, "operator")],
  ];
  return rows.map(([name = "", where = ""]) => `  ${name.padEnd(20)} ${where}`).join("\n");
}
