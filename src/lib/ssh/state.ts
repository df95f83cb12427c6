import { getState, saveState } from "@actions/core";

/** What `post` needs to clean up after a `main` that did not come to its end. */
export interface Leftover {
  readonly directory: string;
  readonly agentPid?: number;
}

const NAME = "ssh-identities";
const open = new Map<string, Leftover>();

/** Notes an identity for `post`. The runner keeps it only where it gave a state file: an action without `post` may have none. */
export function remember(leftover: Leftover): void {
  open.set(leftover.directory, leftover);
  save();
}

/** Takes a closed identity off the notes. */
export function forget(directory: string): void {
  open.delete(directory);
  save();
}

/** Identities that this process, or the `main` before this `post`, opened and did not close. */
export function leftovers(): Leftover[] {
  const saved = getState(NAME);
  const earlier = saved === "" ? [] : (JSON.parse(saved) as Leftover[]);
  return [...open.values(), ...earlier.filter(({ directory }) => !open.has(directory))];
}

function save(): void {
  const file = process.env.GITHUB_STATE;
  if (file === undefined || file === "") return;
  saveState(NAME, JSON.stringify([...open.values()]));
}
