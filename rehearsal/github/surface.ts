import { waitFor } from "../../src/lib/wait/wait.ts";
import type { Logged } from "./api-server.ts";
import type { Fault, Faults } from "./faults.ts";
import { type MergeMethod, mergePull, openPull } from "./pulls.ts";
import type { Queue } from "./runs/queue.ts";
import type { Comment, Deployment, PullRequest, Run, Status } from "./state/model.ts";
import { isPull, type World } from "./state/world.ts";

/** The stand-in for GitHub, running. */
export interface GitHub {
  /** Home page, also GITHUB_SERVER_URL. */
  readonly url: string;
  readonly apiUrl: string;
  /** For git; pushing needs `token` as the password of any user. */
  readonly cloneUrl: string;
  /** A person's token that may do everything. */
  readonly token: string;
  /** A person's token that may only read. */
  readonly readerToken: string;
  readonly requests: readonly Logged[];
  /** Answers that GitHub's description does not allow; must stay empty. */
  readonly violations: readonly string[];
  openPullRequest(wish: {
    branch: string;
    title: string;
    body?: string;
    base?: string;
    fork?: string;
  }): Promise<PullRequest>;
  mergePullRequest(number: number, method?: MergeMethod): Promise<string>;
  /** Starts a workflow by the name of its file, such as `deploy.yml`. */
  dispatch(workflow: string, inputs?: Record<string, string>, ref?: string): Promise<Run>;
  /**
   * Waits until all runs of a commit (head of a pull request or commit of a branch), or of the given ids, have ended.
   *
   * @param limit seconds
   */
  waitForRuns(which: string | readonly number[], limit: number): Promise<Run[]>;
  cancelRun(id: number): void;
  pullRequest(number: number): PullRequest;
  comments(number: number): readonly Comment[];
  statuses(sha: string): readonly Status[];
  deployments(): readonly Deployment[];
  runs(): readonly Run[];
  addFault(fault: Fault): void;
  close(): Promise<void>;
}

/** The parts behind it. */
export interface Inside {
  readonly queue: Queue;
  readonly faults: Faults;
  readonly requests: readonly Logged[];
  readonly violations: readonly string[];
  close(): Promise<void>;
}

/** What the scenario may do with the running stand-in. */
export function surface(world: World, inside: Inside): GitHub {
  const maintainer = world.user("elm-maintainer");
  const pullRequest = (number: number) => {
    const issue = world.issue(number);
    if (!isPull(issue)) throw new Error(`there is no pull request #${number}`);
    return issue;
  };
  return {
    ...{ url: world.url, apiUrl: world.apiUrl, cloneUrl: `${world.url}/${world.fullName}.git` },
    token: world.tokens.issue({ user: maintainer, permissions: "all" }).value,
    readerToken: world.tokens.issue({ user: world.user("reader"), permissions: {} }).value,
    ...{ requests: inside.requests, violations: inside.violations, close: inside.close, pullRequest },
    openPullRequest: ({ body, base, fork, ...wish }) => {
      const user = fork === undefined ? maintainer : world.user(fork);
      return openPull(world, {
        ...wish,
        body: body ?? null,
        base: base ?? world.mainBranch,
        user,
        ...(fork === undefined ? {} : { fork }),
      });
    },
    mergePullRequest: (number, method = "merge") =>
      mergePull(world, pullRequest(number), { method, actor: maintainer }),
    dispatch: (workflow, inputs = {}, ref = world.mainBranch) =>
      world.hooks.dispatch(
        workflow.includes("/") ? workflow : `.github/workflows/${workflow}`,
        { ref, inputs },
        maintainer,
      ),
    waitForRuns: (which, limit) => waitForRuns(world, which, limit),
    cancelRun: (id) => world.runs.find((run) => run.id === id)?.abort.abort(),
    comments: (number) => world.comments.filter((comment) => comment.issue === number),
    statuses: (sha) => world.statuses.filter((status) => status.sha === sha),
    deployments: () => world.deployments,
    runs: () => world.runs,
    addFault: (fault) => inside.faults.add(fault),
  };
}

function waitForRuns(world: World, which: string | readonly number[], limit: number): Promise<Run[]> {
  const wanted = () =>
    world.runs.filter((run) =>
      typeof which === "string" ? run.headSha === which || run.sha === which : which.includes(run.id),
    );
  const state = () =>
    wanted()
      .map((run) => `${run.name} #${run.number} ${run.status}`)
      .join(", ");
  return waitFor(
    { what: `workflow runs of ${typeof which === "string" ? which : which.join(", ")}`, limit, every: 0.1 },
    () => (wanted().length > 0 && wanted().every((run) => run.status === "completed") ? wanted() : undefined),
    state,
  );
}
