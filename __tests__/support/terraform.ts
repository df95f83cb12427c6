import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ActionCall, type ActionRun, runAction } from "./action.ts";
import type { GitHubServer } from "./github-server.ts";

/** Values for the tests' keys. */
export const PLAN_KEY = "0123456789abcdef0123456789abcdef";
export const HEAD = "a".repeat(40);
export const MERGED = "b".repeat(40);

/** A checkout with a root module whose state lies beside it, and the runner's environment of its repository. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), "terraform-test-"));
  readonly #github: GitHubServer;

  constructor(github: GitHubServer) {
    this.#github = github;
    this.write(
      "main/backend.tf",
      `terraform {\n  backend "local" {\n    path = "${this.folder}/state/main"\n  }\n}\n`,
    );
  }

  /** Writes a file, by default the root module's. */
  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** The root module's configuration. */
  configure(text: string): void {
    this.write("main/main.tf", text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs terraform-plan for pull request 7. */
  plan(call: ActionCall = {}, pull: { fork?: boolean } = {}): Promise<ActionRun> {
    const repository = pull.fork === true ? "stranger/site" : "elm/site";
    const event = { pull_request: { number: 7, head: { sha: HEAD, repo: { full_name: repository } } } };
    return this.#run("terraform-plan", call, { event, name: "pull_request", sha: "c".repeat(40) });
  }

  /** Runs terraform-apply for a push to main. */
  apply(call: ActionCall = {}): Promise<ActionRun> {
    return this.#run("terraform-apply", call, { event: {}, name: "push", sha: MERGED });
  }

  /** GitHub knows that pull request 7 was merged as `MERGED`. */
  merge(head = HEAD): void {
    const pull = {
      number: 7,
      html_url: "pull/7",
      merged_at: "2026-01-01T00:00:00Z",
      merge_commit_sha: MERGED,
    };
    this.#github.pulls.set(MERGED, [{ ...pull, head: { sha: head } }]);
  }

  #run(
    action: string,
    call: ActionCall,
    event: { event: object; name: string; sha: string },
  ): Promise<ActionRun> {
    this.write("event.json", JSON.stringify(event.event));
    return runAction(action, {
      ...call,
      cwd: this.folder,
      inputs: { directory: "main", token: "github-token-1", "plan-key": PLAN_KEY, ...call.inputs },
      env: {
        TF_CLI_CONFIG_FILE: "/dev/null",
        GITHUB_WORKSPACE: this.folder,
        GITHUB_API_URL: this.#github.url,
        GITHUB_SERVER_URL: "https://github.example",
        GITHUB_REPOSITORY: "elm/site",
        GITHUB_SHA: event.sha,
        GITHUB_EVENT_NAME: event.name,
        GITHUB_EVENT_PATH: join(this.folder, "event.json"),
        GITHUB_RUN_ID: "42",
        GITHUB_ACTOR: "someone",
        ...call.env,
      },
    });
  }
}
