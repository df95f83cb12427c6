import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { info, warning } from "@actions/core";
import type { DigitalOcean } from "../lib/digitalocean/api.ts";
import { LOG_FILE } from "../lib/packer/commands.ts";

/** Names of what one run of Packer made in the account. */
export interface Traces {
  readonly droplets: readonly string[];
  readonly keys: readonly string[];
}

/**
 * Reads from Packer's log how the droplet and the key of this very run are called. Other runs may be under way in the
 * same account, so neither a tag nor an age would do.
 */
export async function readTraces(folder: string): Promise<Traces> {
  const log = await readFile(join(folder, LOG_FILE), "utf8").catch(() => "");
  const all = (pattern: RegExp) => [...new Set(Array.from(log.matchAll(pattern), ([, name = ""]) => name))];
  return {
    droplets: all(/Droplet create param\w*: .*?\bName:"([^"]+)"/g),
    keys: all(/temporary ssh key name: (\S+)/g),
  };
}

/** Deletes what of it is still there: nothing after a run that could clean up, and all of it after one that was killed. */
export async function removeLeftovers(cloud: DigitalOcean, traces: Traces): Promise<number> {
  const unique = /^packer-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const ours = (names: readonly string[], name: string) => names.includes(name) && unique.test(name);
  for (const name of traces.droplets.filter((name) => !unique.test(name))) {
    warning(`droplet ${name} may be left over: its name is not unique to this run, so look yourself`);
  }
  const droplets = (await cloud.droplets()).filter(({ name }) => ours(traces.droplets, name));
  const keys = (await cloud.keys()).filter(({ name }) => ours(traces.keys, name));
  for (const { id, name } of droplets) {
    await cloud.remove("droplets", id);
    info(`deleted the droplet ${name} (${id}) that Packer left behind`);
  }
  for (const { id, name } of keys) {
    await cloud.remove("account/keys", id);
    info(`deleted the SSH key ${name} (${id}) that Packer left behind`);
  }
  return droplets.length + keys.length;
}
