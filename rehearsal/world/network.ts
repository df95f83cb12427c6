import { createServer } from "node:net";
import { UserError } from "../../src/lib/errors/errors.ts";
import { CommandFailed, type Shell } from "../../src/lib/shell/command.ts";

/** The network that plays the internet: droplets' public addresses, and this machine as its gateway. */
export const PUBLIC_SUBNET = "10.88.0.0/24";
/** This machine, as droplets see it. */
export const GATEWAY = "10.88.0.1";

/** Creates the public network of a world. */
export async function createPublicNetwork(shell: Shell, name: string, label: string): Promise<void> {
  try {
    await shell.run({
      program: "docker",
      args: ["network", "create", "--subnet", PUBLIC_SUBNET, "--gateway", GATEWAY, "--label", label, name],
      limit: 30,
    });
  } catch (error) {
    if (!(error instanceof CommandFailed) || !/overlap/.test(error.message)) throw error;
    throw new UserError(
      `the network ${PUBLIC_SUBNET} is in use: another rehearsal runs (end it with Ctrl-C where it runs), or a network ` +
        "of yours overlaps (docker network ls)",
      { cause: error },
    );
  }
}

/** A TCP port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}
