import { createHmac } from "node:crypto";
import type { Secret } from "../secret/secret.ts";
import { canonical, marked, type Path, without } from "./canonical.ts";
import {
  type Change,
  changedOutputs,
  changedResources,
  isMoved,
  kindOf,
  nameOf,
  type PlanJson,
} from "./plan.ts";

/** What a plan is bound to. */
export interface Subject {
  /** Head commit of the pull request. */
  readonly head: string;
  /** Root module, from the repository's root. */
  readonly root: string;
  readonly workspace: string;
}

/**
 * One planned change without its values: they are there as keyed digests, so that a changed secret is a changed plan
 * and nobody without the key can guess one.
 */
export interface ChangeRecord {
  readonly address: string;
  readonly kind: string;
  /** Digest of what is changed: which object, and of an update the old values of what it changes. */
  readonly before: string;
  /** Digest of what it becomes, without what is known only after apply; of an update, of what it changes. */
  readonly after: string;
  /** Where the values lie that are known only after apply. */
  readonly unknown: readonly Path[];
  /** The object is replaced because an earlier apply left it broken. Not part of what is compared. */
  readonly tainted?: boolean;
}

/** Makes records of the same plan equal, and of other plans, keys, commits, root modules and workspaces different. */
export class Recorder {
  readonly #key: Secret;
  readonly #subject: Subject;

  constructor(key: Secret, subject: Subject) {
    this.#key = key;
    this.#subject = subject;
  }

  /**
   * The canonical changes of a plan, sorted by address. Left out: timestamps, what happens to nothing, reading of
   * data, reasons and marks of sensitivity, and drift, which shows in `before` where it matters. Of a refresh-only
   * plan, drift is the change.
   */
  records(plan: PlanJson, refreshOnly: boolean): ChangeRecord[] {
    const records: ChangeRecord[] = [];
    for (const resource of changedResources(plan)) {
      const address = nameOf(resource);
      const { importing } = resource.change;
      if (isMoved(resource)) records.push(this.#fact(address, "move", resource.previous_address));
      if (importing !== undefined) records.push(this.#fact(address, "import", importing));
      const kind = kindOf(resource);
      if (kind === "move" || kind === "import") continue;
      const tainted = resource.action_reason === "replace_because_tainted";
      const record = this.#record(address, kind, resource.change);
      records.push(tainted ? { ...record, tainted } : record);
    }
    for (const [name, change] of changedOutputs(plan)) {
      records.push(this.#record(`output.${name}`, "output", change));
    }
    if (refreshOnly) {
      for (const drift of plan.resource_drift ?? []) {
        records.push(this.#record(nameOf(drift), "refresh", drift.change));
      }
    }
    return records.sort((a, b) => compare(`${a.address} ${a.kind}`, `${b.address} ${b.kind}`));
  }

  /** Both digests, with other values taken for unknown than those of the plan itself. */
  tags(plan: PlanJson, record: ChangeRecord, unknown: readonly Path[]): { before: string; after: string } {
    const change = find(plan, record);
    if (change === undefined) throw new Error(`${record.address} is not in the plan`);
    return this.#tags(record, change, unknown);
  }

  /** Keyed digest of all records of a plan, in hexadecimal. */
  digest(records: readonly ChangeRecord[]): string {
    const compared = records.map(({ tainted, ...record }) => record);
    return this.#hmac({ what: "plan", records: compared }).digest("hex");
  }

  #record(address: string, kind: string, change: Change): ChangeRecord {
    const unknown = marked(change.after_unknown);
    return { address, kind, ...this.#tags({ address, kind }, change, unknown), unknown };
  }

  #tags({ address, kind }: { address: string; kind: string }, change: Change, unknown: readonly Path[]) {
    const { before, after } = substance(kind, change, unknown);
    return { before: this.#tag(address, "before", before), after: this.#tag(address, "after", after) };
  }

  #fact(address: string, kind: string, value: unknown): ChangeRecord {
    return { address, kind, before: this.#tag(address, kind, value), after: "", unknown: [] };
  }

  // 96 bits: a chance of one in 2^96 that another value has the same, and a third of the room in the comment.
  #tag(address: string, part: string, value: unknown): string {
    return this.#hmac({ what: part, address, value }).digest("base64url").slice(0, 16);
  }

  #hmac(data: object) {
    const text = canonical({ version: 1, ...this.#subject, ...data });
    return createHmac("sha256", this.#key.reveal()).update(text);
  }
}

/**
 * What of a change is compared. An update is what it changes: other attributes of the object, such as a time of last
 * use, may differ from one look to the next and are none of its business. What is destroyed is an object, known by its id.
 */
function substance(
  kind: string,
  change: Change,
  unknown: readonly Path[],
): { before: unknown; after: unknown } {
  const { before } = change;
  const after = without(change.after, unknown);
  if (kind === "output") return { before: null, after };
  if (kind === "destroy" || kind === "forget" || kind === "replace")
    return { before: identity(before), after };
  if (kind !== "update" || !isObject(before) || !isObject(after)) return { before, after };
  const open = new Set(unknown.filter((path) => path.length === 1).map(([key]) => key));
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !open.has(key) && canonical(before[key]) !== canonical(after[key]),
  );
  const pick = (object: Record<string, unknown>) => keys.map((key) => [key, object[key] ?? null]);
  return { before: { identity: identity(before), values: pick(before) }, after: pick(after) };
}

function identity(object: unknown): unknown {
  return isObject(object) && typeof object.id === "string" && object.id !== "" ? { id: object.id } : object;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function find(plan: PlanJson, record: ChangeRecord): Change | undefined {
  if (record.kind === "output") return plan.output_changes?.[record.address.slice("output.".length)];
  const list = record.kind === "refresh" ? plan.resource_drift : plan.resource_changes;
  return list?.find((resource) => nameOf(resource) === record.address)?.change;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
