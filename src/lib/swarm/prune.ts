import type { Engine } from "../docker/engine.ts";
import { removeUnused } from "./restore.ts";
import { readStack, shortName } from "./stack.ts";
import type { Service, ServiceSpec } from "./types.ts";

/** Names of configs and secrets that carry a hash of their content, as `versionContents` makes them. */
const VERSIONED = /_[0-9a-f]{12}$/;

/** Removes the stack's services that its compose files no longer name. Gives their names. */
export async function pruneServices(
  engine: Engine,
  stack: string,
  wanted: readonly string[],
): Promise<string[]> {
  const { services } = await readStack(engine, stack);
  const gone = services.filter((service) => !wanted.includes(shortName(stack, service)));
  for (const { ID } of gone) await engine.delete(`/services/${ID}`);
  return gone.map((service) => shortName(stack, service));
}

/**
 * Removes old versions of the stack's configs and secrets that no service uses, nor would use after a rollback by hand
 * (PreviousSpec). Only after everything converged: an automatic rollback that misses its config ends with nothing running.
 */
export async function pruneContents(engine: Engine, stack: string): Promise<string[]> {
  const { services, configs, secrets } = await readStack(engine, stack);
  const used = usedNames(services);
  const removed: string[] = [];
  for (const [kind, list] of Object.entries({ configs, secrets })) {
    for (const { id, name } of list) {
      if (used.has(name) || !VERSIONED.test(name)) continue;
      if (await removeUnused(engine, `/${kind}/${id}`, 5)) removed.push(name);
    }
  }
  return removed;
}

function usedNames(services: readonly Service[]): Set<string> {
  const specs = services.flatMap(({ Spec, PreviousSpec }) => [Spec, PreviousSpec]);
  return new Set(specs.flatMap((spec: ServiceSpec | undefined) => contentNames(spec)));
}

function contentNames(spec: ServiceSpec | undefined): string[] {
  const { Configs, Secrets } = spec?.TaskTemplate.ContainerSpec ?? {};
  return [
    ...(Configs ?? []).map(({ ConfigName }) => ConfigName),
    ...(Secrets ?? []).map(({ SecretName }) => SecretName),
  ];
}
