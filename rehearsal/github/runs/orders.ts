import type { PullRequest, Run, User } from "../state/model.ts";
import type { Access } from "../state/tokens.ts";
import { now, type World } from "../state/world.ts";
import { interpolate } from "./expression.ts";
import type { Queue } from "./queue.ts";
import type { Workflow } from "./workflows.ts";

/** What a run of a workflow is about. */
export interface Occasion {
  readonly event: string;
  readonly title: string;
  readonly sha: string;
  readonly headSha: string;
  readonly ref: string;
  readonly branch: string;
  readonly actor: User;
  readonly payload: Record<string, unknown>;
  readonly pull?: PullRequest;
}

export interface Settings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Puts a run of a workflow into the queue, with a token of its own. */
export function order(
  world: World,
  queue: Queue,
  what: { workflow: Workflow; occasion: Occasion; settings: Settings },
): Run {
  const { workflow, occasion, settings } = what;
  const { pull, payload, ...subject } = occasion;
  const number = world.runs.filter((run) => run.workflow === workflow.path).length + 1;
  const { event, ref, sha } = occasion;
  const names = { workflow: workflow.name, ref, sha, event, event_name: event, actor: occasion.actor.login };
  const heads = {
    head_ref: pull?.pull.head ?? "",
    base_ref: pull?.pull.base ?? "",
    repository: world.fullName,
  };
  const contexts = {
    github: { ...names, ...heads, event: payload, ref_name: occasion.branch },
    inputs: payload.inputs,
  };
  const { concurrency } = workflow;
  const run: Run = {
    ...{ id: world.nextId(), number, workflow: workflow.path, name: workflow.name, ...subject },
    ...(pull === undefined ? {} : { pull: pull.number }),
    ...(concurrency === undefined ? {} : { group: interpolate(concurrency.group, contexts) }),
    ...{ createdAt: now(), updatedAt: now(), status: "queued", conclusion: null, jobs: [], log: [] },
    abort: new AbortController(),
  };
  world.runs.push(run);
  const fork = pull?.pull.fork !== undefined;
  const permissions = fork ? readOnly(workflow.permissions) : workflow.permissions;
  const token = world.tokens.issue({ user: world.bot, permissions, limit: 1000 });
  const cancel = interpolate(String(concurrency?.cancel ?? false), contexts) === "true";
  queue.add({
    ...{ run, cancelOthers: cancel, token: { value: token.value, revoke: () => world.tokens.revoke(token) } },
    request: {
      ...{
        event,
        workflow: workflow.path,
        payload,
        sha,
        ref,
        repository: world.fullName,
        serverUrl: world.url,
      },
      ...{ apiUrl: world.apiUrl, secrets: fork ? {} : settings.secrets, variables: settings.variables },
      ...{ actor: occasion.actor.login, runId: run.id, runNumber: number },
    },
  });
  return run;
}

/** A run for a fork: nothing that it asks for may write. */
function readOnly(permissions: Workflow["permissions"]): Record<string, Access> {
  if (permissions === "all") return { contents: "read" };
  return Object.fromEntries(Object.keys(permissions).map((scope) => [scope, "read" as const]));
}
