import type { Repository } from "../repository.ts";
import type {
  Artifact,
  CheckRun,
  Comment,
  Deployment,
  Issue,
  Label,
  PullRequest,
  Run,
  Status,
  User,
} from "./model.ts";
import { Tokens } from "./tokens.ts";

/** What happens to the world outside of the API when something changes: workflows start. */
export interface Hooks {
  pullRequest(
    action: "opened" | "synchronize" | "closed" | "reopened",
    pull: PullRequest,
    actor: User,
  ): Promise<void>;
  push(branch: string, change: { before: string; after: string }, actor: User): Promise<void>;
  dispatch(
    workflow: string,
    request: { ref: string; inputs: Record<string, string> },
    actor: User,
  ): Promise<Run>;
}

export interface WorldOptions {
  readonly owner: string;
  readonly name: string;
  readonly git: Repository;
  readonly log: (line: string) => void;
}

const MAIN = "main";

/** One repository with all that GitHub knows about it. */
export class World {
  readonly owner: User;
  readonly name: string;
  readonly git: Repository;
  readonly log: (line: string) => void;
  readonly mainBranch = MAIN;
  readonly tokens = new Tokens();
  readonly createdAt = now();
  readonly issues: Issue[] = [];
  readonly comments: Comment[] = [];
  readonly labels: Label[] = [];
  readonly statuses: Status[] = [];
  readonly checks: CheckRun[] = [];
  readonly deployments: Deployment[] = [];
  readonly runs: Run[] = [];
  readonly artifacts: Artifact[] = [];
  readonly bot: User = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
  /** Address of the server, without a slash at the end; known once it listens. */
  url = "";
  hooks: Hooks;
  #lastId = 1000;
  #users = new Map<string, User>();

  constructor(options: WorldOptions, hooks: Hooks) {
    this.owner = { id: 20359, login: options.owner, type: "Organization" };
    this.name = options.name;
    this.git = options.git;
    this.log = options.log;
    this.hooks = hooks;
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  get apiUrl(): string {
    return `${this.url}/api/v3`;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  user(login: string): User {
    if (login === this.owner.login) return this.owner;
    if (login === this.bot.login) return this.bot;
    const known = this.#users.get(login) ?? { id: this.nextId(), login, type: "User" as const };
    this.#users.set(login, known);
    return known;
  }

  issue(number: number): Issue | undefined {
    return this.issues.find((issue) => issue.number === number);
  }

  pulls(): PullRequest[] {
    return this.issues.filter(isPull);
  }
}

/** Whether an issue is a pull request. */
export function isPull(issue: Issue | undefined): issue is PullRequest {
  return issue?.pull !== undefined;
}

/** The time as GitHub writes it: to the second. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}
