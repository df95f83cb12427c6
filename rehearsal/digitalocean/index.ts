import type { AddressInfo } from "node:net";
import { newCloud } from "./cloud.ts";
import { type DockerOptions, dockerHypervisor } from "./hypervisor/docker.ts";
import type { Hypervisor } from "./hypervisor/hypervisor.ts";
import { watchPower } from "./power.ts";
import { createApi } from "./server.ts";

export type { Hypervisor, Machine } from "./hypervisor/hypervisor.ts";

/** How the stand-in is started. `world` names all that it makes; what is left of a world of that name is removed first. */
export interface Options extends DockerOptions {
  /** The one token that is let in. */
  readonly token: string;
  /** Port on 127.0.0.1; any free one when it is not given. */
  readonly port?: number;
  /** What droplets are made of; containers of this machine's Docker engine when it is not given. */
  readonly hypervisor?: Hypervisor;
}

/** A running stand-in. */
export interface DigitalOcean {
  /** For `DIGITALOCEAN_API_URL`. */
  readonly url: string;
  /** Stops answering and removes every droplet, network, volume and snapshot of the world. */
  close(): Promise<void>;
}

/**
 * Starts a DigitalOcean on this machine: its API over HTTP, droplets that are containers running systemd.
 * @throws Error when the Docker engine cannot be used.
 */
export async function startDigitalOcean(options: Options): Promise<DigitalOcean> {
  const hypervisor = options.hypervisor ?? (await dockerHypervisor(options));
  const cloud = newCloud(hypervisor, options.publicNetwork.subnet, options.log);
  watchPower(cloud);
  const server = createApi(cloud, options.token);
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  await listening.catch(async (error: Error) => {
    await hypervisor.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await Promise.allSettled(cloud.queues.values());
      await hypervisor.close();
    },
  };
}
