import { UserError } from "../errors/errors.ts";

/** What happens to one value (https://developer.hashicorp.com/terraform/internals/json-format#change-representation). */
export interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** Mirrors `after`: `true` where the value is known only after apply. */
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string };
}

/** What happens to one resource instance. */
export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly deposed?: string;
  readonly change: Change;
  readonly action_reason?: string;
}

/** The parts of `terraform show -json <plan>` that are used here. */
export interface PlanJson {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly configuration?: {
    readonly root_module?: {
      readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
    };
  };
}

/** What is planned for a resource, as people say it. */
export type Kind =
  | "destroy"
  | "replace"
  | "create"
  | "update"
  | "import"
  | "move"
  | "forget"
  | "read"
  | "nothing";

/** How many resources, by kind, and how many outputs change. */
export interface Counts {
  readonly destroy: number;
  readonly replace: number;
  readonly create: number;
  readonly update: number;
  /** Imported, whether or not they change as well. */
  readonly import: number;
  /** Moved, whether or not they change as well. */
  readonly move: number;
  readonly forget: number;
  readonly outputs: number;
}

/** Checks the shape of the plan as far as it is relied upon. */
export function readPlan(value: unknown): PlanJson {
  const plan = value as PlanJson;
  if (!/^1\./.test(plan?.format_version ?? "")) {
    throw new UserError(
      `this action reads version 1 of Terraform's plan format, got "${plan?.format_version}": use a newer release`,
    );
  }
  return plan;
}

/** The kind of a change. */
export function kindOf(resource: ResourceChange): Kind {
  const actions = resource.change.actions.join(" ");
  if (actions === "delete create" || actions === "create delete" || actions === "create forget")
    return "replace";
  if (actions === "delete") return "destroy";
  if (actions === "forget" || actions === "create" || actions === "update" || actions === "read")
    return actions;
  if (resource.change.importing !== undefined) return "import";
  return isMoved(resource) ? "move" : "nothing";
}

/** The resource had another address. */
export function isMoved(resource: ResourceChange): boolean {
  return resource.previous_address !== undefined && resource.previous_address !== resource.address;
}

/** Address with the deposed object's key, which makes it unique in a plan. */
export function nameOf(resource: ResourceChange): string {
  return resource.deposed === undefined
    ? resource.address
    : `${resource.address} (deposed object ${resource.deposed})`;
}

/** Resources that something happens to. Reading data is not a change. */
export function changedResources(plan: PlanJson): ResourceChange[] {
  return (plan.resource_changes ?? []).filter((resource) => !["nothing", "read"].includes(kindOf(resource)));
}

/** Outputs that change, by name. */
export function changedOutputs(plan: PlanJson): [string, Change][] {
  return Object.entries(plan.output_changes ?? {}).filter(([, change]) => change.actions.join() !== "no-op");
}

/** Counts what is planned. */
export function count(plan: PlanJson): Counts {
  const counts = { destroy: 0, replace: 0, create: 0, update: 0, import: 0, move: 0, forget: 0, outputs: 0 };
  for (const resource of changedResources(plan)) {
    const kind = kindOf(resource);
    if (kind !== "read" && kind !== "nothing" && kind !== "import" && kind !== "move") counts[kind]++;
    if (resource.change.importing !== undefined) counts.import++;
    if (isMoved(resource)) counts.move++;
  }
  counts.outputs = changedOutputs(plan).length;
  return counts;
}

/** Something would change: also when only outputs, moves or, in a refresh-only plan, the state would. */
export function hasChanges(plan: PlanJson, refreshOnly: boolean): boolean {
  const drift = refreshOnly ? (plan.resource_drift ?? []).length : 0;
  return changedResources(plan).length + changedOutputs(plan).length + drift > 0;
}

/** The counts as both actions give them out. */
export function countOutputs(counts: Counts): Record<string, number> {
  return {
    "to-add": counts.create,
    "to-change": counts.update,
    "to-replace": counts.replace,
    "to-destroy": counts.destroy,
    "to-import": counts.import,
    "to-move": counts.move,
    "to-forget": counts.forget,
    "outputs-to-change": counts.outputs,
  };
}
