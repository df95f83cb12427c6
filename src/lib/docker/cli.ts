import { tmpdir } from "node:os";
import type { Command } from "../shell/command.ts";

/** The variables of this process that a `docker` of ours keeps: it must find its program and nothing else. */
const KEPT = ["PATH"];

/**
 * `docker stack config`: merges and interpolates compose files as `docker stack deploy` does, without an engine.
 *
 * @param options.variables all that `${…}` can name: nothing of the job's environment is seen
 */
export function stackConfig(options: {
  files: readonly string[];
  variables: Readonly<Record<string, string>>;
  dockerConfig: string;
}): Command {
  return {
    program: "docker",
    args: ["stack", "config", ...options.files.flatMap((file) => ["--compose-file", file])],
    env: { ...emptied(), ...options.variables, ...own(options.dockerConfig) },
    // Its own words are turned into an error with a file and a line.
    accept: [0, 1],
    limit: 60,
  };
}

/** `docker stack deploy` of a rendered stack (standard input) on the engine behind a socket. Prunes nothing. */
export function stackDeploy(options: {
  stack: string;
  rendered: string;
  socket: string;
  dockerConfig: string;
  /** Whether this CLI knows --detach (28 does; before 26 it did not, and always detached). */
  detach: boolean;
}): Command {
  return {
    program: "docker",
    args: [
      ...["stack", "deploy", "--compose-file", "-", "--with-registry-auth"],
      ...(options.detach ? ["--detach=true"] : []),
      ...["--", options.stack],
    ],
    env: { ...emptied(), ...own(options.dockerConfig), DOCKER_HOST: `unix://${options.socket}` },
    input: options.rendered,
    limit: 300,
    log: "live",
  };
}

/** Whether the CLI's `stack deploy` takes --detach. */
export const stackDeployHelp: Command = { program: "docker", args: ["stack", "deploy", "--help"], limit: 20 };

/** Names that `variables` may not set: they would change how the CLI itself works. */
export function isReserved(variable: string): boolean {
  return variable === "PATH" || variable === "HOME" || variable.startsWith("DOCKER_");
}

function own(dockerConfig: string): Record<string, string> {
  return { DOCKER_CONFIG: dockerConfig, HOME: tmpdir() };
}

function emptied(): Record<string, undefined> {
  return Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => !KEPT.includes(name))
      .map((name) => [name, undefined]),
  );
}
