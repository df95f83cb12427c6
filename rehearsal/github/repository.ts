import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shell } from "../../src/lib/shell/command.ts";
import { type Commit, type FileChange, FORMAT, readCommit, readFileChange } from "./git-output.ts";

export type { Commit, FileChange } from "./git-output.ts";

/** A bare git repository, driven with git itself. */
export class Repository {
  readonly path: string;
  readonly #shell: Shell;

  constructor(shell: Shell, path: string) {
    this.#shell = shell;
    this.path = path;
  }

  /** Runs git in the repository and gives its output; `accept` lists exit codes that are answers. */
  async git(args: readonly string[], options: { accept?: number[]; cwd?: string; input?: string } = {}) {
    const env = {
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "GitHub",
      GIT_AUTHOR_EMAIL: "noreply@github.com",
      GIT_COMMITTER_NAME: "GitHub",
      GIT_COMMITTER_EMAIL: "noreply@github.com",
    };
    return this.#shell.run({ program: "git", cwd: this.path, env, limit: 120, ...options, args });
  }

  async #text(args: readonly string[]): Promise<string> {
    return (await this.git(args)).stdout.trimEnd();
  }

  /** The commit of a branch, tag or sha; undefined when there is none. */
  async resolve(ref: string): Promise<string | undefined> {
    if (ref.startsWith("-")) return undefined;
    const result = await this.git(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], {
      accept: [0, 1, 128],
    });
    return result.exitCode === 0 ? result.stdout.trim() : undefined;
  }

  /** All refs below a prefix, with their commits. */
  async refs(prefix: string): Promise<Map<string, string>> {
    const text = await this.#text(["for-each-ref", "--format=%(refname) %(objectname)", prefix]);
    return new Map(
      text
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split(" ") as [string, string]),
    );
  }

  async setRef(ref: string, sha: string): Promise<void> {
    await this.git(["update-ref", ref, sha]);
  }

  async deleteRef(ref: string): Promise<void> {
    await this.git(["update-ref", "-d", ref]);
  }

  /** Merges two commits without touching a branch; null when they conflict. */
  async merge(base: string, head: string, message: string): Promise<string | null> {
    const tree = await this.#mergedTree(base, head);
    return tree === null ? null : this.#text(["commit-tree", tree, "-p", base, "-p", head, "-m", message]);
  }

  /** All changes of `head` as one commit on `base`; null when they conflict. */
  async squash(base: string, head: string, message: string): Promise<string | null> {
    const tree = await this.#mergedTree(base, head);
    return tree === null ? null : this.#text(["commit-tree", tree, "-p", base, "-m", message]);
  }

  /** The commits of `head` one by one on `base`; null when they conflict. */
  async rebase(base: string, head: string): Promise<string | null> {
    const folder = await mkdtemp(join(tmpdir(), "elm-rebase-"));
    try {
      await this.git(["worktree", "add", "--quiet", "--detach", folder, head]);
      const result = await this.git(["rebase", "--quiet", base], { cwd: folder, accept: [0, 1] });
      if (result.exitCode !== 0) return null;
      return (await this.git(["rev-parse", "HEAD"], { cwd: folder })).stdout.trim();
    } finally {
      await this.git(["worktree", "remove", "--force", folder], { accept: [0, 128] });
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #mergedTree(base: string, head: string): Promise<string | null> {
    const result = await this.git(["merge-tree", "--write-tree", base, head], { accept: [0, 1] });
    return result.exitCode === 0 ? (result.stdout.split("\n")[0] ?? null) : null;
  }

  /** Commits, newest first, of a range such as `a..b` or of one commit. */
  async commits(range: string, limit = 250): Promise<Commit[]> {
    const text = await this.#text(["log", `--format=${FORMAT}`, "-n", String(limit), range, "--"]);
    return text
      .split("\x1e")
      .map((record) => record.trim())
      .filter(Boolean)
      .map(readCommit);
  }

  async commit(sha: string): Promise<Commit> {
    const [commit] = await this.commits(sha, 1);
    if (commit === undefined) throw new Error(`no commit ${sha}`);
    return commit;
  }

  /** What `head` changes since it left `base`, as a patch. */
  diff(base: string, head: string): Promise<string> {
    return this.#text(["diff", "--no-color", "--find-renames", `${base}...${head}`]);
  }

  /** The files that `head` changes since it left `base`. */
  async files(base: string, head: string): Promise<FileChange[]> {
    const patch = await this.diff(base, head);
    return patch
      .split(/^(?=diff --git )/m)
      .filter(Boolean)
      .map(readFileChange);
  }

  /** The text of a file at a commit; undefined when there is no such file. */
  async file(sha: string, path: string): Promise<string | undefined> {
    const result = await this.git(["cat-file", "blob", `${sha}:${path}`], { accept: [0, 128] });
    return result.exitCode === 0 ? result.stdout : undefined;
  }

  /** The entries of a folder at a commit: name, kind and object. */
  async folder(sha: string, path: string): Promise<{ name: string; kind: string; sha: string }[]> {
    const at = path === "" ? sha : `${sha}:${path}`;
    const result = await this.git(["ls-tree", at], { accept: [0, 128] });
    return result.stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => {
        const [, kind = "", object = "", name = ""] = /^\d+ (\w+) (\w+)\t(.+)$/.exec(line) ?? [];
        return { name, kind, sha: object };
      });
  }
}
