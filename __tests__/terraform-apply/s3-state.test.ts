import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { GitHubServer } from "../support/github-server.ts";
import { S3Server } from "../support/s3-server.ts";
import { Checkout } from "../support/terraform.ts";

let github: GitHubServer;
let checkout: Checkout;
let s3: S3Server;

beforeEach(async () => {
  github = await GitHubServer.start();
  s3 = await S3Server.start();
  checkout = new Checkout(github);
  // As terraform/versions.tf has it.
  checkout.write(
    "main/backend.tf",
    `terraform {
  backend "s3" {
    use_lockfile                = true
    use_path_style              = true
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
  }
}
`,
  );
});

afterEach(async () => {
  checkout.remove();
  await s3.close();
  await github.close();
});

const inputs = {
  "backend-config": "bucket=state\nregion=fra1\nkey=site/terraform.tfstate",
  "lock-timeout": "0",
};
const LOCK = "site/terraform.tfstate.tflock";

test("keeps the state in a bucket and locks it with a lock file", async () => {
  const slow =
    'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 8"\n  }\n}\n';
  checkout.configure(slow);
  await checkout.plan({ inputs, env: s3.env });
  checkout.merge();
  let locked = () => {};
  const held = new Promise<void>((done) => {
    locked = done;
  });
  const timer = setInterval(() => s3.has(LOCK) && locked(), 20);
  let done = false;
  const apply = checkout.apply({ inputs: { ...inputs, "lock-timeout": "60" }, env: s3.env }).finally(() => {
    done = true;
  });
  // The lock of the plan comes and goes before the lock of the apply, which stays.
  await held;
  clearInterval(timer);
  let blocked = await checkout.plan({ inputs, env: s3.env });
  while (blocked.exitCode === 0 && !done) blocked = await checkout.plan({ inputs, env: s3.env });
  expect(blocked.stdout).toMatch(
    /::error::the state of main \(workspace default\) is locked by \S+@\S+ since /,
  );
  expect(await apply).toMatchObject({ exitCode: 0, outputs: { applied: "true" } });
  expect([s3.has("site/terraform.tfstate"), s3.has(LOCK)]).toEqual([true, false]);
  expect((await checkout.plan({ inputs, env: s3.env })).outputs["has-changes"]).toBe("false");
});

test("says what S3 says when the bucket is not there, without a credential", async () => {
  checkout.configure("");
  const wrong = { ...inputs, "backend-config": "bucket=nowhere\nregion=fra1\nkey=x" };
  const run = await checkout.plan({ inputs: wrong, env: s3.env });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toMatch(/::error::terraform init failed in main: .*S3 bucket "nowhere" does not exist/);
  expect([run.stdout, run.summary].join()).not.toContain("test-secret-key");
});
