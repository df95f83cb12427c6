import { delimiter, join } from "node:path";
import { cacheFolder } from "../../../rehearsal/cache.ts";
import type { Fleet } from "../../../src/lib/fleet/fleet.ts";
import { type ActionCall, type ActionRun, runAction } from "../action.ts";
import { type SwarmMachine, startSwarmMachine } from "../swarm-machine/machine.ts";

/** Machines without a swarm yet, as Terraform would hand them over. */
export interface TestFleet {
  readonly machines: Readonly<Record<string, SwarmMachine>>;
  readonly privateKey: string;
  /** The fleet, or what is left of it without some nodes. */
  fleet(without?: readonly string[]): Fleet;
  close(): void;
}

/** Starts one machine for each name; all take the same key. */
export async function startFleet(roles: Readonly<Record<string, "manager" | "worker">>): Promise<TestFleet> {
  const machines: Record<string, SwarmMachine> = {};
  const close = () => Object.values(machines).forEach((machine) => void machine.close());
  try {
    for (const name of Object.keys(roles)) machines[name] = await startSwarmMachine({ swarm: false });
  } catch (error) {
    close();
    throw error;
  }
  const [first, ...others] = Object.values(machines);
  if (first === undefined) throw new Error("a fleet has machines");
  const key = first.run("cat", "/root/.ssh/authorized_keys");
  for (const machine of others) machine.pipe(`${key}\n`, "sh", "-c", "cat > /root/.ssh/authorized_keys");
  const fleet = (without: readonly string[] = []): Fleet => {
    const kept = Object.entries(machines).filter(([name]) => !without.includes(name));
    const nodes = kept.map(([name, { host }]) => [
      name,
      { role: roles[name] ?? "worker", address: host, private_address: host },
    ]);
    const lines = kept.map(([, { knownHosts }]) => `${knownHosts}\n`);
    return { user: "root", nodes: Object.fromEntries(nodes), known_hosts: lines.join("") };
  };
  return { machines, privateKey: first.privateKey, fleet, close };
}

/** The environment with the tools that script/bootstrap brought. */
export function withTools(): NodeJS.ProcessEnv {
  const cache = cacheFolder();
  return { ...process.env, PATH: `${join(cache, "bin")}${delimiter}${process.env.PATH}` };
}

/**
 * Runs the built action `playbook`, with the tools that script/bootstrap brought.
 *
 * @param cancelAt text in the output after which the job is cancelled
 */
export function playbook(
  inputs: Readonly<Record<string, string>>,
  env: Record<string, string> = {},
  cancelAt?: string,
): Promise<ActionRun> {
  let timer: NodeJS.Timeout | undefined;
  const started: ActionCall["started"] = (child) => {
    if (cancelAt === undefined) return;
    timer = setInterval(() => {
      if (!child.stdout().includes(cancelAt)) return;
      clearInterval(timer);
      child.kill("SIGINT");
    }, 100);
  };
  const run = runAction("playbook", { inputs, env: { PATH: withTools().PATH, ...env }, started });
  return run.finally(() => clearInterval(timer));
}
