import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../lib/errors/errors.ts";
import type { Credentials } from "../lib/registry/authorization.ts";
import { configKey } from "../lib/registry/names.ts";
import { Secret } from "../lib/secret/secret.ts";

/** docker's `config.json`, as far as it matters here. */
export interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly cliPluginsExtraDirs?: readonly string[];
  readonly currentContext?: string;
}

function home(): string {
  return process.env.DOCKER_CONFIG || join(homedir(), ".docker");
}

/** The configuration that the docker client of this job has. Empty when there is none. */
export async function readDockerConfig(): Promise<DockerConfig> {
  const file = join(home(), "config.json");
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as DockerConfig;
  } catch (error) {
    throw new UserError(`${file} is not JSON: repair it, or point DOCKER_CONFIG elsewhere`, { cause: error });
  }
}

/** The password of an earlier login, where it stands in the file and not in a credential helper. */
export function earlierLogin(config: DockerConfig, host: string): Credentials | undefined {
  const auth = config.auths?.[configKey(host)]?.auth;
  if (auth === undefined) return undefined;
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString()) ?? [];
  if (username === undefined || password === undefined) return undefined;
  return { username, password: new Secret(password) };
}

/**
 * Writes a private docker configuration: that of the job, with one login more. `docker login` would write the password
 * into the job's own configuration, in reach of every later step, and leave it there.
 *
 * @param folder made with mode 0700; the caller removes it
 */
export async function writeDockerConfig(
  folder: string,
  config: DockerConfig,
  login: { host: string; credentials: Credentials | undefined },
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = configKey(login.host);
  const own = login.credentials === undefined ? undefined : { auth: encode(login.credentials) };
  const written = {
    ...config,
    ...(own === undefined
      ? {}
      : // An empty helper makes the client read this file for our registry, whatever credsStore says.
        { auths: { ...config.auths, [key]: own }, credHelpers: { ...config.credHelpers, [key]: "" } }),
    cliPluginsExtraDirs: [...(config.cliPluginsExtraDirs ?? []), join(home(), "cli-plugins")],
  };
  await writeFile(join(folder, "config.json"), JSON.stringify(written), { mode: 0o600 });
  for (const kept of ["contexts", "buildx"]) {
    if (existsSync(join(home(), kept))) await symlink(join(home(), kept), join(folder, kept));
  }
}

function encode({ username, password }: Credentials): string {
  const auth = Buffer.from(`${username}:${password.reveal()}`).toString("base64");
  return new Secret(auth).reveal();
}
