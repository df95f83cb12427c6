import { parse } from "yaml";
import type { Repository } from "../repository.ts";
import type { Permissions } from "../state/tokens.ts";
import { matchesFilter } from "./glob.ts";

/** A workflow file as far as it decides what runs. */
export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly triggers: Readonly<Record<string, Trigger>>;
  readonly concurrency?: { readonly group: string; readonly cancel: boolean | string };
  readonly permissions: Permissions | "all";
}

export interface Trigger {
  readonly types?: readonly string[];
  readonly branches?: readonly string[];
  readonly "branches-ignore"?: readonly string[];
  readonly paths?: readonly string[];
  readonly "paths-ignore"?: readonly string[];
  readonly inputs?: Readonly<Record<string, { default?: unknown; required?: boolean; type?: string }>>;
}

/** What happened, as filters see it. */
export interface Happening {
  readonly event: string;
  readonly action?: string;
  /** The branch that was pushed to, or that a pull request wants to be merged into. */
  readonly branch: string;
  readonly files: readonly string[];
}

const FOLDER = ".github/workflows";
/** Activities that start a workflow which names none. */
const USUAL_TYPES: Record<string, readonly string[]> = {
  pull_request: ["opened", "synchronize", "reopened"],
};

/** The workflows of a commit; a file that is no YAML is left out. */
export async function listWorkflows(git: Repository, sha: string): Promise<Workflow[]> {
  const entries = await git.folder(sha, FOLDER);
  const found: Workflow[] = [];
  for (const { name, kind } of entries) {
    if (kind !== "blob" || !/\.ya?ml$/.test(name)) continue;
    const text = await git.file(sha, `${FOLDER}/${name}`);
    const workflow = text === undefined ? undefined : readWorkflow(`${FOLDER}/${name}`, text);
    if (workflow !== undefined) found.push(workflow);
  }
  return found;
}

/** Reads a workflow file; undefined when it is not one. */
export function readWorkflow(path: string, text: string): Workflow | undefined {
  let raw: Record<string, unknown> | null;
  try {
    raw = parse(text) as Record<string, unknown> | null;
  } catch {
    return undefined;
  }
  if (raw === null || typeof raw !== "object") return undefined;
  const concurrency = readConcurrency(raw.concurrency);
  return {
    path,
    name: typeof raw.name === "string" ? raw.name : path,
    triggers: readTriggers(raw.on),
    permissions: readPermissions(raw),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

function readTriggers(on: unknown): Record<string, Trigger> {
  if (typeof on === "string") return { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(on.map((event) => [String(event), {}]));
  return Object.fromEntries(
    Object.entries((on ?? {}) as object).map(([event, trigger]) => [event, lists(trigger)]),
  );
}

function lists(trigger: unknown): Trigger {
  if (typeof trigger !== "object" || trigger === null || Array.isArray(trigger)) return {};
  return Object.fromEntries(
    Object.entries(trigger).map(([key, value]) => [
      key,
      key !== "inputs" && typeof value === "string" ? [value] : value,
    ]),
  );
}

function readConcurrency(value: unknown): { group: string; cancel: boolean | string } | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return { group: value, cancel: false };
  const { group, "cancel-in-progress": cancel } = value as {
    group: string;
    "cancel-in-progress"?: boolean | string;
  };
  return { group: String(group), cancel: cancel ?? false };
}

/**
 * What a run's token may do. GitHub gives each job its own token; here there is one for the run, with what all jobs
 * together ask for. Without `permissions:` it may read, which is GitHub's default for new organisations.
 */
function readPermissions(raw: Record<string, unknown>): Permissions | "all" {
  const jobs = Object.values((raw.jobs ?? {}) as Record<string, { permissions?: unknown } | null>);
  const wanted = jobs.map((job) => job?.permissions ?? raw.permissions ?? { contents: "read" });
  if (wanted.includes("write-all")) return "all";
  const together: Record<string, "read" | "write" | "none"> = {};
  for (const permissions of wanted) {
    if (typeof permissions !== "object" || permissions === null) continue;
    for (const [scope, access] of Object.entries(permissions)) {
      if (together[scope] !== "write") together[scope] = access as "read" | "write";
    }
  }
  return together;
}

/** Whether a workflow runs for what happened. */
export function isTriggered(workflow: Workflow, happening: Happening): boolean {
  const trigger = workflow.triggers[happening.event];
  if (trigger === undefined) return false;
  const types = trigger.types ?? USUAL_TYPES[happening.event];
  if (happening.action !== undefined && types !== undefined && !types.includes(happening.action))
    return false;
  if (trigger.branches !== undefined && !matchesFilter(happening.branch, trigger.branches)) return false;
  if (matchesFilter(happening.branch, trigger["branches-ignore"] ?? [])) return false;
  const { paths, "paths-ignore": ignored } = trigger;
  if (paths !== undefined && !happening.files.some((file) => matchesFilter(file, paths))) return false;
  if (ignored === undefined || happening.files.length === 0) return true;
  return happening.files.some((file) => !matchesFilter(file, ignored));
}

/**
 * The inputs of a `workflow_dispatch` with their defaults.
 *
 * @throws Error in GitHub's words when one is not known or a required one is missing
 */
export function dispatchInputs(
  workflow: Workflow,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const trigger = workflow.triggers.workflow_dispatch;
  if (trigger === undefined) throw new Error("Workflow does not have 'workflow_dispatch' trigger");
  const known = trigger.inputs ?? {};
  const unknown = Object.keys(given).filter((name) => !(name in known));
  if (unknown.length > 0) throw new Error(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const inputs: Record<string, string> = {};
  for (const [name, input] of Object.entries(known)) {
    const value = given[name] ?? (input?.default === undefined ? undefined : String(input.default));
    if (value === undefined && input?.required === true)
      throw new Error(`Required input '${name}' not provided`);
    inputs[name] = value ?? (input?.type === "boolean" ? "false" : "");
  }
  return inputs;
}
