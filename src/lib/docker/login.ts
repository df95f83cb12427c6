import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getState, saveState } from "@actions/core";
import { mask, type Secret } from "../secret/secret.ts";

/** Who we are to a registry. */
export interface Login {
  /** Host and port as images name it: `registry.example.org:5000`; `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly username: string;
  readonly password: Secret;
}

/** The name under which Docker's CLI and engine file the credentials of Docker Hub. */
const HUB = "https://index.docker.io/v1/";

const STATE = "docker-config";

/** A private DOCKER_CONFIG: the CLI finds these credentials and none of the user's, and no context of theirs. */
export interface DockerConfig {
  readonly directory: string;
  close(): Promise<void>;
}

/** Writes a DOCKER_CONFIG folder of mode 0700 whose one file has mode 0600. `docker login` would ask the registry first. */
export async function openDockerConfig(login: Login | undefined): Promise<DockerConfig> {
  const directory = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "elm-docker-"));
  saveState(STATE, directory);
  await writeFile(join(directory, "config.json"), JSON.stringify({ auths: auths(login) }), { mode: 0o600 });
  return { directory, close: () => rm(directory, { recursive: true, force: true }) };
}

/** For `post`: removes the folder of a `main` that was killed before it could. */
export async function closeSavedDockerConfig(): Promise<void> {
  const directory = getState(STATE);
  if (directory !== "") await rm(directory, { recursive: true, force: true });
}

function auths(login: Login | undefined): Record<string, { auth: string }> {
  if (login === undefined) return {};
  const auth = Buffer.from(`${login.username}:${login.password.reveal()}`).toString("base64");
  mask(auth);
  return { [serverName(login.registry)]: { auth } };
}

/** The header `X-Registry-Auth` of Engine API calls, only for an image of this login's registry. */
export function authHeader(login: Login | undefined, image: string): Record<string, string> {
  if (login === undefined || registryOf(image) !== registryOf(`${login.registry}/any`)) return {};
  const { username, password, registry } = login;
  const value = JSON.stringify({
    username,
    password: password.reveal(),
    serveraddress: serverName(registry),
  });
  const encoded = Buffer.from(value).toString("base64url");
  mask(encoded);
  return { "X-Registry-Auth": encoded };
}

/** The registry an image name belongs to: its first part, where that is a host (has a dot, a port, or is localhost). */
function registryOf(image: string): string {
  const first = image.split("/")[0] ?? "";
  const isHost = image.includes("/") && (/[.:]/.test(first) || first === "localhost");
  return isHost && first !== "index.docker.io" ? first : "docker.io";
}

function serverName(registry: string): string {
  return registryOf(`${registry}/any`) === "docker.io" ? HUB : registry;
}
