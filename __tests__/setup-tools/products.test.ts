import { expect, test } from "@jest/globals";
import { isAtLeast, products, release } from "../../src/setup-tools/products.ts";

const linux = { platform: "linux", arch: "x64" } as NodeJS.Process;

test("HashiCorp's releases are found in a folder for each product and version", () => {
  expect(release(products.terraform, { base: products.terraform.base, version: "1.11.4" }, linux)).toEqual({
    archive: "terraform_1.11.4_linux_amd64.zip",
    zip: "https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_linux_amd64.zip",
    sums: "https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_SHA256SUMS",
    signature: "https://releases.hashicorp.com/terraform/1.11.4/terraform_1.11.4_SHA256SUMS.sig",
  });
});

test("OpenTofu's releases are found by tag", () => {
  const mac = { platform: "darwin", arch: "arm64" } as NodeJS.Process;
  expect(release(products.opentofu, { base: "http://mirror", version: "1.10.6" }, mac)).toEqual({
    archive: "tofu_1.10.6_darwin_arm64.zip",
    zip: "http://mirror/v1.10.6/tofu_1.10.6_darwin_arm64.zip",
    sums: "http://mirror/v1.10.6/tofu_1.10.6_SHA256SUMS",
    signature: "http://mirror/v1.10.6/tofu_1.10.6_SHA256SUMS.gpgsig",
  });
});

test("a processor without releases is named", () => {
  const other = { platform: "linux", arch: "riscv64" } as NodeJS.Process;
  expect(() => release(products.packer, { base: "http://mirror", version: "1.11.2" }, other)).toThrow(
    'there are no releases for the processor "riscv64"',
  );
});

test.each([
  ["1.11.4", "1.11.4", true],
  ["1.11.10", "1.11.9", true],
  ["1.9.9", "1.10.0", false],
  ["2.0.0", "1.99.99", true],
  ["1.12.0-rc1", "1.12.0", false],
  ["1.12.0", "1.12.0-rc1", true],
  ["1.12.0-rc10", "1.12.0-rc9", true],
])("%s is at least %s: %j", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});
