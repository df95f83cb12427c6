import { UserError } from "../lib/errors/errors.ts";

/** What depends on what, by name. */
export type Parents = ReadonlyMap<string, readonly string[]>;

/**
 * Names in an order in which parents come before children.
 *
 * @param wanted the names asked for; all when empty. Their parents are added.
 * @throws UserError for an unknown name, or for images that build on each other in a circle
 */
export function order(parents: Parents, wanted: readonly string[]): string[] {
  const unknown = wanted.filter((name) => !parents.has(name));
  if (unknown.length > 0) {
    throw new UserError(
      `images names ${unknown.join(", ")}, and there is only ${[...parents.keys()].join(", ")}`,
    );
  }
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name)) return;
    const at = path.indexOf(name);
    if (at !== -1) {
      throw new UserError(`images build on each other in a circle: ${[...path.slice(at), name].join(" → ")}`);
    }
    for (const parent of parents.get(name) ?? []) visit(parent, [...path, name]);
    done.add(name);
  };
  for (const name of wanted.length > 0 ? wanted : parents.keys()) visit(name, []);
  return [...done];
}

/** The parent of something failed, so it was not tried. */
class ParentFailed extends UserError {
  constructor(parent: string) {
    super(`not tried, because ${parent}, which it builds on, failed`);
  }
}

/**
 * Runs `work` for each name, parents first, at most `limit` at once. A failure does not stop what does not depend on it.
 *
 * @param names in an order as `order` gives it
 */
export async function inOrder<T>(
  { names, parents, limit }: { names: readonly string[]; parents: Parents; limit: number },
  work: (name: string) => Promise<T>,
): Promise<Map<string, PromiseSettledResult<T>>> {
  const running = new Map<string, Promise<T>>();
  const enter = turnstile(limit);
  for (const name of names) {
    const before = (parents.get(name) ?? []).map(async (parent) => {
      await running.get(parent)?.catch(() => {
        throw new ParentFailed(parent);
      });
    });
    running.set(
      name,
      Promise.all(before).then(() => enter(() => work(name))),
    );
  }
  const results = await Promise.allSettled(running.values());
  return new Map(names.map((name, index) => [name, results[index] as PromiseSettledResult<T>]));
}

function turnstile(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inside--;
      else next();
    }
  };
}
