import { UserError } from "../../src/lib/errors/errors.ts";
import { type Change, propose } from "./change.ts";
import { followRuns } from "./runs.ts";
import type { Scene } from "./story.ts";

/** The base image is baked by its workflow, started by hand as a maintainer does for the first one. */
export async function bakeBaseImage(scene: Scene): Promise<void> {
  const run = await scene.world.github.dispatch("base-image.yml");
  await followRuns(scene, [run.id], 15 * 60);
}

const FLEET = `# The fleet's size. Scaling is a change of one number here.
managers = 1
workers  = 2
`;

/** A maintainer opens a pull request with a real change; its plan appears as comments. */
export async function openChange(scene: Scene): Promise<Change> {
  const change = await propose(scene, {
    branch: "welcome",
    title: "Welcome visitors, on a fleet of three",
    body: "A new greeting, and the first nodes: one manager and two workers.",
    greeting: "A delightful language, served by a swarm",
    files: { "terraform/fleet.auto.tfvars": FLEET },
  });
  await plan(scene, change);
  return change;
}

async function plan(scene: Scene, change: Change): Promise<void> {
  const { github } = scene.world;
  const { headSha } = github.pullRequest(change.pull).pull;
  await followRuns(scene, headSha, 10 * 60);
  const comments = github.comments(change.pull);
  for (const word of ["to add", "www"]) {
    if (comments.some(({ body }) => body.includes(word))) continue;
    throw new UserError(
      `no comment on pull request #${change.pull} says "${word}"; it has ${comments.length} comments`,
    );
  }
  scene.steps.note(
    `${comments.length} comments: ${github.cloneUrl.replace(/\.git$/, "")}/pull/${change.pull}`,
  );
}

/** The maintainer merges it; the deploy runs to its end. */
export async function mergeChange(scene: Scene, change: Change): Promise<void> {
  const sha = await scene.world.github.mergePullRequest(change.pull);
  await followRuns(scene, sha, 20 * 60);
}

/** A maintainer runs a playbook from the page. */
export async function runPlaybook(scene: Scene, playbook: string): Promise<void> {
  const run = await scene.world.github.dispatch("playbook.yml", { playbook, check: "false" });
  await followRuns(scene, [run.id], 5 * 60);
}
