import type { Engine } from "../docker/engine.ts";
import { canonical } from "./convergence.ts";
import type { Node, Resource, Service, ServiceSpec, Task } from "./types.ts";

/** The label by which the CLI and we know what belongs to a stack. */
export const NAMESPACE = "com.docker.stack.namespace";

/** What there is of a stack at one moment: enough to go back to it. */
export interface Snapshot {
  readonly services: readonly Service[];
  readonly tasks: readonly Task[];
  readonly networks: readonly Resource[];
  readonly configs: readonly Resource[];
  readonly secrets: readonly Resource[];
}

/** Reads a stack, in parallel over the one connection. */
export async function readStack(engine: Engine, stack: string): Promise<Snapshot> {
  const query = { filters: { label: [`${NAMESPACE}=${stack}`] } };
  type Named = { ID: string; Spec: { Name: string } };
  const named = async (path: string) =>
    (await engine.get<Named[]>(path, { query })).map(({ ID, Spec }) => ({ id: ID, name: Spec.Name }));
  const [services, networks, configs, secrets] = await Promise.all([
    engine.get<Service[]>("/services", { query }),
    engine.get<{ Id: string; Name: string }[]>("/networks", { query }),
    named("/configs"),
    named("/secrets"),
  ]);
  return {
    services,
    tasks: await readTasks(engine, services),
    networks: networks.map(({ Id, Name }) => ({ id: Id, name: Name })),
    configs,
    secrets,
  };
}

/** The tasks of services, all that the swarm still remembers. */
export async function readTasks(engine: Engine, services: readonly Service[]): Promise<Task[]> {
  if (services.length === 0) return [];
  return engine.get<Task[]>("/tasks", { query: { filters: { service: services.map(({ ID }) => ID) } } });
}

export async function readNodes(engine: Engine): Promise<Node[]> {
  return engine.get<Node[]>("/nodes");
}

/** A service's name within its stack. */
export function shortName(stack: string, service: { readonly Spec: { readonly Name: string } }): string {
  const { Name: name } = service.Spec;
  return name.startsWith(`${stack}_`) ? name.slice(stack.length + 1) : name;
}

/** Whether two specifications do the same: everything but the labels with which a deploy signs its services. */
export function isSameSpec(a: ServiceSpec, b: ServiceSpec, signature: readonly string[]): boolean {
  const unsigned = (spec: ServiceSpec) => ({
    ...spec,
    Labels: Object.fromEntries(
      Object.entries(spec.Labels ?? {}).filter(([name]) => !signature.includes(name)),
    ),
  });
  return canonical(unsigned(a)) === canonical(unsigned(b));
}
