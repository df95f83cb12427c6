import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../lib/errors/errors.ts";
import type { Shell } from "../lib/shell/command.ts";

/**
 * Checks a detached OpenPGP signature with gpgv, which trusts the given key and nothing else and keeps no state.
 *
 * @param files paths of what is signed and of its signature
 * @param key public key, binary as base64
 * @throws UserError when the signature is not by that key
 */
export async function checkSignature(
  shell: Shell,
  files: { signed: string; signature: string },
  key: string,
): Promise<void> {
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "keys-"));
  try {
    const keyring = join(folder, "keyring.gpg");
    await writeFile(keyring, Buffer.from(key, "base64"));
    const { exitCode, stderr } = await shell.run({
      program: "gpgv",
      args: ["--homedir", folder, "--keyring", keyring, "--", files.signature, files.signed],
      env: { LC_ALL: "C" },
      accept: Array.from({ length: 256 }, (_, code) => code),
      limit: 60,
    });
    if (exitCode === 0) return;
    const why = stderr
      .split("\n")
      .filter((line) => /BAD|No public key|[Cc]an't|invalid/.test(line))
      .at(-1);
    throw new UserError(
      `the signature of SHA256SUMS is not by its maker: ${why?.replace("gpgv: ", "") ?? `gpgv ended with ${exitCode}`}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a public key from a file, binary or in ASCII armour (RFC 9580, 6.2), as base64. */
export async function readKey(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause) => {
    throw new UserError(`signing-key "${path}" can't be read`, { cause });
  });
  const text = bytes.toString("latin1");
  if (!text.includes("-----BEGIN PGP")) return bytes.toString("base64");
  const body =
    /-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n(?:[\w-]+:.*\r?\n)*\r?\n([\s\S]*?)(?:\r?\n=|-----END)/.exec(
      text,
    )?.[1];
  if (body === undefined) throw new UserError(`signing-key "${path}" holds no public key`);
  return body;
}
