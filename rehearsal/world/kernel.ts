import { access } from "node:fs/promises";

/**
 * Whether this kernel balances service addresses (IPVS). Without it a swarm's virtual addresses and its ingress mesh do
 * not route; DNS round robin and host-mode ports do.
 */
export async function hasIpvs(): Promise<boolean> {
  return access("/proc/net/ip_vs").then(
    () => true,
    () => false,
  );
}
