import { code, fence, table } from "../lib/report/markdown.ts";
import type { Failure } from "../lib/swarm/diagnosis.ts";
import type { Watched } from "../lib/swarm/watch.ts";

/** How a deploy ended. Only the first two are green. */
export interface Outcome {
  readonly outcome: "converged" | "unchanged" | "rolled_back" | "failed";
  readonly stack: string;
  readonly watched: readonly Watched[];
  readonly failures: readonly Failure[];
  /** Services, configs and secrets that were removed because the stack no longer has them. */
  readonly pruned: readonly string[];
  /** Why it failed, one line for each cause. */
  readonly reason?: string;
  /** What became of a failed deploy, as the rest of a sentence. */
  readonly undone?: string;
}

/** The output `services`: one object for each service. */
export function servicesJson({ watched }: Outcome): string {
  const entries = watched.map(({ name, state, running, wanted, detail, seconds, service }) => [
    name,
    { image: imageOf(service), running, wanted, state, detail, seconds: Number(seconds.toFixed(1)) },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** The sections of the step summary, most important first. */
export function summarySections(outcome: Outcome): string[] {
  const { stack, watched, failures, pruned, reason } = outcome;
  const words = {
    converged: "every service runs as wanted",
    unchanged: "nothing changed, and every service runs",
    rolled_back: `it failed; ${outcome.undone ?? "it is rolled back"}`,
    failed: `it failed; ${outcome.undone ?? "it is left as it is"}`,
  };
  const good = outcome.outcome === "converged" || outcome.outcome === "unchanged";
  const rows = watched.map(({ name, service, running, wanted, state, detail, seconds }) => [
    code(name),
    code(shortImage(imageOf(service))),
    `${running}/${wanted}`,
    state === "converged" ? detail : `**${state}**: ${detail}`,
    seconds.toFixed(1),
  ]);
  return [
    `### ${good ? "✅" : "❌"} Stack ${code(stack)}: ${words[outcome.outcome]}`,
    ...(reason === undefined ? [] : [fence(reason)]),
    ...(rows.length === 0 ? [] : [table(["service", "image", "replicas", "state", "seconds"], rows)]),
    ...failures.map((failure) => fence(failureLines([failure]).join("\n"))),
    ...(pruned.length === 0 ? [] : [`Removed: ${pruned.map(code).join(", ")}`]),
  ];
}

/** Failures as lines for the log: what ended where and how, its health checks, its last words. */
export function failureLines(failures: readonly Failure[]): string[] {
  return failures.flatMap(({ task, node, state, error, exitCode, cause, health, log }) => [
    `${task} on ${node}: ${state}${exitCode === undefined ? "" : `, exit code ${exitCode}`}: ${error}`,
    ...(cause === undefined ? [] : [`  usual cause: ${cause}`]),
    ...health.map((line) => `  health check: ${line}`),
    ...(log.length === 0 ? ["  it wrote nothing to its log"] : log.map((line) => `  log: ${line}`)),
  ]);
}

/** `elm/www@sha256:0123456789ab`: without the registry, digests cut to what a person compares. */
function shortImage(image: string): string {
  const path = image.split("/");
  const first = path[0] ?? "";
  const local = path.length > 1 && /[.:]/.test(first) ? path.slice(1).join("/") : image;
  return local.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, "@sha256:$1");
}

function imageOf(service: Watched["service"]): string {
  return service.Spec.TaskTemplate.ContainerSpec?.Image ?? "";
}
