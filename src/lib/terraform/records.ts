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
  /** Digest of what is there before. */
  readonly before: string;
  /** Digest of what will be there, without what is known only after apply. */
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

  /** Digest of `after` with other places left out than its own. */
  after(plan: PlanJson, record: ChangeRecord, unknown: readonly Path[]): string {
    const change = find(plan, record);
    return change === undefined ? "" : this.#tag(record.address, "after", without(change.after, unknown));
  }

  /** Keyed digest of all records of a plan, in hexadecimal. */
  digest(records: readonly ChangeRecord[]): string {
    const compared = records.map(({ tainted, ...record }) => record);
    return this.#hmac({ what: "plan", records: compared }).digest("hex");
  }

  #record(address: string, kind: string, change: Change): ChangeRecord {
    const unknown = marked(change.after_unknown);
    return {
      address,
      kind,
      before: this.#tag(address, "before", change.before ?? null),
      after: this.#tag(address, "after", without(change.after, unknown)),
      unknown,
    };
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

function find(plan: PlanJson, record: ChangeRecord): Change | undefined {
  if (record.kind === "output") return plan.output_changes?.[record.address.slice("output.".length)];
  const list = record.kind === "refresh" ? plan.resource_drift : plan.resource_changes;
  return list?.find((resource) => nameOf(resource) === record.address)?.change;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
