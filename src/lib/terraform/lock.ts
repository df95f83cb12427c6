import type { Diagnostic } from "./diagnostics.ts";
import type { TerraformSettings } from "./settings.ts";

/** Who holds the lock of a state. */
export interface Lock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: string;
}

/**
 * Reads who holds the lock out of the diagnostic. Terraform gives it only as text: the fields of `LockInfo.String()`
 * in its `internal/states/statemgr/locker.go`.
 */
export function readLock(diagnostic: Diagnostic): Lock | undefined {
  if (!/acquiring the state lock/i.test(diagnostic.summary)) return undefined;
  const field = (name: string) =>
    new RegExp(`^\\s*${name}:[ \\t]*(\\S.*?)\\s*$`, "m").exec(diagnostic.detail)?.[1];
  const id = field("ID");
  if (id === undefined) return undefined;
  return {
    id,
    who: field("Who") ?? "someone unknown",
    operation:
      field("Operation")
        ?.replace(/^OperationType/, "")
        .toLowerCase() ?? "unknown",
    created: field("Created") ?? "an unknown time",
  };
}

/** Who holds the lock, since when, and how to free it. */
export function explainLock(
  lock: Lock,
  settings: Pick<TerraformSettings, "program" | "directory" | "workspace" | "lockTimeout">,
): string {
  const since = lock.created.replace(/(\d\d:\d\d:\d\d)\.\d+/, "$1");
  const select = settings.workspace === "default" ? "" : `TF_WORKSPACE=${settings.workspace} `;
  return [
    `the state of ${settings.directory} (workspace ${settings.workspace}) is locked by ${lock.who} since ${since}`,
    `(${lock.operation}, lock id ${lock.id}); waited ${settings.lockTimeout} s for it.`,
    "If a run is still working, wait for it and run this job again. If that run is dead, free the lock after `init`:",
    `${select}${settings.program} -chdir=${settings.directory} force-unlock ${lock.id}`,
  ].join(" ");
}
