import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { info } from "@actions/core";
import { cacheDir, downloadTool, extractZip, find, HTTPError } from "@actions/tool-cache";
import { UserError } from "../lib/errors/errors.ts";
import type { Shell } from "../lib/shell/command.ts";
import type { Inputs, Wish } from "./inputs.ts";
import { findOnPath } from "./installed.ts";
import { products, type Release, release } from "./products.ts";
import { checkSignature, readKey } from "./signature.ts";

/**
 * Brings a release into the tool cache: from the cache, or downloaded and verified.
 *
 * @returns the folder with the program
 */
export async function install(
  shell: Shell,
  wish: Wish,
  checks: Pick<Inputs, "signature" | "signingKey">,
): Promise<string> {
  const product = products[wish.product];
  const cached = find(wish.product, wish.version);
  if (cached !== "") {
    info(`${product.title} ${wish.version} is in the tool cache`);
    return cached;
  }
  const from = release(product, wish);
  const files: string[] = [];
  const fetch = async (url: string) => {
    const file = await download(url, wish);
    files.push(file);
    return file;
  };
  try {
    const sums = await fetch(from.sums);
    await verifySums(shell, { wish, sums, from, fetch, checks });
    const zip = await fetch(from.zip);
    await verifyArchive(zip, await readFile(sums, "utf8"), from);
    const folder = await extractZip(zip);
    files.push(folder);
    if (process.platform !== "win32") await chmod(join(folder, product.program), 0o755);
    return await cacheDir(folder, wish.product, wish.version);
  } finally {
    for (const file of files) await rm(file, { recursive: true, force: true });
  }
}

/** Broken connections, 408, 429 and 5xx are tried again by the tool cache, three times in all. */
async function download(url: string, { product, version }: Wish): Promise<string> {
  info(`downloading ${url}`);
  try {
    return await downloadTool(url);
  } catch (cause) {
    const status = cause instanceof HTTPError ? cause.httpStatusCode : undefined;
    const title = products[product].title;
    if (status === 404 || status === 403) {
      throw new UserError(
        `there is no ${title} ${version} at ${url} (${status}): check the version, and the address of the mirror`,
      );
    }
    throw new UserError(`${title} ${version} can't be downloaded from ${url}`, { cause });
  }
}

interface SumsCheck {
  readonly wish: Wish;
  readonly sums: string;
  readonly from: Release;
  readonly checks: Pick<Inputs, "signature" | "signingKey">;
  fetch(url: string): Promise<string>;
}

/** `auto` lets a missing gpgv or a mirror without signatures pass, never a wrong signature. */
async function verifySums(shell: Shell, { wish, sums, from, fetch, checks }: SumsCheck): Promise<void> {
  if (checks.signature === "off") return;
  const title = `${products[wish.product].title} ${wish.version}`;
  const strict = checks.signature === "required";
  if ((await findOnPath("gpgv")) === undefined) {
    if (strict) throw new UserError(`gpgv is not on PATH, and signature is "required": install GnuPG`);
    return info(`the signature of ${title} is not checked: gpgv is not on PATH`);
  }
  let signature: string;
  try {
    signature = await fetch(from.signature);
  } catch (error) {
    if (strict) throw error;
    return info(`the signature of ${title} is not checked: ${from.signature} can't be had`);
  }
  const key = checks.signingKey === undefined ? products[wish.product].key : await readKey(checks.signingKey);
  await checkSignature(shell, { signed: sums, signature }, key);
  info(`the signature of ${title} is right`);
}

async function verifyArchive(zip: string, sums: string, { archive, sums: address }: Release): Promise<void> {
  const line = sums
    .split("\n")
    .find((each) => each.trim().endsWith(` ${archive}`) || each.trim().endsWith(`*${archive}`));
  const wanted = /^[0-9a-f]{64}/.exec(line?.trim() ?? "")?.[0];
  if (wanted === undefined)
    throw new UserError(`${address} has no checksum of ${archive}: there is no release for this machine`);
  const hash = createHash("sha256");
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest("hex");
  if (found === wanted) return;
  throw new UserError(
    `${archive} is not what its maker published, and was thrown away: its SHA-256 is ${found}, ${address} says ${wanted}. Try again, then distrust the mirror`,
  );
}
