import { info } from "@actions/core";

/**
 * Writes foreign text to the log: what a tool, a container or a machine says. The runner reads commands out of the log
 * (`::set-output …::` at a line's start, `##[set-output …]` anywhere in it), so a line of a web server's log could set
 * this step's outputs, or the state that `post` cleans up by
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function show(text: string): void {
  info(harmless(text));
}

/** Text in which the runner finds no command, still readable. */
export function harmless(text: string): string {
  return text.replaceAll(/^((?:[^\S\r\n]|\u0085)*)::/gm, "$1: :").replaceAll("##[", "## [");
}
