import { InputReader } from "../lib/inputs/reader.ts";
import type { Credentials } from "../lib/registry/authorization.ts";
import type { Secret } from "../lib/secret/secret.ts";

/** What the caller asked for. */
export interface Inputs {
  /** `name[:port]`, without scheme. */
  readonly registry: string;
  readonly namespace: string;
  readonly credentials: Credentials | undefined;
  readonly registryCa: string | undefined;
  /** Folder that holds one folder for each image. */
  readonly directory: string;
  /** Names to build, with those they build on; all when empty. */
  readonly images: readonly string[];
  readonly push: boolean;
  readonly build: "missing" | "never";
  /** More tags for each image, besides its content address. */
  readonly tags: readonly string[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly network: string;
  readonly platform: string;
  readonly builder: "auto" | "buildkit" | "classic";
  readonly parallel: number;
  /** Seconds for one image. */
  readonly limit: number;
  readonly token: Secret | undefined;
}

/** Reads and checks the inputs; the only place that names them. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const inputs = {
    registry: host(reader),
    namespace: reader.optional("namespace").replace(/^\/+|\/+$/g, ""),
    credentials: credentials(reader),
    registryCa: reader.optional("registry-ca") || undefined,
    directory: reader.optional("directory", "docker").replace(/\/+$/, ""),
    images: reader.lines("images"),
    push: reader.flag("push", true),
    build: reader.choice("build", ["missing", "never"], "missing"),
    tags: reader.lines("tags"),
    buildArgs: reader.pairs("build-args"),
    network: reader.optional("network"),
    platform: reader.optional("platform"),
    builder: reader.choice("builder", ["auto", "buildkit", "classic"], "auto"),
    parallel: reader.integer("parallel", { fallback: 2, least: 1, most: 32 }),
    limit: reader.integer("timeout-minutes", { fallback: 30, least: 1, most: 360 }) * 60,
    token: reader.optionalSecret("token"),
  };
  if (!/^([a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$/.test(inputs.namespace)) {
    reader.mistake(`namespace must be lower-case words with slashes between, got "${inputs.namespace}"`);
  }
  for (const tag of inputs.tags) {
    if (!/^\w[\w.-]{0,127}$/.test(tag)) reader.mistake(`tags takes one tag a line, got "${tag}"`);
  }
  if (inputs.push && inputs.build === "never") {
    reader.mistake('build: never needs push: "false": what is not built can\'t be pushed');
  }
  if (inputs.push && inputs.credentials === undefined && reader.optional("username") !== "") {
    reader.mistake("password is required to push as username says, and was empty: is the secret set?");
  }
  reader.done();
  return inputs;
}

function host(reader: InputReader): string {
  const text = reader.text("registry");
  if (text !== "" && !/^[\w.[\]:-]+$/.test(text)) {
    reader.mistake(`registry must be a name with an optional port and nothing else, got "${text}"`);
  }
  return text;
}

function credentials(reader: InputReader): Credentials | undefined {
  const username = reader.optional("username");
  const password = reader.optionalSecret("password");
  if (username !== "" && password !== undefined) return { username, password };
  // A pull request from a fork knows the user, which is a variable, and not the password, which is a secret.
  if (username === "" && password !== undefined) reader.mistake("password needs username beside it");
  return undefined;
}
