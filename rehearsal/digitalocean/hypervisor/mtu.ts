import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";

/** The MTU of the interface of the default route: a droplet's must not be larger, or answers from outside get lost. */
export async function defaultMtu(): Promise<number> {
  const routes = await readFile("/proc/net/route", "utf8").catch(() => "");
  const line = routes.split("\n").find((text) => text.split("\t")[1] === "00000000");
  const name = line?.split("\t")[0];
  if (!name || !networkInterfaces()[name]) return 1500;
  const mtu = Number(await readFile(`/sys/class/net/${name}/mtu`, "utf8").catch(() => "1500"));
  return Math.min(mtu, 1500);
}
