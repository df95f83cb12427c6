import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type ContainerShape, probeShape } from "./container.ts";
import type { Hypervisor, Machine } from "./hypervisor.ts";
import { defaultMtu } from "./mtu.ts";
import { docker, dockerLines } from "./process.ts";
import { writeResolver } from "./resolver.ts";
import { plantSeed } from "./seed.ts";

/** Where and of what the real droplets are made. */
export interface DockerOptions {
  readonly world: string;
  readonly stockImage: string;
  readonly publicNetwork: { readonly name: string; readonly subnet: string };
  /** PEM file of an authority that every droplet trusts as one of its system's. */
  readonly caCertificate?: string;
  log(line: string): void;
}

/** The label of everything that belongs to a world; cleaning up goes by it. */
export const worldLabel = "elm-infra.rehearsal";
const idLabel = "elm-infra.droplet";

interface Place {
  readonly options: DockerOptions;
  readonly label: string;
  readonly folder: string;
  readonly stock: string;
  readonly shape: ContainerShape;
  readonly resolver: readonly string[];
}

/** Prepares the engine (public network, stock image with the world's authority) and gives its droplets. */
export async function dockerHypervisor(options: DockerOptions): Promise<Hypervisor> {
  const label = `${worldLabel}=${options.world}`;
  await sweep(label);
  const folder = await mkdtemp(join(tmpdir(), `digitalocean-${options.world}-`));
  try {
    return machines({ options, label, folder, ...(await prepare(options, label, folder)) });
  } catch (error) {
    await sweep(label);
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function prepare(options: DockerOptions, label: string, folder: string) {
  const resolv = join(folder, "resolv.conf");
  const parts = [
    probeShape(options.stockImage),
    trustAuthority(options, folder),
    writeResolver(resolv),
    makePublicNetwork(options, label),
  ] as const;
  // Each to its end before a failure is told, or an image would appear after the clean-up.
  await Promise.allSettled(parts);
  const [shape, stock, found] = await Promise.all(parts);
  return { shape, stock, resolver: found ? ["--volume", `${resolv}:/etc/resolv.conf:ro`] : [] };
}

function machines(place: Place): Hypervisor {
  const { options, label } = place;
  const container = (id: number) => `${options.world}-droplet-${id}`;
  const listeners: ((id: number) => void)[] = [];
  const stopWatching = watchExits(label, (id) => {
    for (const listener of listeners) listener(id);
  });
  return {
    stockImage: (slug) => (slug === "debian-13-x64" ? place.stock : undefined),
    createNetwork: async (vpc, range) => {
      const shape = ["--internal", "--opt", "com.docker.network.bridge.inhibit_ipv4=true", "--subnet", range];
      await docker(["network", "create", ...shape, "--label", label, network(place, vpc)]);
    },
    removeNetwork: async (vpc) => void (await docker(["network", "rm", network(place, vpc)])),
    create: (machine) => createMachine(place, container(machine.id), machine),
    start: async (id) => void (await docker(["start", container(id)])),
    stop: async (id, graceful) =>
      void (await docker(graceful ? ["stop", "--time", "30", container(id)] : ["kill", container(id)]).catch(
        (error: Error) => {
          if (!error.message.includes("is not running")) throw error;
        },
      )),
    remove: async (id) => void (await docker(["rm", "--force", "--volumes", container(id)])),
    inspect: (id) => inspect(container(id)),
    snapshot: (id, name) => snapshot(place, container(id), name),
    removeImage: async (image) => void (await docker(["rmi", "--force", image])),
    firewall: async (id, ruleset) => {
      const load = "cat > /run/cloud-firewall.nft && nft -f /run/cloud-firewall.nft";
      await docker(["exec", "--interactive", container(id), "sh", "-c", load], ruleset);
    },
    createVolume: async (id) => void (await docker(["volume", "create", "--label", label, id])),
    removeVolume: async (id) => void (await docker(["volume", "rm", id])),
    onExit: (listener) => void listeners.push(listener),
    close: async () => {
      stopWatching();
      await sweep(label);
      await rm(place.folder, { recursive: true, force: true });
    },
  };
}

function network(place: Place, vpc: string): string {
  return `${place.options.world}-vpc-${vpc}`;
}

async function createMachine(place: Place, name: string, machine: Machine): Promise<void> {
  const labels = ["--label", place.label, "--label", `${idLabel}=${machine.id}`];
  const address = ["--network", place.options.publicNetwork.name, "--ip", machine.publicAddress];
  const disks = machine.volumes.flatMap(({ id, name }) => ["--volume", `${id}:/mnt/${name}`]);
  const options = [...labels, ...place.shape.options, ...place.resolver, ...address, ...disks];
  const identity = ["--name", name, "--hostname", machine.hostname];
  await docker(["create", ...identity, ...options, "--", machine.image, ...place.shape.command]);
  await docker(["network", "connect", "--ip", machine.privateAddress, network(place, machine.vpc), name]);
  await plantSeed(name, machine);
  await docker(["start", name]);
}

async function inspect(name: string): Promise<{ running: boolean; exitCode: number } | undefined> {
  const format = "{{.State.Running}} {{.State.ExitCode}}";
  const text = await docker(["container", "inspect", "--format", format, name]).catch(() => undefined);
  const [running, exitCode] = text?.split(" ") ?? [];
  return text === undefined ? undefined : { running: running === "true", exitCode: Number(exitCode) };
}

async function snapshot(
  place: Place,
  name: string,
  image: string,
): Promise<{ image: string; bytes: number }> {
  const reference = `elm-infra/${place.options.world}:${image}`;
  await docker(["commit", name, reference]);
  return {
    image: reference,
    bytes: Number(await docker(["image", "inspect", "--format", "{{.Size}}", reference])),
  };
}

async function makePublicNetwork(options: DockerOptions, label: string): Promise<void> {
  const { name, subnet } = options.publicNetwork;
  const known = await docker(["network", "inspect", name]).catch(() => undefined);
  if (known !== undefined) return;
  const mtu = `com.docker.network.driver.mtu=${await defaultMtu()}`;
  await docker(["network", "create", "--subnet", subnet, "--opt", mtu, "--label", label, name]);
}

/** One layer on the stock image, once for a world: cheaper than a run of update-ca-certificates at every first boot. */
async function trustAuthority(options: DockerOptions, folder: string): Promise<string> {
  if (options.caCertificate === undefined) return options.stockImage;
  await writeFile(join(folder, "world.crt"), await readFile(options.caCertificate));
  const lines = [
    `FROM ${options.stockImage}`,
    "COPY world.crt /usr/local/share/ca-certificates/world.crt",
    "RUN chmod 644 /usr/local/share/ca-certificates/world.crt && update-ca-certificates",
  ];
  await writeFile(join(folder, "Dockerfile"), `${lines.join("\n")}\n`);
  const image = `elm-infra/${options.world}:stock`;
  const label = `${worldLabel}=${options.world}`;
  await docker(["build", "--quiet", "--network", "none", "--label", label, "--tag", image, folder]);
  return image;
}

function watchExits(label: string, listener: (id: number) => void): () => void {
  const filters = ["--filter", `label=${label}`, "--filter", "event=die"];
  const format = `{{index .Actor.Attributes "${idLabel}"}}`;
  const child = spawn("docker", ["events", ...filters, "--format", format], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  createInterface(child.stdout).on("line", (line) => listener(Number(line)));
  child.on("error", () => {});
  return () => void child.kill();
}

/** Removes what carries the label: droplets with their volumes, then networks, volumes and images. */
export async function sweep(label: string): Promise<void> {
  const filter = ["--quiet", "--filter", `label=${label}`];
  const containers = await dockerLines(["ps", "--all", ...filter]);
  if (containers.length > 0) await docker(["rm", "--force", "--volumes", ...containers]);
  const networks = await dockerLines(["network", "ls", ...filter]);
  if (networks.length > 0) await docker(["network", "rm", ...networks]);
  const volumes = await dockerLines(["volume", "ls", ...filter]);
  if (volumes.length > 0) await docker(["volume", "rm", ...volumes]);
  // By reference and not by id: a snapshot is a child of the stock image, and an image with children has to be untagged.
  const images = await dockerLines(["images", ...filter.slice(1), "--format", "{{.Repository}}:{{.Tag}}"]);
  const tagged = images.filter((image) => !image.includes("<none>"));
  if (tagged.length > 0) await docker(["rmi", "--force", ...tagged]);
  // What lost its name, such as a snapshot that was deleted while a droplet ran from it, is left with an id only.
  const nameless = await dockerLines(["images", ...filter, "--filter", "dangling=true"]);
  if (nameless.length > 0) await docker(["rmi", "--force", ...nameless]);
}
