import { warning } from "@actions/core";
import { type Base, bases, declaredArguments, replaceBases } from "../lib/dockerfile/bases.ts";
import { readName } from "../lib/registry/names.ts";
import { address } from "./address.ts";
import type { Context } from "./context.ts";
import type { Source } from "./sources.ts";

/** What will be built, under which name. */
export interface Plan {
  readonly name: string;
  readonly source: Source;
  /** With the registry's name: `registry.example.org/elm/www`. */
  readonly repository: string;
  readonly tag: string;
  /** The Dockerfile to build: parents of ours are named by their content address. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly context: Context;
  readonly parents: readonly string[];
}

/** Where images go, and what builds are given. */
export interface Target {
  readonly registry: string;
  readonly namespace: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: string;
}

/** What an image builds on. */
export interface Needs {
  readonly args: Readonly<Record<string, string>>;
  /** Images of ours, with the reference as written. */
  readonly parents: readonly { readonly name: string; readonly base: Base }[];
  readonly outside: readonly Base[];
}

/** The name of an image in the registry, without tag. */
export function repositoryOf(target: Target, name: string): string {
  return [target.registry, target.namespace, name].filter((part) => part !== "").join("/");
}

/** Arguments that the builder knows without a declaration; they never change what an image should be. */
const proxies = /^(https?|ftp|no|all)_proxy$/i;

/**
 * Reads what a Dockerfile needs. It builds on another image of ours when its `FROM` (or `COPY --from`) names that image's
 * repository in our registry and namespace without a tag, or with `latest`: `FROM ${REGISTRY}/${NAMESPACE}/base`. REGISTRY and
 * NAMESPACE are passed to every Dockerfile that declares them; a tag of its own or a digest pins what was published.
 *
 * @param names all images of ours
 */
export function readNeeds(source: Source, target: Target, names: ReadonlySet<string>): Needs {
  const offered = { REGISTRY: target.registry, NAMESPACE: target.namespace, ...target.buildArgs };
  const declared = declaredArguments(source.dockerfile);
  const args = Object.fromEntries(
    Object.entries(offered).filter(([key]) => declared.has(key) || proxies.test(key)),
  );
  const found = bases(source.dockerfile, args).map((base) => ({
    base,
    name: ours(base.image, target, names),
  }));
  return {
    args,
    parents: found.flatMap(({ base, name }) => (name === undefined ? [] : [{ name, base }])),
    outside: found.filter(({ name }) => name === undefined).map(({ base }) => base),
  };
}

function ours(image: string, target: Target, names: ReadonlySet<string>): string | undefined {
  const { host, repository, tag } = readName(image);
  if (tag !== "latest") return undefined;
  return [...names].find((name) => {
    const own = readName(repositoryOf(target, name));
    return own.host === host && own.repository === repository;
  });
}

/** Warns of build arguments that no Dockerfile declares: a typing error would otherwise go unseen. */
export function warnOfUnused(sources: readonly Source[], buildArgs: Readonly<Record<string, string>>): void {
  const declared = new Set(sources.flatMap(({ dockerfile }) => [...declaredArguments(dockerfile)]));
  const unused = Object.keys(buildArgs).filter((name) => !declared.has(name) && !proxies.test(name));
  if (unused.length > 0) warning(`no Dockerfile declares ARG ${unused.join(", ")}, given in build-args`);
}

/** Puts together what is known of one image. */
export function makePlan(
  source: Source,
  target: Target,
  known: {
    needs: Needs;
    context: Context;
    identities: Readonly<Record<string, string>>;
    planned: ReadonlyMap<string, Plan>;
  },
): Plan {
  const { needs, context, planned } = known;
  const replacements = new Map<string, string>();
  const parents: Record<string, string> = {};
  for (const { name, base } of needs.parents) {
    const parent = planned.get(name);
    if (parent === undefined) throw new Error(`${name} is not planned before ${source.name}`);
    replacements.set(base.written, `${parent.repository}:${parent.tag}`);
    parents[name] = parent.tag;
  }
  // The same image in another registry is the same image.
  const counted = Object.entries(needs.args).filter(
    ([key]) => !/^(REGISTRY|NAMESPACE)$/.test(key) && !proxies.test(key),
  );
  return {
    name: source.name,
    source,
    repository: repositoryOf(target, source.name),
    tag: address({
      dockerfile: source.dockerfile,
      files: context.files,
      args: Object.fromEntries(counted),
      platform: target.platform,
      bases: Object.fromEntries(
        needs.outside.map(({ image }) => [image, known.identities[image] ?? "unknown"]),
      ),
      parents,
    }),
    dockerfile: replaceBases(source.dockerfile, replacements),
    args: needs.args,
    context,
    parents: Object.keys(parents),
  };
}
