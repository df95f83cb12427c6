import { failuresOf, type Run, type TaskEvent } from "../lib/ansible/events.ts";
import { UserError } from "../lib/errors/errors.ts";
import type { Fleet } from "../lib/fleet/fleet.ts";
import { explainFailure } from "../lib/ssh/failure.ts";
import { place } from "./report.ts";

/**
 * One error for everything that failed: host, task and message of each.
 *
 * @returns `undefined` when nothing failed that the playbook told about
 */
export function failureOf(run: Run, name: string, fleet: Fleet): UserError | undefined {
  const failures = failuresOf(run);
  if (failures.length === 0) return undefined;
  const hosts = new Set(failures.map(({ host }) => host)).size;
  const lines = failures.map((task) => `- ${place(task)}, task "${task.task}": ${reason(task, fleet)}`);
  const rest = "Playbooks are idempotent: repair it and run the same again.";
  return new UserError(
    `playbook ${name} failed on ${hosts} host${hosts === 1 ? "" : "s"}:\n${lines.join("\n")}\n${rest}`,
  );
}

/** Ansible wraps what ssh says in its own words; ssh's matter, and what to do about them. */
function reason(task: TaskEvent, fleet: Fleet): string {
  const fromSsh = task.status === "unreachable" || /over ssh:|via ssh:|UNREACHABLE/i.test(task.message);
  if (!fromSsh) return task.message;
  const node = fleet.nodes[task.via] ?? fleet.nodes[task.host];
  const host = node?.address ?? task.host;
  return explainFailure({ user: fleet.user, host, port: 22 }, task.message).message;
}
