import { readFileSync } from "node:fs";
import { isReserved } from "../lib/docker/cli.ts";
import type { Login } from "../lib/docker/login.ts";
import { type Images, readImages } from "../lib/images/images.ts";
import { InputReader } from "../lib/inputs/reader.ts";
import type { Secret } from "../lib/secret/secret.ts";

/** The action's inputs, checked. */
export interface Inputs {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly privateKey: Secret;
  readonly knownHosts: string;
  readonly connectTimeout: number;
  readonly stack: string;
  readonly composeFiles: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly images: Images;
  readonly login: Login | undefined;
  readonly timeout: number;
  readonly settle: number;
  readonly onFailure: "rollback" | "keep";
  readonly ignoredOptions: "warn" | "refuse";
  readonly prune: boolean;
  /** Written to every service: which commit and run it comes from. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Labels with which a deploy signs its services; they never make a task restart. */
export const SIGNATURE = ["elm-infra.commit", "elm-infra.run"] as const;

/** Reads all inputs and reports every mistake at once. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const inputs: Inputs = {
    host: reader.text("host"),
    port: reader.integer("port", { fallback: 22, least: 1, most: 65_535 }),
    user: reader.optional("user", "root"),
    privateKey: reader.secret("private-key"),
    knownHosts: reader.text("known-hosts"),
    connectTimeout: reader.integer("connect-timeout", { fallback: 60, least: 1, most: 3600 }),
    stack: stackName(reader),
    composeFiles: composeFiles(reader),
    variables: variables(reader),
    images: images(reader),
    login: login(reader),
    timeout: reader.integer("timeout", { fallback: 300, least: 5, most: 21_600 }),
    settle: reader.integer("settle", { fallback: 0, least: 0, most: 3600 }),
    onFailure: reader.choice("on-failure", ["rollback", "keep"], "rollback"),
    ignoredOptions: reader.choice("ignored-options", ["warn", "refuse"], "warn"),
    prune: reader.flag("prune", true),
    labels: signature(),
  };
  for (const name of ["host", "user"] as const) {
    // ssh would take it for an option.
    if (inputs[name].startsWith("-"))
      reader.mistake(`${name} must not start with "-", got "${inputs[name]}"`);
  }
  reader.done();
  return inputs;
}

function stackName(reader: InputReader): string {
  const stack = reader.text("stack");
  if (stack !== "" && !/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/.test(stack)) {
    reader.mistake(`stack must be letters, digits, "-" and "_", at most 63, got "${stack}"`);
  }
  return stack;
}

function composeFiles(reader: InputReader): string[] {
  const files = reader.lines("compose-files");
  if (files.length === 0) reader.mistake("compose-files is required and was empty: name one file a line");
  for (const file of files) {
    if (!/\.ya?ml$/.test(file)) reader.mistake(`compose-files must end in .yml or .yaml, got "${file}"`);
  }
  return files;
}

function variables(reader: InputReader): Record<string, string> {
  const pairs = reader.pairs("variables");
  for (const name of Object.keys(pairs)) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      reader.mistake(`variables must be named by letters, digits and "_", got "${name}"`);
    if (isReserved(name))
      reader.mistake(`variables may not set ${name}: it would change how docker itself works`);
  }
  return pairs;
}

function images(reader: InputReader): Images {
  const inline = reader.json("images", readImages);
  const file = reader.optional("images-file");
  if (file === "") return inline ?? {};
  if (inline !== undefined) {
    reader.mistake("images and images-file exclude each other: give one of them");
    return inline;
  }
  try {
    return readImages(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    reader.mistake(`images-file ${file} cannot be used: ${error instanceof Error ? error.message : error}`);
    return {};
  }
}

function login(reader: InputReader): Login | undefined {
  const registry = reader.optional("registry");
  const username = reader.optional("registry-username");
  const password = reader.optionalSecret("registry-password");
  if (username === "" && password === undefined) return undefined;
  if (username === "" || password === undefined) {
    reader.mistake("registry-username and registry-password belong together: one of them is empty");
    return undefined;
  }
  return {
    registry: registry.replace(/^https?:\/\//, "").replace(/\/.*$/, "") || "docker.io",
    username,
    password,
  };
}

function signature(): Record<string, string> {
  const { GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
  const run = GITHUB_RUN_ID ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}` : "";
  const [commit, runUrl] = SIGNATURE;
  return { ...(GITHUB_SHA ? { [commit]: GITHUB_SHA } : {}), ...(run === "" ? {} : { [runUrl]: run }) };
}
