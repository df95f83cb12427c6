import { setMaxListeners } from "node:events";
import { warning } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { explain, UserError } from "../lib/errors/errors.ts";
import { openRegistry, type Registry } from "../lib/registry/registry.ts";
import { enginePlatform, probeBuilder } from "./docker.ts";
import { ensure } from "./ensure.ts";
import type { Inputs } from "./inputs.ts";
import { earlierLogin, readDockerConfig, writeDockerConfig } from "./login.ts";
import { inOrder } from "./order.ts";
import { type Plan, type Target, warnOfUnused } from "./plan.ts";
import { makePlans } from "./planning.ts";
import type { Outcomes } from "./report.ts";
import { findSources } from "./sources.ts";

/** What the runner knows of this commit. */
export interface Origin {
  readonly labels: Readonly<Record<string, string>>;
  /** A private folder for contexts and the login; the caller removes it. */
  readonly folder: string;
}

/** Plans every image, then builds and pushes those that the registry does not have. */
export async function main(inputs: Inputs, { shell, signal }: Edges, origin: Origin): Promise<Outcomes> {
  // Every process listens for cancelling, and several run at once.
  setMaxListeners(0, signal);
  const sources = await findSources(inputs.directory);
  warnOfUnused(sources, inputs.buildArgs);
  const dockerConfig = await readDockerConfig();
  const credentials = inputs.credentials ?? earlierLogin(dockerConfig, inputs.registry);
  const registry = openRegistry({ host: inputs.registry, credentials, ca: inputs.registryCa, signal });
  try {
    const [engine, asked, builder] = await Promise.all([
      shell.run(enginePlatform()),
      reachable(registry, inputs, credentials !== undefined),
      probeBuilder(shell, inputs.builder),
    ]);
    const platform = inputs.platform || engine.stdout.trim();
    const target: Target = { ...inputs, platform };
    const plans = await makePlans(inputs, sources, {
      target,
      edges: { shell, signal },
      dockerConfig,
      credentials,
    });
    await writeDockerConfig(origin.folder, dockerConfig, { host: inputs.registry, credentials });
    const workshop = { ...inputs, ...origin, shell, signal, builder, registry: asked ? registry : undefined };
    const engineBuilder = process.env.DOCKER_CONTEXT || dockerConfig.currentContext || "default";
    const parents = new Map(Array.from(plans.values(), (plan) => [plan.name, plan.parents]));
    return await inOrder({ names: [...plans.keys()], parents, limit: inputs.parallel }, (name) =>
      ensure(plans.get(name) as Plan, { ...workshop, config: origin.folder, engine: engineBuilder }),
    );
  } finally {
    registry.close();
  }
}

/** A fork's pull request has no password: then everything is built, as if nothing existed, and nothing is pushed. */
async function reachable(registry: Registry, { push }: Inputs, hasCredentials: boolean): Promise<boolean> {
  try {
    await registry.check();
    return true;
  } catch (error) {
    if (push || hasCredentials || !(error instanceof UserError)) throw error;
    warning(`every image counts as missing, because the registry can't be asked: ${explain(error)}`);
    return false;
  }
}
