/** A commit as git has it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { name: string; email: string; date: string };
  readonly committer: { name: string; email: string; date: string };
  readonly message: string;
}

/** A file that a change touches. */
export interface FileChange {
  readonly path: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly previous?: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string;
}

/** Format of `git log` that `readCommit` reads. */
export const FORMAT = "%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cn%x1f%ce%x1f%cI%x1f%B%x1e";

/** A record of `git log` in our format. */
export function readCommit(record: string): Commit {
  const [
    sha = "",
    tree = "",
    parents = "",
    an = "",
    ae = "",
    ad = "",
    cn = "",
    ce = "",
    cd = "",
    message = "",
  ] = record.split("\x1f");
  return {
    sha,
    tree,
    parents: parents.split(" ").filter(Boolean),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: message.trimEnd(),
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The part of a patch that is about one file. */
export function readFileChange(patch: string): FileChange {
  const [, from = "", to = ""] = /^diff --git a\/(.+) b\/(.+)$/m.exec(patch) ?? [];
  const hunks = patch.slice(Math.max(0, patch.search(/^@@ /m)));
  const body = patch.includes("\n@@ ") ? hunks : "";
  const count = (sign: string) => body.split("\n").filter((line) => line.startsWith(sign)).length;
  const status = /^new file/m.test(patch)
    ? "added"
    : /^deleted file/m.test(patch)
      ? "removed"
      : /^rename from/m.test(patch)
        ? "renamed"
        : "modified";
  const previous = status === "renamed" ? { previous: from } : {};
  return {
    path: to,
    status,
    ...previous,
    additions: count("+"),
    deletions: count("-"),
    patch: body.trimEnd(),
  };
}
