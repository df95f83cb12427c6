import { error as annotate, debug, setFailed } from "@actions/core";
import { Cancelled, explain, UserError } from "../errors/errors.ts";
import { show } from "../report/log.ts";
import { CommandFailed, type Shell } from "../shell/command.ts";
import { createShell } from "../shell/shell.ts";

/** The outside, as an action sees it. */
export interface Edges {
  readonly shell: Shell;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
}

/** What `src/<action>/index.ts` exports. */
export interface Action {
  /** The action's step. */
  main(edges: Edges): Promise<void>;
  /** Runs at the end of the job, also after a failure; only where something must be cleaned up. */
  post?(edges: Edges): Promise<void>;
}

/**
 * Runs one phase of an action: forwards cancellation, turns what is thrown into one clear error, and sets the exit
 * code. The only place that catches.
 *
 * A runner that cancels sends SIGINT, SIGTERM 7.5 s later and kills after 2.5 s more
 * (https://docs.github.com/actions/reference/workflow-cancellation-reference).
 */
export async function runAction(phase: (edges: Edges) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  process.on("SIGINT", cancel);
  process.on("SIGTERM", cancel);
  const shell = createShell(controller.signal, show);
  try {
    await phase({ shell, signal: controller.signal });
  } catch (error) {
    fail(error);
  } finally {
    process.off("SIGINT", cancel);
    process.off("SIGTERM", cancel);
  }
}

function fail(error: unknown): void {
  setFailed(explain(error));
  const expected = error instanceof UserError || error instanceof CommandFailed || error instanceof Cancelled;
  if (!(error instanceof Error)) return;
  if (expected) debug(error.stack ?? "");
  else annotate(`This is a bug, please report it with these lines:\n${error.stack}`);
}
