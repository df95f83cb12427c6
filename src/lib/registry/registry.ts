import { UserError } from "../errors/errors.ts";
import { basic, type Credentials, fetchToken, readChallenge } from "./authorization.ts";
import { authorities } from "./certificates.ts";
import { type Answer, type Client, createClient, type Patience, type Question } from "./http.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { apiHost, isLoopback } from "./names.ts";

/** Which registry, and as whom. */
export interface RegistryOptions {
  /** `name[:port]` as in image names; `docker.io` is known to be elsewhere. */
  readonly host: string;
  readonly credentials?: Credentials | undefined;
  /** A PEM file of authorities, besides those that the engine and the system trust. */
  readonly ca?: string | undefined;
  /** Tries for each question (4) and seconds of silence (30). */
  readonly tries?: number;
  readonly silence?: number;
  readonly signal?: AbortSignal;
}

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

const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

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

interface About {
  readonly repository?: string;
  readonly body?: Buffer;
  readonly type?: string;
}

class Connection {
  readonly #options: RegistryOptions;
  readonly #patience: Patience;
  readonly #authorization = new Map<string, string>();
  #client: Client | undefined;
  #origin: Promise<string> | undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    const { tries = 4, silence = 30, signal } = options;
    this.#patience = { tries, silence, ...(signal === undefined ? {} : { signal }) };
  }

  close(): void {
    this.#client?.close();
  }

  /** One question; undefined for 404; anything else that is not success throws. */
  async ask(method: Question["method"], path: string, about: About): Promise<Answer | undefined> {
    const scope =
      about.repository === undefined
        ? undefined
        : `repository:${about.repository}:${method === "PUT" ? "pull,push" : "pull"}`;
    let answer = await this.#send(method, path, { ...about, scope });
    if (answer.status === 401 && (await this.#authorize(answer, scope))) {
      answer = await this.#send(method, path, { ...about, scope });
    }
    if (answer.status === 404 && about.repository !== undefined) return undefined;
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new UserError(this.#refusal(answer, method, path));
  }

  async #send(
    method: Question["method"],
    path: string,
    about: About & { scope: string | undefined },
  ): Promise<Answer> {
    const { host } = this.#options;
    try {
      this.#origin ??= this.#findOrigin();
      const authorization = this.#authorization.get(about.scope ?? "");
      const headers = {
        Accept: accept,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...(about.type === undefined ? {} : { "Content-Type": about.type }),
      };
      const question = { method, url: new URL(path, await this.#origin), headers };
      return await this.#open().ask(
        about.body === undefined ? question : { ...question, body: about.body },
        this.#patience,
      );
    } catch (error) {
      this.#origin = undefined;
      if (!(error instanceof Error) || !("code" in error)) throw error;
      throw new UserError(
        `the registry ${host} can't be reached: check the name, the network and its certificate`,
        { cause: error },
      );
    }
  }

  #open(): Client {
    const { host, ca } = this.#options;
    const local = isLoopback(host) && ca === undefined;
    this.#client ??= createClient(local ? "unverified" : authorities(host, ca));
    return this.#client;
  }

  /** As the engine does: a registry on this machine may speak plain HTTP, every other one must not. */
  async #findOrigin(): Promise<string> {
    const { host } = this.#options;
    const secure = `https://${apiHost(host)}`;
    if (!isLoopback(host)) return secure;
    const question: Question = { method: "GET", url: new URL("/v2/", secure) };
    return await this.#open()
      .ask(question, { ...this.#patience, tries: 1 })
      .then(
        () => secure,
        () => `http://${host}`,
      );
  }

  async #authorize(answer: Answer, scope: string | undefined): Promise<boolean> {
    const { credentials } = this.#options;
    const challenge = readChallenge(answer.headers["www-authenticate"]);
    if (challenge === undefined) return false;
    if (challenge.scheme === "bearer") {
      const token = await fetchToken(this.#open(), { challenge, scope, credentials }, this.#patience);
      this.#authorization.set(scope ?? "", `Bearer ${token}`);
      return true;
    }
    if (credentials === undefined || this.#authorization.has(scope ?? "")) return false;
    this.#authorization.set(scope ?? "", basic(credentials));
    return true;
  }

  #refusal(answer: Answer, method: string, path: string): string {
    const { host, credentials } = this.#options;
    if (answer.status !== 401 && answer.status !== 403) {
      const text = answer.body.toString().trim().slice(0, 300);
      return `the registry ${host} answered ${answer.status} to ${method} ${path}${text === "" ? "" : `: ${text}`}`;
    }
    if (credentials === undefined)
      return `the registry ${host} wants a user and a password, and none was given (${answer.status})`;
    return `the registry ${host} refuses user "${credentials.username}" (${answer.status}): check username and password`;
  }
}
