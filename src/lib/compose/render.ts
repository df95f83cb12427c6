import { parse } from "yaml";
import { stackConfig } from "../docker/cli.ts";
import { UserError } from "../errors/errors.ts";
import type { Images } from "../images/images.ts";
import type { Shell } from "../shell/command.ts";
import { type Content, versionContents } from "./contents.ts";
import { ignoredOptions } from "./ignored.ts";
import { pinImage } from "./pin.ts";
import { locate, missingVariables, readSources, type Source } from "./sources.ts";

/** What a stack is rendered from. */
export interface RenderOptions {
  readonly stack: string;
  readonly files: readonly string[];
  /** All that `${…}` sees. */
  readonly variables: Readonly<Record<string, string>>;
  readonly images: Images;
  /** Labels added to every service. */
  readonly labels: Readonly<Record<string, string>>;
  readonly dockerConfig: string;
}

/** A stack ready for `docker stack deploy -c -`. */
export interface Rendered {
  /** May hold values of variables: never for a log. */
  readonly text: string;
  /** Names of the services, without the stack's. */
  readonly services: readonly string[];
  readonly warnings: readonly string[];
}

interface Compose {
  services?: Record<string, { image?: string; deploy?: { labels?: Record<string, string> } }>;
  configs?: Record<string, Content>;
  secrets?: Record<string, Content>;
}

/**
 * Merges and interpolates compose files as `docker stack` does, pins images, signs services and names configs and
 * secrets by content, without an engine.
 *
 * @throws UserError with every mistake found, each with file and line where it has one
 */
export async function renderStack(shell: Shell, options: RenderOptions): Promise<Rendered> {
  const mistakes: string[] = [];
  const sources = await readSources(options.files, mistakes);
  stop(mistakes);
  mistakes.push(...missingVariables(sources, options.variables));
  const { exitCode, stdout, stderr } = await shell.run(stackConfig(options));
  if (exitCode !== 0) mistakes.push(refusal(stderr, sources));
  stop(mistakes);
  const compose = parse(stdout) as Compose;
  const services = Object.entries(compose.services ?? {});
  if (services.length === 0) mistakes.push(`${options.files.join(", ")}: there are no services`);
  for (const [name, service] of services) {
    const pinned = pinImage(service.image ?? "", options.images);
    const where = () => locate(sources, ["services", name, "image"]);
    if (!service.image) mistakes.push(`${where()}: services.${name} has no image`);
    else if ("mistake" in pinned) mistakes.push(`${where()}: services.${name}.image: ${pinned.mistake}`);
    else service.image = pinned.image;
    service.deploy = { ...service.deploy, labels: { ...service.deploy?.labels, ...options.labels } };
  }
  for (const contents of [compose.configs ?? {}, compose.secrets ?? {}]) {
    mistakes.push(...(await versionContents(options.stack, contents)));
  }
  stop(mistakes);
  const text = JSON.stringify(escaped(compose));
  return { text, services: services.map(([name]) => name), warnings: ignoredOptions(sources) };
}

function stop(mistakes: readonly string[]): void {
  if (mistakes.length === 1) throw new UserError(`the stack cannot be deployed: ${mistakes[0]}`);
  if (mistakes.length > 1) {
    throw new UserError(
      `the stack cannot be deployed for ${mistakes.length} reasons:\n- ${mistakes.join("\n- ")}`,
    );
  }
}

/** What `docker stack config` says, with the place it does not give: `services.www Additional property imag is not allowed`. */
function refusal(stderr: string, sources: readonly Source[]): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  // It names no file: only where there is one is it sure which.
  const yaml = sources.length === 1 ? /yaml: line (\d+): (.*)/.exec(line) : null;
  if (yaml !== null) return `${sources[0]?.file}:${yaml[1]}: ${yaml[2]}`;
  const path =
    /((?:services|networks|volumes|configs|secrets)(?:\.[\w-]+)+)/.exec(line)?.[1]?.split(".") ?? [];
  const property = /Additional property (\S+)/.exec(line)?.[1];
  return `${locate(sources, property === undefined ? path : [...path, property])}: ${line || "docker stack config gave no reason"}`;
}

/** `docker stack deploy` interpolates again: every dollar of a value is doubled. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]));
}
