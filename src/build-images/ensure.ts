import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { info } from "@actions/core";
import { Cancelled, UserError } from "../lib/errors/errors.ts";
import type { Image } from "../lib/images/images.ts";
import { readName } from "../lib/registry/names.ts";
import type { Registry } from "../lib/registry/registry.ts";
import { show } from "../lib/report/log.ts";
import type { Shell } from "../lib/shell/command.ts";
import { stageContext } from "./context.ts";
import { type Builder, dockerBuild, dockerInspect, dockerPush } from "./docker.ts";
import { BuildFailed, readFailure } from "./failure.ts";
import type { Plan } from "./plan.ts";

/** Everything the work on one image needs from outside. */
export interface Workshop {
  readonly shell: Shell;
  readonly signal: AbortSignal;
  /** Absent when it can't be asked: a pull request from a fork has no password. */
  readonly registry: Registry | undefined;
  /** A private folder, removed afterwards. */
  readonly folder: string;
  readonly config: string;
  readonly engine: string;
  readonly builder: Builder;
  readonly push: boolean;
  readonly build: "missing" | "never";
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  readonly platform: string;
  readonly limit: number;
}

/** What became of an image. */
export interface Made {
  readonly image: Image;
  /** `reused`: was in the registry. `pushed`: built and pushed. `proved`: built, stays here. `missing`: would be built. */
  readonly state: "reused" | "pushed" | "proved" | "missing";
}

/** Sees to it that an image exists: asks for its content address first, and builds only what nobody has built yet. */
export async function ensure(plan: Plan, workshop: Workshop): Promise<Made> {
  const started = performance.now();
  const { registry } = workshop;
  const { repository, tag } = plan;
  const path = readName(repository).repository;
  const made = (state: Made["state"], digest: string, bytes: number): Made => {
    const seconds = Math.round(performance.now() - started) / 1000;
    return {
      state,
      image: { repository, tag, digest, built: state === "pushed" || state === "proved", bytes, seconds },
    };
  };
  const found = await registry?.digest(path, tag);
  if (found !== undefined && registry !== undefined) {
    info(`${plan.name} | ${repository}:${tag} exists: not built`);
    if (workshop.push) await addTags(registry, path, { tag, more: workshop.tags });
    return made(
      "reused",
      found,
      await storedBytes(registry, path, { digest: found, platform: workshop.platform }),
    );
  }
  if (workshop.build === "never") return made("missing", "", 0);
  await build(plan, workshop);
  if (!workshop.push || registry === undefined)
    return made("proved", "", await localBytes(plan, workshop.shell));
  await push(plan, workshop);
  const digest = await registry.digest(path, tag);
  if (digest === undefined)
    throw new UserError(`${repository}:${tag} was pushed, and the registry does not have it`);
  await addTags(registry, path, { tag, more: workshop.tags });
  return made("pushed", digest, await storedBytes(registry, path, { digest, platform: workshop.platform }));
}

async function build(plan: Plan, workshop: Workshop): Promise<void> {
  const folder = join(workshop.folder, plan.name);
  const dockerfile = join(folder, "Dockerfile");
  const context = join(folder, "context");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await stageContext(plan.context, context);
  await writeFile(dockerfile, plan.dockerfile);
  const { shell, network, labels, config, engine, builder, limit } = workshop;
  const image = `${plan.repository}:${plan.tag}`;
  const said: string[] = [];
  const onLine = (line: string) => {
    if (isNotice(line)) return;
    said.push(line);
    show(`${plan.name} | ${line}`);
  };
  const platform = workshop.platform;
  const result = await shell.run(
    dockerBuild({
      context,
      dockerfile,
      image,
      args: plan.args,
      labels,
      network,
      platform,
      builder,
      config,
      engine,
      limit,
      onLine,
    }),
  );
  if (result.exitCode === 0) return;
  throw new BuildFailed(plan.source.file, readFailure(said, plan.source.dockerfile));
}

/** What newer clients say on the classic builder. It was chosen, so it is no news. */
function isNotice(line: string): boolean {
  return /^DEPRECATED: The legacy builder|^ {8,}(BuildKit is currently|environment-variable\.|Install the buildx|https:\/\/docs\.docker\.com\/go\/buildx)|^$/.test(
    line,
  );
}

/** Tries of a push in all, with pauses of 1, 2 and 4 seconds. */
const PUSHES = 4;

async function push(plan: Plan, { shell, config, limit, signal }: Workshop): Promise<void> {
  const image = `${plan.repository}:${plan.tag}`;
  for (let attempt = 1; ; attempt++) {
    const { exitCode, stdout, stderr } = await shell.run(dockerPush(image, { config, limit }));
    if (exitCode === 0) return;
    const why =
      stderr.trim().split("\n").at(-1) || stdout.trim().split("\n").at(-1) || `exit code ${exitCode}`;
    const refused = /unauthorized|denied|authentication required|no basic auth|x509|certificate/i.test(why);
    if (refused || attempt >= PUSHES)
      throw new UserError(`${image} was built and can't be pushed (tries: ${attempt}): ${why}`);
    show(`${plan.name} | push failed, trying again: ${why}`);
    await sleep(1000 * 2 ** (attempt - 1), undefined, { signal }).catch(() => {
      throw new Cancelled(`pushing ${image}`);
    });
  }
}

async function addTags(
  registry: Registry,
  path: string,
  { tag, more }: { tag: string; more: readonly string[] },
): Promise<void> {
  for (const each of more) {
    const [now, wanted] = await Promise.all([registry.digest(path, each), registry.digest(path, tag)]);
    if (now !== wanted) await registry.tag(path, tag, each);
  }
}

async function storedBytes(
  registry: Registry,
  path: string,
  want: { digest: string; platform: string },
): Promise<number> {
  const manifest = await registry.manifest(path, want.digest);
  const own =
    manifest?.platforms.find(({ platform }) => platform === want.platform) ?? manifest?.platforms[0];
  if (own === undefined) return manifest?.bytes ?? 0;
  return (await registry.manifest(path, own.digest))?.bytes ?? 0;
}

async function localBytes(plan: Plan, shell: Shell): Promise<number> {
  const { exitCode, stdout } = await shell.run(dockerInspect(`${plan.repository}:${plan.tag}`));
  if (exitCode !== 0) return 0;
  return (JSON.parse(stdout) as { Size?: number }[])[0]?.Size ?? 0;
}
