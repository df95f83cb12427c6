import { UserError } from "../errors/errors.ts";
import { basic, type Credentials, fetchToken, readChallenge } from "./authorization.ts";
import { authorities } from "./certificates.ts";
import { type Answer, type Client, createClient, type Patience, type Question } from "./http.ts";
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

const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** How a server without TLS meets a client with it. */
const speaksPlain = new Set([
  "EPROTO",
  "ECONNRESET",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
]);

/** What a question is about, and what it carries. */
export interface About {
  readonly repository?: string;
  readonly body?: Buffer;
  readonly type?: string;
}

/** Asks one registry, with the certificate, the password and the patience that it takes. */
export class Connection {
  readonly #options: RegistryOptions;
  readonly #patience: Patience;
  /** By scope; a password (the empty scope) is good for all, a token for its own. */
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
    // Others ask at the same time: what counts is the header that this very question was sent with.
    const used = this.#header(scope);
    let answer = await this.#send(method, path, { ...about, authorization: used });
    if (answer.status === 401) {
      await this.#authorize(answer, scope);
      const now = this.#header(scope);
      if (now !== used) answer = await this.#send(method, path, { ...about, authorization: now });
    }
    if (answer.status === 404 && about.repository !== undefined) return undefined;
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new UserError(this.#refusal(answer, method, path));
  }

  async #send(
    method: Question["method"],
    path: string,
    about: About & { authorization: string | undefined },
  ): Promise<Answer> {
    const { host } = this.#options;
    try {
      this.#origin ??= this.#findOrigin();
      const { authorization } = about;
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
      // Only what the system says has a code.
      if (typeof error !== "object" || error === null || !("code" in error)) throw error;
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
    const { host, ca } = this.#options;
    const secure = `https://${apiHost(host)}`;
    if (!isLoopback(host) || ca !== undefined) return secure;
    const question: Question = { method: "GET", url: new URL("/v2/", secure) };
    return await this.#open()
      .ask(question, { ...this.#patience, tries: 1 })
      .then(
        () => secure,
        ({ code }: NodeJS.ErrnoException) => (speaksPlain.has(code ?? "") ? `http://${host}` : secure),
      );
  }

  #header(scope: string | undefined): string | undefined {
    return this.#authorization.get(scope ?? "") ?? this.#authorization.get("");
  }

  async #authorize(answer: Answer, scope: string | undefined): Promise<void> {
    const { credentials } = this.#options;
    const challenge = readChallenge(answer.headers["www-authenticate"]);
    if (challenge?.scheme === "bearer") {
      const token = await fetchToken(this.#open(), { challenge, scope, credentials }, this.#patience);
      this.#authorization.set(scope ?? "", `Bearer ${token}`);
    } else if (challenge?.scheme === "basic" && credentials !== undefined) {
      this.#authorization.set("", basic(credentials));
    }
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
