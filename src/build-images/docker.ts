import type { Command, Shell } from "../lib/shell/command.ts";

/** How the engine builds: with BuildKit, or with the builder that every engine has. */
export type Builder = "buildkit" | "classic";

/** Any exit code: the caller reads the output and says what went wrong. */
const anyCode = Array.from({ length: 256 }, (_, code) => code);

/**
 * Finds out what works here. A client from 23 on needs the buildx plugin for BuildKit and fails without; an older one
 * has it built in.
 *
 * @param wanted `auto`, or what the caller insists on
 */
export async function probeBuilder(shell: Shell, wanted: "auto" | Builder): Promise<Builder> {
  if (wanted !== "auto") return wanted;
  const buildx = await shell.run({
    program: "docker",
    args: ["buildx", "version"],
    accept: anyCode,
    limit: 30,
  });
  if (buildx.exitCode === 0) return "buildkit";
  const version = await shell.run({
    program: "docker",
    args: ["version", "--format", "{{.Client.Version}}"],
    accept: anyCode,
    limit: 30,
  });
  return Number.parseInt(version.stdout, 10) < 23 ? "buildkit" : "classic";
}

/** The command that gives the platform of the engine, as `linux/amd64`. */
export function enginePlatform(): Command {
  return { program: "docker", args: ["version", "--format", "{{.Server.Os}}/{{.Server.Arch}}"], limit: 30 };
}

/** What a build needs. */
export interface Build {
  readonly context: string;
  readonly dockerfile: string;
  /** `repository:tag`. */
  readonly image: string;
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  readonly platform: string;
  readonly builder: Builder;
  readonly config: string;
  /** The builder that loads what it builds into the engine. */
  readonly engine: string;
  readonly limit: number;
  readonly onLine: (line: string) => void;
}

/** Builds one image. Values of build arguments travel in the environment: an argument vector is public on its machine. */
export function dockerBuild(build: Build): Command {
  const args = Object.keys(build.args).flatMap((name) => ["--build-arg", name]);
  const labels = Object.entries(build.labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]);
  return {
    program: "docker",
    args: [
      "build",
      ...["--file", build.dockerfile, "--tag", build.image],
      ...(build.network === "" ? [] : ["--network", build.network]),
      ...(build.platform === "" ? [] : ["--platform", build.platform]),
      // The classic builder leaves the container of a failing step behind, unless told otherwise.
      ...(build.builder === "classic" ? ["--force-rm"] : []),
      ...args,
      ...labels,
      "--",
      build.context,
    ],
    env: {
      ...build.args,
      DOCKER_CONFIG: build.config,
      DOCKER_BUILDKIT: build.builder === "buildkit" ? "1" : "0",
      BUILDX_BUILDER: build.engine,
      BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
      BUILDKIT_PROGRESS: "plain",
    },
    accept: anyCode,
    limit: build.limit,
    grace: 10,
    onLine: build.onLine,
  };
}

/** Pushes `repository:tag`. */
export function dockerPush(image: string, options: { config: string; limit: number }): Command {
  return {
    program: "docker",
    args: ["push", "--", image],
    env: { DOCKER_CONFIG: options.config },
    accept: anyCode,
    limit: options.limit,
    grace: 10,
  };
}

/** Asks the engine for an image it has; exit code 1 when it has none. */
export function dockerInspect(image: string): Command {
  return { program: "docker", args: ["image", "inspect", "--", image], accept: [0, 1], limit: 30 };
}
