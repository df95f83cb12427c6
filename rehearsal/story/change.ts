import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../src/lib/errors/errors.ts";
import type { Scene } from "./story.ts";

/** A change that a maintainer proposes. */
export interface Change {
  readonly pull: number;
  /** The line that the site must show once the change is merged. */
  readonly greeting: string;
}

/** What is proposed: a greeting on the page, and files that are added or replaced. */
export interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  readonly greeting: string;
  readonly files?: Readonly<Record<string, string>>;
  /** One more edit of a file that is there. */
  readonly replace?: { readonly path: string; readonly pattern: RegExp; readonly by: string };
}

const PAGE = "docker/www/pages/index.html";

/** Clones main, makes the change on a branch, pushes it over HTTP and opens the pull request, all as a maintainer would. */
export async function propose({ world, shell }: Scene, proposal: Proposal): Promise<Change> {
  const folder = join(world.folder, `change-${proposal.branch}`);
  const git = (...args: string[]) =>
    shell.run({
      program: "git",
      args: ["-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org", ...args],
      // The token goes by the environment: an argument is seen by every user of the machine.
      env: {
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "http.extraHeader",
        GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${world.github.token}`).toString("base64")}`,
        GIT_TERMINAL_PROMPT: "0",
      },
      limit: 60,
    });
  try {
    await git("clone", "--quiet", world.github.cloneUrl, folder);
    await git("-C", folder, "switch", "--quiet", "--create", proposal.branch);
    await edit(folder, { path: PAGE, pattern: /(?<=<p id="greeting">)[^<]*/, by: proposal.greeting });
    if (proposal.replace !== undefined) await edit(folder, proposal.replace);
    for (const [path, text] of Object.entries(proposal.files ?? {}))
      await writeFile(join(folder, path), text);
    await git("-C", folder, "add", "--all");
    await git("-C", folder, "commit", "--quiet", "--message", proposal.title);
    await git("-C", folder, "push", "--quiet", "origin", proposal.branch);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { title, body, branch } = proposal;
  const pull = await world.github.openPullRequest({ branch, title, body });
  return { pull: pull.number, greeting: proposal.greeting };
}

async function edit(folder: string, { path, pattern, by }: NonNullable<Proposal["replace"]>): Promise<void> {
  const file = join(folder, path);
  const text = await readFile(file, "utf8");
  const changed = text.replace(pattern, by);
  if (changed === text) throw new UserError(`${path} holds nothing like ${pattern} to change`);
  await writeFile(file, changed);
}
