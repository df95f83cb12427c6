import { chmodSync, existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { GitHubServer } from "../support/github-server.ts";
import { SlowState } from "../support/slow-state.ts";
import { Checkout, MERGED } from "../support/terraform.ts";

let github: GitHubServer;
let checkout: Checkout;
let state: SlowState | undefined;

beforeEach(async () => {
  github = await GitHubServer.start();
  checkout = new Checkout(github);
});

afterEach(async () => {
  checkout.remove();
  await state?.close();
  state = undefined;
  await github.close();
});

const thing = (name: string, input = name) =>
  `resource "terraform_data" "${name}" {\n  input = "${input}"\n}\n`;
const resultOf = (key: string) =>
  github.comments.find(({ body }) => body.startsWith(`<!-- elm-infra:${key} `))?.body ?? "";
const result = () => resultOf("terraform-apply");

test("applies what was reviewed, gives the plain outputs and tells the pull request", async () => {
  const outputs =
    'output "name" {\n  value = "site"\n}\noutput "key" {\n  value     = "s3cr3t-output"\n  sensitive = true\n}\n';
  checkout.configure(`${thing("one")}${outputs}`);
  const { outputs: planned } = await checkout.plan();
  checkout.merge();
  const run = await checkout.apply();
  expect(run).toMatchObject({
    exitCode: 0,
    outputs: { applied: "true", "to-add": "1", outputs: '{"name":"site"}' },
  });
  expect(planned.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(result()).toContain(
    "**Applied**: 1 created, 2 outputs changed.\n\nIt was exactly what was reviewed in pull request #7.",
  );
  expect([run.summary, result(), run.outputs.outputs].join()).not.toContain("s3cr3t-output");
});

test("succeeds without a review where there is nothing to do, and still gives the outputs", async () => {
  checkout.configure('output "name" {\n  value = "site"\n}\n');
  await checkout.apply({ inputs: { review: "none" } });
  const run = await checkout.apply();
  expect(run).toMatchObject({ exitCode: 0, outputs: { applied: "false", outputs: '{"name":"site"}' } });
  expect(github.comments).toHaveLength(0);
});

test("stops when the plan is another one, says what is different and applies nothing", async () => {
  checkout.configure(thing("one"));
  await checkout.plan();
  checkout.merge();
  checkout.configure(`${thing("one", "another")}${thing("two")}`);
  const run = await checkout.apply();
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain(
    "::error::nothing was applied: the plan is not the one that was reviewed in pull request #7. " +
      "The step summary says what is different and how to go on",
  );
  expect(result()).toContain(
    [
      "**Stopped, nothing was applied**: the plan is not the one that was reviewed in pull request #7.\n",
      "|  | reviewed | planned now |",
      "| --- | --- | --- |",
      "| `terraform_data.one` | create | create, with other values |",
      "| `terraform_data.two` | nothing | create |",
      "",
      "**How to go on**, one of:",
    ].join("\n"),
  );
  checkout.configure("");
  expect((await checkout.plan()).outputs["has-changes"]).toBe("false");
});

test("stops when nothing but a secret is another one", async () => {
  checkout.configure(
    'variable "pin" {\n  sensitive = true\n}\nresource "terraform_data" "one" {\n  input = var.pin\n}\n',
  );
  await checkout.plan({ env: { TF_VAR_pin: "12345678" } });
  checkout.merge();
  const run = await checkout.apply({ env: { TF_VAR_pin: "87654321" } });
  expect(run.exitCode).toBe(1);
  expect(run.summary).toContain("| `terraform_data.one` | create | create, with other values |");
});

test.each([
  [
    "the plan is of another commit",
    () => checkout.merge("d".repeat(40)),
    "is of commit aaaaaaaaaaaa, but dddddddddddd was merged",
  ],
  ["the plan was made with another key", () => checkout.merge(), "was made with another plan-key"],
  ["the comment was tampered with", () => checkout.merge(), "its hidden data was changed since"],
  ["the comment can't be read", () => checkout.merge(), "can't be read: run the plan again"],
  ["there is no comment", () => checkout.merge(), "has no plan comment of this root module and workspace"],
  ["there is no pull request", () => {}, `commit ${MERGED.slice(0, 12)} came without a pull request`],
])("stops when %s", async (why, merge, message) => {
  checkout.configure(thing("one"));
  await checkout.plan({ inputs: why.includes("key") ? { "plan-key": "another key of 16+" } : {} });
  merge();
  const [comment] = github.comments;
  if (comment !== undefined) {
    const digest = (text: string) => text.replace(/"digest":"./, '"digest":"0');
    if (why.includes("tampered")) comment.body = digest(comment.body.replace(/"digest":"0/, '"digest":"1'));
    if (why.includes("read")) comment.body = comment.body.replace(/"records":"...../, '"records":"!!!!!');
    if (why.includes("no comment")) github.comments.length = 0;
  }
  const run = await checkout.apply();
  expect(run.exitCode).toBe(1);
  expect(run.summary).toContain("**Stopped, nothing was applied**");
  expect(run.summary).toContain(message);
  expect(run.summary).toContain("`review: none`");
});

test("applies a commit without a pull request where that is wanted", async () => {
  checkout.configure(thing("one"));
  const run = await checkout.apply({ inputs: { "when-unreviewed": "apply" } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { applied: "true" } });
});

test("applies by hand without a review, key or token", async () => {
  checkout.configure(thing("one"));
  const run = await checkout.apply({ inputs: { review: "none", "plan-key": "", token: "" } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { applied: "true", "comment-url": "" } });
  expect(github.requests).toHaveLength(0);
});

test("needs the key to know what was reviewed", async () => {
  const run = await checkout.apply({ inputs: { "plan-key": "" } });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("plan-key is required and was empty");
});

test("finishes a failed apply when the job runs again, what it left broken as well", async () => {
  const gate = `${checkout.folder}/gate`;
  checkout.configure(`${thing("one")}resource "terraform_data" "two" {
  input = terraform_data.one.id
  provisioner "local-exec" {
    command = "test -e ${gate}"
  }
}
resource "terraform_data" "three" {
  input = terraform_data.two.id
}
`);
  await checkout.plan();
  checkout.merge();
  const first = await checkout.apply();
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toContain("::error::terraform apply failed in main: local-exec provisioner error");
  expect(result()).toContain("**Failed half way**");
  checkout.write("gate", "");
  const second = await checkout.apply();
  expect(second).toMatchObject({
    exitCode: 0,
    outputs: { applied: "true", "to-add": "1", "to-replace": "1" },
  });
  expect(result()).toContain("It was what is left to do of what was reviewed in pull request #7.");
  const third = await checkout.apply();
  expect(third).toMatchObject({ exitCode: 0, outputs: { applied: "false" } });
});

test("plans and compares again when the state moved on between plan and apply", async () => {
  checkout.configure(`${thing("one")}${thing("two")}`);
  await checkout.plan();
  checkout.merge();
  const lines = [
    "#!/bin/sh",
    `if [ "$2" = apply ] && mkdir ${checkout.folder}/moved 2>/dev/null; then`,
    '  terraform "$1" apply -auto-approve -input=false -target=terraform_data.one >/dev/null',
    "fi",
    'exec terraform "$@"',
  ];
  checkout.write("terraform-that-is-late", `${lines.join("\n")}\n`);
  chmodSync(`${checkout.folder}/terraform-that-is-late`, 0o755);
  const run = await checkout.apply({ inputs: { terraform: `${checkout.folder}/terraform-that-is-late` } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { applied: "true", "to-add": "1" } });
  expect(run.stdout).toContain("the state moved on between plan and apply: planning and comparing again");
  expect(run.summary).toContain("It was what is left to do of what was reviewed in pull request #7.");
});

test("says who holds the lock and how to free it", async () => {
  checkout.configure(
    'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 12"\n  }\n}\n',
  );
  let creating = () => {};
  const created = new Promise<void>((done) => {
    creating = done;
  });
  const started = (child: { stdout: () => string }) => whenSaid(child, "Creating...", creating);
  const slow = checkout.apply({ inputs: { review: "none" }, started });
  await created;
  const run = await checkout.plan({ inputs: { "lock-timeout": "0" } });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toMatch(
    /::error::the state of main \(workspace default\) is locked by \S+@\S+ since \S+ \S+ \+0000 UTC \(apply, lock id [\w-]+\)/,
  );
  expect(run.summary).toMatch(/terraform -chdir=main force-unlock [\w-]+/);
  expect((await slow).exitCode).toBe(0);
});

test("interrupts Terraform when the job is cancelled, and leaves no lock and no plan behind", async () => {
  checkout.configure(
    'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 20"\n  }\n}\n',
  );
  const run = await checkout.apply({
    inputs: { review: "none" },
    started: (child) => whenSaid(child, "Creating...", () => child.kill("SIGINT")),
  });
  expect(run.exitCode).toBe(1);
  expect(run.stdout).toContain("terraform has ended and released its lock");
  expect(run.stdout).toContain("::error::terraform apply was cancelled");
  const again = await checkout.plan({ inputs: { "lock-timeout": "0" } });
  expect(again.exitCode).toBe(0);
});

test("lets Terraform write its state and release its lock after the runner has killed the step", async () => {
  state = await SlowState.start();
  checkout.write("main/backend.tf", state.backend());
  checkout.configure(
    'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 20"\n  }\n}\n',
  );
  const run = await checkout.apply({
    inputs: { review: "none" },
    env: { RUNNER_TEMP: checkout.folder },
    started: (child) =>
      whenSaid(child, "Creating...", () => {
        child.kill("SIGINT");
        setTimeout(() => child.kill("SIGKILL"), 1000);
      }),
  });
  const folder = run.state["terraform-folder"] ?? "";
  expect([state.locked, existsSync(`${folder}/plan`)]).toEqual([true, true]);
  const post = await checkout.apply({ phase: "post", state: { "terraform-folder": folder } });
  expect([post.exitCode, state.locked, existsSync(folder)]).toEqual([0, false, false]);
  expect(state.text).toContain('"type":"terraform_data"');
});

function whenSaid(child: { stdout: () => string }, text: string, then: () => void): void {
  const timer = setInterval(() => {
    if (!child.stdout().includes(text)) return;
    clearInterval(timer);
    then();
  }, 50);
  setTimeout(() => clearInterval(timer), 60_000).unref();
}
