/** What is known of an ended task. */
export interface Facts {
  readonly state: string;
  readonly error: string;
  readonly exitCode: number | undefined;
  readonly health: readonly string[];
  readonly outOfMemory: boolean;
}

type Rule = readonly [matches: (facts: Facts) => boolean, cause: string];

const says = (pattern: RegExp) => (facts: Facts) => pattern.test(facts.error);
const exits =
  (...codes: number[]) =>
  (facts: Facts) =>
    facts.exitCode !== undefined && codes.includes(facts.exitCode);

/** Most telling first. The texts are those of engines 20.10 to 28. */
const rules: readonly Rule[] = [
  [
    says(/no basic auth|unauthorized|authentication required|denied/i),
    "the registry refuses this node: check registry, registry-username and registry-password",
  ],
  [
    says(/No such image|manifest unknown|not found: manifest|pull access denied|repository does not exist/i),
    "the image cannot be pulled: it is not in the registry under this name, or the node cannot reach or may not read the registry",
  ],
  [says(/x509|certificate/i), "the node does not trust the registry's certificate"],
  [says(/no suitable node/i), "no node can run it: see its constraints, reservations and host ports"],
  [says(/port is already allocated|address already in use|host-mode port/i), "its port is taken on the node"],
  [
    // A task that is stopped for being unhealthy and ends in order is "complete" with exit code 0.
    (facts) => /unhealthy/i.test(facts.error) || (facts.health.length > 0 && facts.state === "complete"),
    "its health check fails: see its output, and start_period if it only needs longer to start",
  ],
  [
    says(
      /executable file not found|no such file or directory.*exec|exec format error|permission denied.*exec|exec:.*permission denied/i,
    ),
    "the command does not exist in the image, is not executable, or is for another architecture",
  ],
  [
    says(/bind source path does not exist|invalid mount|error while mounting|failed to mount/i),
    "a mount does not exist on the node",
  ],
  [
    says(/secret .*not found|config .*not found|secret reference|config reference/i),
    "a secret or config it uses does not exist",
  ],
  [says(/no space left/i), "the node's disk is full"],
  [(facts) => facts.outOfMemory, "it used more memory than its limit and was killed"],
  [exits(137), "it was killed: most often it used more memory than its limit, or did not stop in time"],
  [exits(139), "it crashed (segmentation fault)"],
  [exits(126, 127), "its command cannot be run: not found, or not executable"],
  [
    exits(0),
    "its process ends by itself with success (it has to stay in the foreground; a task that is to end wants restart_policy none or a job), or its health check failed and it stopped in order",
  ],
  [(facts) => (facts.exitCode ?? 0) > 0, "its process ends with an error of its own: see its log"],
];

/** The usual cause of such an end, as one line for a person; `undefined` when nothing known matches. */
export function usualCause(facts: Facts): string | undefined {
  return rules.find(([matches]) => matches(facts))?.[1];
}
