import { createHash } from "node:crypto";
import { type Call, nothing, ok, page, param, type Routes } from "../api.ts";
import { text } from "../body.ts";
import type { Cloud } from "../cloud.ts";
import { existing, unprocessable } from "../errors.ts";
import type { SshKey } from "../model.ts";

/** The account and its SSH keys. */
export const keyRoutes: Routes = {
  "GET /v2/account": () =>
    ok({
      account: {
        status: "active",
        droplet_limit: 25,
        email: "sammy@example.com",
      },
    }),
  "GET /v2/account/keys": (call) => page(call, "ssh_keys", [...call.cloud.keys.values()]),
  "POST /v2/account/keys": (call) => {
    const public_key = text(call.body, "public_key").trim();
    const fingerprint = fingerprintOf(public_key);
    const known = [...call.cloud.keys.values()].some((key) => key.fingerprint === fingerprint);
    if (known) throw unprocessable("SSH Key is already in use on your account");
    const key: SshKey = {
      id: call.cloud.nextId(),
      name: text(call.body, "name"),
      public_key,
      fingerprint,
    };
    call.cloud.keys.set(key.id, key);
    return { status: 201, body: { ssh_key: key } };
  },
  "GET /v2/account/keys/:id": (call) => ok({ ssh_key: ofPath(call) }),
  "PUT /v2/account/keys/:id": (call) => {
    const key = ofPath(call);
    key.name = text(call.body, "name");
    return ok({ ssh_key: key });
  },
  "DELETE /v2/account/keys/:id": (call) => {
    call.cloud.keys.delete(ofPath(call).id);
    return nothing;
  },
};

/** The public keys that a droplet's order names, by id or by fingerprint. */
export function publicKeys(cloud: Cloud, names: readonly unknown[]): string[] {
  return names.map((name) => {
    const key = find(cloud, String(name));
    if (key === undefined)
      throw unprocessable(`${String(name)} are invalid key identifiers for Droplet creation.`);
    return key.public_key;
  });
}

function ofPath(call: Call): SshKey {
  return existing(find(call.cloud, param(call)));
}

function find(cloud: Cloud, name: string): SshKey | undefined {
  return cloud.keys.get(Number(name)) ?? [...cloud.keys.values()].find((key) => key.fingerprint === name);
}

/** MD5 of the key's bytes in colon form, as `ssh-keygen -E md5` shows it. */
function fingerprintOf(publicKey: string): string {
  const [type, data] = publicKey.split(/\s+/);
  const bytes = Buffer.from(data ?? "", "base64");
  const length = bytes.length > 4 ? bytes.readUInt32BE(0) : 0;
  if (bytes.subarray(4, 4 + length).toString() !== type)
    throw unprocessable("Key invalid, key should be of the format `ssh-rsa`");
  return createHash("md5")
    .update(bytes)
    .digest("hex")
    .replace(/..(?=.)/g, "$&:");
}
