import { setMaxListeners } from "node:events";
import { info, warning } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { explain, UserError } from "../lib/errors/errors.ts";
import { openRegistry, type Registry } from "../lib/registry/registry.ts";
import { readContext } from "./context.ts";
import { enginePlatform, probeBuilder } from "./docker.ts";
import { ensure } from "./ensure.ts";
import { identify } from "./identity.ts";
import type { Inputs } from "./inputs.ts";
import { type DockerConfig, earlierLogin, readDockerConfig, writeDockerConfig } from "./login.ts";
import { inOrder, order } from "./order.ts";
import { makePlan, type Plan, readNeeds, type Target, warnOfUnused } from "./plan.ts";
import type { Outcomes } from "./report.ts";
import { findSources, type Source } from "./sources.ts";

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

interface Surroundings {
  readonly target: Target;
  readonly edges: Edges;
  readonly dockerConfig: DockerConfig;
  readonly credentials: Inputs["credentials"];
}

async function makePlans(
  inputs: Inputs,
  sources: readonly Source[],
  around: Surroundings,
): Promise<Map<string, Plan>> {
  const { target, edges, dockerConfig } = around;
  const byName = new Map(sources.map((source) => [source.name, source]));
  const needs = new Map(
    sources.map((source) => [source.name, readNeeds(source, target, new Set(byName.keys()))]),
  );
  const parents = new Map(
    Array.from(needs, ([name, { parents: own }]) => [name, own.map((parent) => parent.name)]),
  );
  const names = order(parents, inputs.images);
  const outside = new Set(names.flatMap((name) => needs.get(name)?.outside.map(({ image }) => image) ?? []));
  const login = (host: string) =>
    host === inputs.registry ? around.credentials : earlierLogin(dockerConfig, host);
  const ask = { ...edges, ca: inputs.registryCa, credentials: login };
  const [identities, contexts] = await Promise.all([
    Promise.all(Array.from(outside, async (image) => [image, await identify(image, ask)] as const)),
    Promise.all(names.map((name) => readContext(edges.shell, byName.get(name)?.folder ?? name))),
  ]);
  const planned = new Map<string, Plan>();
  for (const [index, name] of names.entries()) {
    const [source, need, context] = [byName.get(name), needs.get(name), contexts[index]];
    if (source === undefined || need === undefined || context === undefined)
      throw new Error(`${name} is not known`);
    if (context.untracked.length > 0) {
      const list = context.untracked.slice(0, 5).join(", ");
      warning(`not in the image, because git does not track them: ${list}`, { file: source.file });
    }
    const plan = makePlan(source, target, {
      needs: need,
      context,
      identities: Object.fromEntries(identities),
      planned,
    });
    info(
      `${name} | ${plan.repository}:${plan.tag}${plan.parents.length > 0 ? ` on ${plan.parents.join(", ")}` : ""}`,
    );
    planned.set(name, plan);
  }
  return planned;
}
