import { type Binding, sameDigest } from "./binding.ts";
import type { PlanJson } from "./plan.ts";
import type { ChangeRecord, Recorder } from "./records.ts";

/** A change that was reviewed one way and is planned another way now. */
export interface Difference {
  readonly address: string;
  /** What was reviewed; `undefined` when nothing was, or when that is not known any more. */
  readonly reviewed?: string;
  /** What is planned now; `undefined` when nothing is left to do. */
  readonly now?: string;
}

/** How a plan stands to the one that was reviewed. */
export interface Comparison {
  /**
   * `part`: everything that is left to do was reviewed; the rest is done already, by an earlier apply. `outputs`: so
   * with every resource, and only outputs have other values than at review.
   */
  readonly verdict: "same" | "part" | "outputs" | "different";
  readonly differences: readonly Difference[];
}

/**
 * Compares the plan of now with the one that was reviewed.
 *
 * What was known only after apply at review may be known now: that is how a plan looks after an apply that failed
 * half way. So may a part be done already. An object that the failed apply left broken (tainted) may be replaced
 * where its creation was reviewed; the second half of a replacement may be left. An output does nothing by itself, and
 * follows what is only looked up (a newer base image, say): where nothing but outputs differs, that passes. Nothing
 * else does.
 */
export function comparePlans(
  binding: Binding,
  plan: PlanJson,
  recorder: Recorder,
  now: readonly ChangeRecord[],
): Comparison {
  if (sameDigest(binding.digest, recorder.digest(now))) return { verdict: "same", differences: [] };
  if (binding.records === undefined) return { verdict: "different", differences: [] };
  const reviewed = group(binding.records);
  const differences: Difference[] = [];
  for (const record of now) {
    const candidates = reviewed.get(record.address) ?? [];
    const allowed = candidates.some((candidate) => allows(candidate, record, { plan, recorder }));
    if (!allowed) differences.push(difference(candidates, record));
  }
  const planned = new Set(now.map(({ address }) => address));
  const gone = binding.records.filter(({ address }) => !planned.has(address));
  if (differences.length === 0) return { verdict: "part", differences: gone.map(undone) };
  if (differences.every(({ address }) => isOutput(address))) return { verdict: "outputs", differences };
  return { verdict: "different", differences: [...differences, ...gone.map(undone)] };
}

/** The reviewed change covers what is planned now. */
function allows(
  reviewed: ChangeRecord,
  now: ChangeRecord,
  by: { plan: PlanJson; recorder: Recorder },
): boolean {
  if (reviewed.kind === now.kind && isFact(now)) return reviewed.before === now.before;
  if (isFact(reviewed) || isFact(now)) return false;
  const tags = by.recorder.tags(by.plan, now, reviewed.unknown);
  const [sameBefore, sameAfter] = [tags.before === reviewed.before, tags.after === reviewed.after];
  if (now.kind === "replace" && now.tainted === true) {
    return sameAfter && (reviewed.kind === "create" || reviewed.kind === "replace");
  }
  if (reviewed.kind === now.kind) return sameBefore && sameAfter;
  return reviewed.kind === "replace" && now.kind === "create" && sameAfter;
}

/** A move or an import: it has no values of its own. */
function isFact({ kind }: ChangeRecord): boolean {
  return kind === "move" || kind === "import";
}

function isOutput(address: string): boolean {
  return address.startsWith("output.");
}

function difference(reviewed: readonly ChangeRecord[], now: ChangeRecord): Difference {
  const before = reviewed.find(({ kind }) => kind === now.kind) ?? reviewed[0];
  if (before === undefined) return { address: now.address, now: now.kind };
  const other = before.kind === now.kind ? `${now.kind}, with other values` : now.kind;
  return { address: now.address, reviewed: before.kind, now: other };
}

function undone({ address, kind }: ChangeRecord): Difference {
  return { address, reviewed: kind };
}

function group(records: readonly ChangeRecord[]): Map<string, ChangeRecord[]> {
  const groups = new Map<string, ChangeRecord[]>();
  for (const record of records) groups.set(record.address, [...(groups.get(record.address) ?? []), record]);
  return groups;
}
