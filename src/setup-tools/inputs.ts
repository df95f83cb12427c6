import { InputReader } from "../lib/inputs/reader.ts";
import { type ProductName, products } from "./products.ts";

/** A tool that the caller wants. */
export interface Wish {
  readonly product: ProductName;
  /** Such as `1.11.4`. */
  readonly version: string;
  /** Where its releases are, without a slash at the end. */
  readonly base: string;
}

/** What the caller asked for. */
export interface Inputs {
  readonly wishes: readonly Wish[];
  /** `exact`: on PATH only this version will do. `path`: this one or any later one. */
  readonly accept: "exact" | "path";
  readonly signature: "auto" | "required" | "off";
  /** Path of an OpenPGP public key that takes the place of the makers' own. */
  readonly signingKey: string | undefined;
  readonly pluginCache: boolean;
}

/** Reads and checks the inputs; the only place that names them. */
export function readInputs(): Inputs {
  const reader = new InputReader();
  const asked = {
    terraform: { version: reader.optional("terraform"), base: reader.optional("terraform-url") },
    opentofu: { version: reader.optional("opentofu"), base: reader.optional("opentofu-url") },
    packer: { version: reader.optional("packer"), base: reader.optional("packer-url") },
  };
  const wishes: Wish[] = [];
  for (const product of Object.keys(asked) as ProductName[]) {
    const version = asked[product].version.replace(/^v/, "");
    const base = (asked[product].base || products[product].base).replace(/\/+$/, "");
    if (version === "") continue;
    if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version)) {
      reader.mistake(
        `${product} must be a whole version such as "${products[product].example}", got "${version}"`,
      );
    }
    if (!/^https?:\/\/[^\s]+$/.test(base))
      reader.mistake(`${product}-url must be an http or https address, got "${base}"`);
    wishes.push({ product, version, base });
  }
  if (wishes.length === 0)
    reader.mistake(`one of ${Object.keys(asked).join(", ")} is required: name a version`);
  const inputs = {
    wishes,
    accept: reader.choice("accept", ["exact", "path"], "exact"),
    signature: reader.choice("signature", ["auto", "required", "off"], "auto"),
    signingKey: reader.optional("signing-key") || undefined,
    pluginCache: reader.flag("plugin-cache", true),
  };
  reader.done();
  return inputs;
}
