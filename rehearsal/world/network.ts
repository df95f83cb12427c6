import { UserError } from "../../src/lib/errors/errors.ts";

/** The network that plays the internet: droplets' public addresses, and this machine as its gateway. */
export const PUBLIC_SUBNET = "10.88.0.0/24";
/** This machine, as droplets see it. */
export const GATEWAY = "10.88.0.1";

/** What a failed start says when the public network cannot be made; any other error as it is. */
export function explainNetwork(error: unknown): unknown {
  if (!(error instanceof Error) || !/overlap/i.test(error.message)) return error;
  return new UserError(
    `the network ${PUBLIC_SUBNET} is in use: another rehearsal runs (end it with Ctrl-C where it runs), or a network ` +
      "of yours overlaps (docker network ls)",
    { cause: error },
  );
}
