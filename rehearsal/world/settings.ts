import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../src/lib/errors/errors.ts";
import type { Shell } from "../../src/lib/shell/command.ts";
import type { Cloud } from "./droplets.ts";
import { hasIpvs } from "./kernel.ts";

/** The name under which the rehearsed site is asked for. */
export const SITE_HOST = "www.elm.test";
/** The bucket that the operators made by hand for Terraform's state. */
export const BUCKET = "elm-state";

/** What the settings name: the servers of the world, and the keys to them. */
interface Servers {
  readonly folder: string;
  readonly cloud: Cloud;
  readonly images: { readonly registry: string; readonly username: string; readonly password: string };
  readonly storage: { readonly url: string; readonly accessKey: string; readonly secretKey: string };
}

/** The repository's secrets and variables, as a maintainer enters them on GitHub's settings page. */
export async function settings(shell: Shell, { folder, cloud, images, storage }: Servers) {
  const sshKey = join(folder, "operator");
  await shell.run({
    program: "ssh-keygen",
    args: ["-q", "-t", "ed25519", "-N", "", "-C", "operator", "-f", sshKey],
  });
  return {
    secrets: {
      DIGITALOCEAN_TOKEN: cloud.token,
      SPACES_ACCESS_KEY_ID: storage.accessKey,
      SPACES_SECRET_ACCESS_KEY: storage.secretKey,
      SSH_PRIVATE_KEY: await readFile(sshKey, "utf8"),
      REGISTRY_PASSWORD: images.password,
      PLAN_KEY: randomBytes(32).toString("hex"),
    },
    variables: {
      REGISTRY: images.registry,
      REGISTRY_USERNAME: images.username,
      REGISTRY_NAMESPACE: "elm",
      STATE_ENDPOINT: storage.url,
      STATE_BUCKET: BUCKET,
      STATE_REGION: "us-east-1",
      SSH_PUBLIC_KEY: (await readFile(`${sshKey}.pub`, "utf8")).trim(),
      SITE_HOST,
      // No authority would sign a certificate for this name: the site is asked over HTTP.
      HTTPS_REDIRECT: "off",
      SMOKE_TEST: `200 http://${SITE_HOST}/`,
      BUILD_NETWORK: "host",
      REHEARSAL: "true",
      ...(await toolVersions(shell)),
      // A kernel without IPVS has no virtual addresses and no ingress mesh; production keeps both.
      ...((await hasIpvs()) ? {} : { ENDPOINT_MODE: "dnsrr", PORT_MODE: "host" }),
    },
  };
}

/** The versions that this machine has, as the repository variables of the same names pin them in production. */
async function toolVersions(shell: Shell): Promise<Record<string, string>> {
  const product = process.env.TERRAFORM_PRODUCT === "opentofu" ? "opentofu" : "terraform";
  const version = async (program: string) => {
    const { stdout } = await shell.run({ program, args: ["version"], limit: 30 });
    const found = /\bv(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
    if (found === undefined) throw new UserError(`${program} version says no version: ${stdout.trim()}`);
    return found;
  };
  return {
    TERRAFORM_PRODUCT: product,
    TERRAFORM_VERSION: await version(product === "opentofu" ? "tofu" : "terraform"),
    PACKER_VERSION: await version("packer"),
  };
}
