import { info, warning } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { readContexts } from "./context.ts";
import { identify } from "./identity.ts";
import type { Inputs } from "./inputs.ts";
import { type DockerConfig, earlierLogin } from "./login.ts";
import { order } from "./order.ts";
import { makePlan, type Plan, readNeeds, type Target } from "./plan.ts";
import type { Source } from "./sources.ts";

/** What planning takes from outside. */
interface Surroundings {
  readonly target: Target;
  readonly edges: Edges;
  readonly dockerConfig: DockerConfig;
  readonly credentials: Inputs["credentials"];
}

/** Plans every image that was asked for, with those that they build on, parents first. */
export async function makePlans(
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
    readContexts(edges.shell, inputs.directory, names),
  ]);
  const planned = new Map<string, Plan>();
  for (const name of names) {
    const [source, need, context] = [byName.get(name), needs.get(name), contexts.get(name)];
    if (source === undefined || need === undefined || context === undefined) {
      throw new Error(`${name} is not known`);
    }
    const known = { needs: need, context, identities: Object.fromEntries(identities), planned };
    planned.set(name, announced(makePlan(source, target, known)));
  }
  return planned;
}

function announced(plan: Plan): Plan {
  const { untracked } = plan.context;
  if (untracked.length > 0) {
    const list = untracked.slice(0, 5).join(", ");
    const more = untracked.length > 5 ? ` and ${untracked.length - 5} more` : "";
    warning(`not in the image, because git does not track them: ${list}${more}`, { file: plan.source.file });
  }
  const on = plan.parents.length > 0 ? ` on ${plan.parents.join(", ")}` : "";
  info(`${plan.name} | ${plan.repository}:${plan.tag}${on}`);
  return plan;
}
