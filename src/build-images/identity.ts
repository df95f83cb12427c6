import { info } from "@actions/core";
import { explain } from "../lib/errors/errors.ts";
import type { Credentials } from "../lib/registry/authorization.ts";
import { readName } from "../lib/registry/names.ts";
import { openRegistry } from "../lib/registry/registry.ts";
import type { Shell } from "../lib/shell/command.ts";
import { dockerInspect } from "./docker.ts";

/** Where a base image's identity can be asked for. */
export interface Identities {
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly ca: string | undefined;
  credentials(host: string): Credentials | undefined;
}

/**
 * What tells one version of a base image from the next: the digest in its name; else the digest, or for an image that no
 * registry ever saw the id, that the engine has, because the build takes that one; else the digest in its registry.
 *
 * @returns the identity, or `unknown` when nobody can tell: the address then does not notice a newer one
 */
export async function identify(image: string, ask: Identities): Promise<string> {
  const name = readName(image);
  if (name.digest !== "") return name.digest;
  const local = await inEngine(image, ask.shell);
  if (local !== undefined) return local;
  const credentials = ask.credentials(name.host);
  const registry = openRegistry({
    host: name.host,
    credentials,
    ca: ask.ca,
    tries: 2,
    silence: 10,
    signal: ask.signal,
  });
  try {
    const digest = await registry.digest(name.repository, name.tag);
    if (digest !== undefined) return digest;
    info(`${image} is neither in the engine nor in its registry`);
  } catch (error) {
    info(`the digest of ${image} is not known, so a newer one is not noticed: ${explain(error)}`);
  } finally {
    registry.close();
  }
  return "unknown";
}

async function inEngine(image: string, shell: Shell): Promise<string | undefined> {
  const { exitCode, stdout } = await shell.run(dockerInspect(image));
  if (exitCode !== 0) return undefined;
  const [found] = JSON.parse(stdout) as { Id: string; RepoDigests?: string[] }[];
  const { host, repository } = readName(image);
  const digests = (found?.RepoDigests ?? []).map(readName);
  return digests.find((each) => each.host === host && each.repository === repository)?.digest ?? found?.Id;
}
