import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { GitHubServer } from "../support/github-server.ts";
import { Checkout, HEAD } from "../support/terraform.ts";

let github: GitHubServer;
let checkout: Checkout;

beforeEach(async () => {
  github = await GitHubServer.start();
  checkout = new Checkout(github);
});

afterEach(async () => {
  checkout.remove();
  await github.close();
});

const thing = (name: string, input = name) =>
  `resource "terraform_data" "${name}" {\n  input = "${input}"\n}\n`;
const visible = (body = "") =>
  body.replaceAll(/^<!--.*-->\n/gm, "").replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, "TIME UTC");

test("shows the plan in one comment, gives the counts, and updates the comment in place", async () => {
  checkout.configure(`${thing("one")}output "one" {\n  value = "first"\n}\n`);
  const run = await checkout.plan();
  expect(run).toMatchObject({
    exitCode: 0,
    outputs: {
      "has-changes": "true",
      "to-add": "1",
      "to-change": "0",
      "to-replace": "0",
      "to-destroy": "0",
      "outputs-to-change": "1",
      "comment-url": `${github.url}/comments/1`,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  const text = [
    "### Terraform plan: `main`, workspace `default`",
    "**1 to create, 1 output changes**",
    '<details><summary>➕ create terraform_data.one</summary>\n\n```diff\n+ input = "one"\n# known after apply: id, output\n```\n\n</details>',
    '<details><summary>Outputs</summary>\n\n```diff\n+ one = "first"\n```\n\n</details>',
    "---\n\nMerging applies exactly these changes, or stops and says what is different.",
  ].join("\n\n");
  const foot = `Commit ${HEAD}, TIME UTC, [run](https://github.example/elm/site/actions/runs/42).`;
  expect(visible(github.comments[0]?.body)).toBe(`${text}\n${foot}`);
  expect(visible(run.summary)).toBe(`${text}\n${foot}\n`);
  await checkout.plan();
  expect(github.comments).toHaveLength(1);
});

test("removes the plan file and the data folder, and leaves nothing in the checkout but the lock file", async () => {
  checkout.configure(thing("one"));
  const { state } = await checkout.plan();
  expect(state["terraform-folder"]).toMatch(/elm-infra-terraform-/);
  expect(existsSync(state["terraform-folder"] ?? "")).toBe(false);
  expect(existsSync(`${checkout.folder}/main/.terraform`)).toBe(false);
});

test("keeps root modules and workspaces apart, in comments and in state", async () => {
  checkout.configure(thing("one"));
  checkout.write("other/main.tf", thing("two"));
  await checkout.plan();
  await checkout.plan({
    inputs: { workspace: "prod" },
    env: { TF_WORKSPACE: "wrong", TF_CLI_ARGS_plan: "-destroy" },
  });
  await checkout.plan({ inputs: { directory: "./other/" } });
  expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
    "<!-- elm-infra:terraform-plan main default -->",
    "<!-- elm-infra:terraform-plan main prod -->",
    "<!-- elm-infra:terraform-plan other default -->",
  ]);
  expect(github.comments[2]?.body).toContain("create terraform_data.two");
});

test("never shows a secret: variables, values inside of others, the environment, errors", async () => {
  const secrets = ["s3cr3t-variable", "s3cr3t-nested", "s3cr3t-backend", "s3cr3t-echoed"];
  checkout.configure(`variable "password" {
  type      = string
  sensitive = true
}
variable "nested" {
  type      = object({ token = string, name = string })
  sensitive = true
}
resource "terraform_data" "a" {
  input = { password = var.password, json = jsonencode(var.nested), encoded = base64encode(var.password) }
}
resource "terraform_data" "b" {
  input = nonsensitive("\${var.password} \${base64encode("\${var.password}!")} \${var.nested.token}")
}
resource "terraform_data" "c" {
  input = "y"
}
output "password" {
  value     = var.password
  sensitive = true
}
check "always" {
  assert {
    condition     = terraform_data.c.input == "x"
    error_message = "the backend said s3cr3t-backend"
  }
}
`);
  const run = await checkout.plan({
    env: {
      TF_VAR_password: "s3cr3t-variable",
      TF_VAR_nested: '{"token":"s3cr3t-nested","name":"x"}',
      AWS_SECRET_ACCESS_KEY: "s3cr3t-backend",
    },
  });
  expect(run.exitCode).toBe(0);
  const shown = [run.summary, JSON.stringify(run.outputs), ...github.comments.map(({ body }) => body)].join(
    "\n",
  );
  const encoded = secrets.map((secret) => Buffer.from(secret).toString("base64").slice(0, 16));
  for (const secret of [...secrets, ...encoded]) expect(shown).not.toContain(secret);
  expect(shown).toContain("+ input.password = (sensitive)");
  expect(run.stdout).toContain("::add-mask::s3cr3t-variable");
});

test("says in one line that nothing changes, or nothing at all where that is wanted", async () => {
  checkout.configure("");
  const run = await checkout.plan({ inputs: { comment: "changes" } });
  expect(run.outputs).toMatchObject({ "has-changes": "false", "comment-url": "" });
  expect(github.comments).toHaveLength(0);
  checkout.configure(thing("one"));
  await checkout.plan({ inputs: { comment: "changes" } });
  checkout.configure("");
  await checkout.plan({ inputs: { comment: "changes" } });
  expect(github.comments[0]?.body).toContain("**No changes: the infrastructure matches the configuration**");
});

test("makes annotations of errors and shows them in the comment, and fails", async () => {
  checkout.configure(`${thing("one")}resource "terraform_data" "two" {\n  inputs = 1\n}\n`);
  const run = await checkout.plan();
  expect(run.exitCode).toBe(1);
  const detail = 'An argument named "inputs" is not expected here. Did you mean "input"?';
  expect(run.stdout).toContain(
    `::error title=Unsupported argument,file=main/main.tf,line=5,endLine=5::${detail}`,
  );
  expect(run.stdout).toContain(
    `::error::terraform validate failed in main: Unsupported argument: ${detail} (main/main.tf:5)`,
  );
  expect(github.comments[0]?.body).toContain("❌ **Unsupported argument** (`main/main.tf:5`)");
  expect(github.comments[0]?.body).not.toContain("elm-infra-plan:");
});

test("makes annotations of warnings and of files that are not formatted", async () => {
  const condition = 'terraform_data.one.input == "two"';
  const check = `check "old" {\n  assert {\n    condition = ${condition}\n    error_message = "It is old."\n  }\n}\n`;
  checkout.configure(`${thing("one")}${check}`);
  const run = await checkout.plan();
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain(
    "::warning title=Check block assertion failed,file=main/main.tf,line=6,endLine=6::It is old.",
  );
  expect(run.stdout).toContain(
    '::notice file=main/main.tf,line=1::terraform fmt would change this file: run "terraform fmt main/main.tf"',
  );
  expect(github.comments[0]?.body).toContain("<summary>Warnings (1)</summary>");
  expect(github.comments[0]?.body).toContain(`-    condition = ${condition}`);
});

test("keeps values with spaces, commas and equal signs whole", async () => {
  checkout.configure(
    'variable "a" {}\nvariable "b" {}\noutput "both" {\n  value = join("|", [var.a, var.b])\n}\n',
  );
  checkout.write("main/my vars.tfvars", 'b = "from, file"\n');
  const run = await checkout.plan({ inputs: { variables: "a=x = y, z", "var-files": "my vars.tfvars" } });
  expect(run.summary).toContain('+ both = "x = y, z|from, file"');
});

test("tells a fork in the summary what the comment would say", async () => {
  github.readOnly = true;
  checkout.configure(thing("one"));
  const run = await checkout.plan({}, { fork: true });
  expect(run.exitCode).toBe(0);
  expect(run.summary).toContain("➕ create terraform_data.one");
  expect(run.summary).toContain(
    "_Not written as a comment: the token of a pull request of a fork may only read._",
  );
});

test("fails when a comment can't be written that could be expected, with the report in the summary", async () => {
  github.readOnly = true;
  checkout.configure(thing("one"));
  const run = await checkout.plan();
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(
    'the comment on pull request #7 could not be written (403): give the job "permissions: pull-requests: write"',
  );
  expect(run.summary).toContain("➕ create terraform_data.one");
});

test("reports every wrong input at once", async () => {
  const inputs = {
    directory: "nowhere",
    "plan-key": "short",
    destroy: "yes",
    "backend-config": "secret_key=x",
  };
  const run = await checkout.plan({ inputs });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("4 inputs are wrong:");
  expect(github.requests).toHaveLength(0);
});

test("fits a plan of 2,000 resources into the comment", async () => {
  checkout.configure('resource "terraform_data" "many" {\n  count = 2000\n  input = count.index\n}\n');
  const run = await checkout.plan();
  expect(run.exitCode).toBe(0);
  const body = github.comments[0]?.body ?? "";
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain("**2000 to create**");
  expect(body).toContain("[run](https://github.example");
  expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);
});
