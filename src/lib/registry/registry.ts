import { UserError } from "../errors/errors.ts";
import { Connection, type RegistryOptions } from "./connection.ts";
import { type Manifest, readManifest } from "./manifest.ts";

export type { RegistryOptions } from "./connection.ts";

/** A client of one registry: https://github.com/opencontainers/distribution-spec/blob/main/spec.md. */
export interface Registry {
  readonly host: string;
  /** Asks whether the registry answers and takes the credentials. Throws UserError if not. */
  check(): Promise<void>;
  /** The digest of a tag, or undefined when there is none (one HEAD). */
  digest(repository: string, reference: string): Promise<string | undefined>;
  /** The manifest of a tag or digest, or undefined. */
  manifest(repository: string, reference: string): Promise<Manifest | undefined>;
  /** Gives what `reference` names one more tag, without moving a layer. */
  tag(repository: string, reference: string, tag: string): Promise<void>;
  close(): void;
}

/** Opens a registry. Nothing is asked before the first call. */
export function openRegistry(options: RegistryOptions): Registry {
  const connection = new Connection(options);
  const path = (repository: string, reference: string) => `/v2/${repository}/manifests/${reference}`;
  const manifest = async (repository: string, reference: string) => {
    const answer = await connection.ask("GET", path(repository, reference), { repository });
    return answer === undefined ? undefined : readManifest(answer);
  };
  return {
    host: options.host,
    check: async () => void (await connection.ask("GET", "/v2/", {})),
    digest: async (repository, reference) => {
      const answer = await connection.ask("HEAD", path(repository, reference), { repository });
      if (answer === undefined) return undefined;
      const digest = answer.headers["docker-content-digest"];
      // The header is optional in the specification; without it the manifest's own bytes tell.
      return typeof digest === "string" ? digest : (await manifest(repository, reference))?.digest;
    },
    manifest,
    tag: async (repository, reference, tag) => {
      const found = await manifest(repository, reference);
      if (found === undefined)
        throw new UserError(`${options.host} has no ${repository}:${reference} to tag "${tag}"`);
      await connection.ask("PUT", path(repository, tag), {
        repository,
        body: found.body,
        type: found.mediaType,
      });
    },
    close: () => connection.close(),
  };
}
