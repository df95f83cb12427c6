import { UserError } from "../lib/errors/errors.ts";
import { hashicorpKey, opentofuKey } from "./keys.ts";

export type ProductName = "terraform" | "opentofu" | "packer";

/** What differs from product to product. */
export interface Product {
  /** The name people know it by, also what `version` prints first. */
  readonly title: string;
  readonly program: string;
  readonly base: string;
  readonly example: string;
  /** Folder of a version below the base. */
  folder(version: string): string;
  /** Ending of the signature beside SHA256SUMS. */
  readonly signature: string;
  /** OpenPGP public key, base64. */
  readonly key: string;
}

export const products: Readonly<Record<ProductName, Product>> = {
  terraform: hashicorp("Terraform", "terraform", "1.11.4"),
  packer: hashicorp("Packer", "packer", "1.11.2"),
  opentofu: {
    title: "OpenTofu",
    program: "tofu",
    base: "https://github.com/opentofu/opentofu/releases/download",
    example: "1.10.6",
    folder: (version) => `v${version}`,
    signature: ".gpgsig",
    key: opentofuKey,
  },
};

function hashicorp(title: string, program: string, example: string): Product {
  const base = "https://releases.hashicorp.com";
  return {
    title,
    program,
    base,
    example,
    folder: (version) => `${program}/${version}`,
    signature: ".sig",
    key: hashicorpKey,
  };
}

/** Addresses of a release. */
export interface Release {
  readonly archive: string;
  readonly zip: string;
  readonly sums: string;
  readonly signature: string;
}

/**
 * Where a release is (https://releases.hashicorp.com, https://github.com/opentofu/opentofu/releases).
 *
 * @param machine `process.platform` and `process.arch`
 */
export function release(
  product: Product,
  where: { base: string; version: string },
  machine = process,
): Release {
  const folder = `${where.base}/${product.folder(where.version)}`;
  const prefix = `${product.program}_${where.version}`;
  const archive = `${prefix}_${system(machine.platform)}_${processor(machine.arch)}.zip`;
  const sums = `${folder}/${prefix}_SHA256SUMS`;
  return { archive, zip: `${folder}/${archive}`, sums, signature: `${sums}${product.signature}` };
}

function system(platform: string): string {
  return platform === "win32" ? "windows" : platform;
}

function processor(arch: string): string {
  const name = { x64: "amd64", arm64: "arm64", ia32: "386", arm: "arm" }[arch];
  if (name === undefined) throw new UserError(`there are no releases for the processor "${arch}"`);
  return name;
}

/** Whether `version` is `least` or later; a pre-release is earlier than its release. */
export function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [parts(version), parts(least)];
  for (let at = 0; at < 3; at++) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  if (a.pre === b.pre || a.pre === "") return true;
  return b.pre !== "" && a.pre.localeCompare(b.pre, "en", { numeric: true }) > 0;
}

function parts(version: string): { numbers: number[]; pre: string } {
  const [release = "", ...pre] = version.split("-");
  return { numbers: release.split(".").map(Number), pre: pre.join("-") };
}
