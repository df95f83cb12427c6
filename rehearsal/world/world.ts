import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { docker, dockerLines } from "../digitalocean/hypervisor/process.ts";
import { startDigitalOcean } from "../digitalocean/index.ts";
import { type GitHub, startGitHub } from "../github/index.ts";
import { freePort } from "../port.ts";
import { createActRunner } from "../runner/index.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import type { Cloud } from "./droplets.ts";
import { WORLD_VARIABLE, worldName } from "./leftovers.ts";
import { explainNetwork, GATEWAY, PUBLIC_SUBNET } from "./network.ts";
import { startRegistry, trustFolder, trustRegistry } from "./registry.ts";
import { seedRepository } from "./seed.ts";
import { BUCKET, settings } from "./settings.ts";
import { startStorage } from "./storage.ts";

type Undo = (() => Promise<unknown>)[];
type Parts = Omit<World, "close" | "addresses">;

const OWNER = "elm";
const REPOSITORY = "infra";
const REGISTRY_PORT = 5000;

/** Everything the story plays in: real servers, and stand-ins for the two that cost money. */
export interface World {
  readonly name: string;
  readonly folder: string;
  readonly cloud: Cloud;
  readonly github: GitHub;
  readonly registry: string;
  /** The values that nobody may ever see, as they were entered. */
  readonly secrets: readonly string[];
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
  const undo: Undo = [];
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

async function build(options: WorldOptions, undo: Undo): Promise<Parts> {
  const { shell, log } = options;
  const name = worldName(process.pid);
  // Inherited by every server that is started from here: so the next rehearsal finds those of one that was killed.
  process.env[WORLD_VARIABLE] = name;
  const folder = await mkdtemp(join(tmpdir(), `elm-infra-${name}-`));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const certificates = await makeCertificates(shell, folder, GATEWAY);
  const cloud = await startCloud(options, { name, certificates }, undo);
  const images = await startImages(shell, { folder, certificates }, undo);
  const storage = await startState(folder, undo);
  const entered = await settings(shell, { folder, cloud, images, storage });
  const github = await startGitHub({
    ...{ owner: OWNER, repo: REPOSITORY, folder, log },
    seed: await seed(options, folder),
    ...entered,
    runner: createActRunner({
      ...{ folder, log },
      environment: {
        RUNNER_TOOL_CACHE: join(folder, "tools"),
        DIGITALOCEAN_API_URL: cloud.url,
        NODE_EXTRA_CA_CERTS: certificates.authority,
      },
    }),
  });
  undo.push(() => github.close());
  return {
    name,
    folder,
    cloud,
    github,
    registry: images.registry,
    secrets: Object.values(entered.secrets),
    storageUrl: storage.url,
  };
}

async function startCloud(
  options: WorldOptions,
  world: { name: string; certificates: Certificates },
  undo: Undo,
): Promise<Cloud> {
  const token = `dop_v1_${randomBytes(32).toString("hex")}`;
  const digitalOcean = await startDigitalOcean({
    world: world.name,
    token,
    stockImage: options.stockImage,
    publicNetwork: { name: world.name, subnet: PUBLIC_SUBNET },
    caCertificate: world.certificates.authority,
    log: options.log,
  }).catch((error: unknown) => {
    throw explainNetwork(error);
  });
  undo.push(() => digitalOcean.close());
  return { url: digitalOcean.url, token };
}

async function startImages(
  shell: Shell,
  { folder, certificates }: { folder: string; certificates: Certificates },
  undo: Undo,
) {
  const registry = `${GATEWAY}:${REGISTRY_PORT}`;
  const access = { username: "deploy", password: randomBytes(24).toString("base64url") };
  undo.push(() => removeImagesOf(registry));
  undo.push(() => rm(trustFolder(registry), { recursive: true, force: true }));
  await trustRegistry(registry, await readFile(certificates.authority, "utf8"));
  const daemon = await startRegistry(shell, {
    folder,
    host: GATEWAY,
    port: REGISTRY_PORT,
    certificates,
    ...access,
  });
  undo.push(() => daemon.stop());
  return { registry, ...access };
}

/** What the workflows built stays in this machine's engine under a name that is worth nothing any more. */
async function removeImagesOf(registry: string): Promise<void> {
  const images = await dockerLines(["images", "--quiet", "--filter", `reference=${registry}/*/*`]);
  if (images.length > 0) await docker(["rmi", "--force", ...new Set(images)]);
}

async function startState(folder: string, undo: Undo) {
  const keys = {
    accessKey: randomBytes(10).toString("hex"),
    secretKey: randomBytes(24).toString("base64url"),
  };
  const port = await freePort();
  const daemon = await startStorage({ folder, port, ...keys, buckets: [BUCKET] });
  undo.push(() => daemon.stop());
  return { url: `http://127.0.0.1:${port}`, ...keys };
}

async function seed({ shell, source }: WorldOptions, folder: string): Promise<string> {
  const target = join(folder, "seed");
  await seedRepository(shell, source, target);
  return target;
}

function addresses({ github, cloud, storageUrl, registry, folder }: Parts): string {
  const rows = [
    ["GitHub", github.url],
    ["DigitalOcean's API", cloud.url],
    ["registry", registry],
    ["S3", storageUrl],
    ["operator's key", join(folder, "operator")],
  ];
  return rows.map(([name = "", where = ""]) => `  ${name.padEnd(20)} ${where}`).join("\n");
}
