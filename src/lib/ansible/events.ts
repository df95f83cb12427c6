/** What one task did on one host. Written by playbooks/callback_plugins/elm_infra_events.py. */
export interface TaskEvent {
  readonly event: "task";
  readonly host: string;
  /** The host the task was delegated to, or "". */
  readonly via: string;
  readonly play: string;
  readonly task: string;
  readonly action: string;
  readonly status: "ok" | "changed" | "skipped" | "failed" | "unreachable";
  /** A failure that the playbook expects. */
  readonly ignored: boolean;
  readonly message: string;
  readonly warnings: readonly string[];
  readonly diff: readonly Diff[];
}

/** A difference: text before and after, or one that the module made itself. */
export type Diff =
  | { readonly header: string; readonly before: string; readonly after: string }
  | { readonly prepared: string };

/** Counts of tasks on one host. */
export interface HostCounts {
  readonly ok: number;
  readonly changed: number;
  readonly failed: number;
  readonly unreachable: number;
  readonly skipped: number;
}

/** Everything a run of a playbook told. */
export interface Run {
  readonly tasks: readonly TaskEvent[];
  readonly hosts: Readonly<Record<string, HostCounts>>;
  /** What the playbook gave by `set_stats` under the name `result`. */
  readonly result: unknown;
  /** False when it stopped before its end, without counts. */
  readonly complete: boolean;
}

type Line =
  | TaskEvent
  | { event: "play"; name: string }
  | { event: "stats"; hosts: Record<string, Record<string, number>>; result: unknown };

/**
 * Reads the lines that the callback plugin wrote. A last line that a kill cut off is dropped; without the closing
 * counts they are made from the tasks.
 */
export function readEvents(text: string): Run {
  const lines = text.split("\n").flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
  const tasks = lines.filter((line) => line.event === "task");
  const stats = lines.find((line) => line.event === "stats");
  const hosts = stats === undefined ? countTasks(tasks) : readCounts(stats.hosts);
  return { tasks, hosts, result: stats?.result ?? null, complete: stats !== undefined };
}

/** Failures that nobody expects, in the order in which they happened. */
export function failuresOf(run: Run): TaskEvent[] {
  return run.tasks.filter(
    ({ status, ignored }) => (status === "failed" || status === "unreachable") && !ignored,
  );
}

function readCounts(hosts: Record<string, Record<string, number>>): Record<string, HostCounts> {
  const counts = Object.entries(hosts).map(([name, count]) => [
    name,
    {
      ok: count.ok ?? 0,
      changed: count.changed ?? 0,
      failed: count.failures ?? 0,
      unreachable: count.unreachable ?? 0,
      skipped: count.skipped ?? 0,
    },
  ]);
  return Object.fromEntries(counts);
}

function countTasks(tasks: readonly TaskEvent[]): Record<string, HostCounts> {
  const counts: Record<string, Record<keyof HostCounts, number>> = {};
  for (const { host, status } of tasks) {
    counts[host] ??= { ok: 0, changed: 0, failed: 0, unreachable: 0, skipped: 0 };
    counts[host][status] += 1;
    // Ansible counts a changed task among the ok ones.
    if (status === "changed") counts[host].ok += 1;
  }
  return counts;
}
