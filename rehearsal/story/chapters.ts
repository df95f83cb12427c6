import { UserError } from "../../src/lib/errors/errors.ts";
import { findDroplet } from "../world/droplets.ts";
import { type Change, propose } from "./change.ts";
import { siteServes } from "./proof.ts";
import { endOfRuns, errors, followRuns } from "./runs.ts";
import type { Scene } from "./story.ts";
import { type Visits, visitDuring } from "./visitors.ts";

// Seconds for whole workflow runs, on a machine that is busy with other things as well.
const BAKE_LIMIT = 15 * 60;
const PLAN_LIMIT = 10 * 60;
const DEPLOY_LIMIT = 20 * 60;

/** The base image is baked by its workflow, started by hand as a maintainer does for the first one. */
export async function bakeBaseImage(scene: Scene): Promise<void> {
  const run = await scene.world.github.dispatch("base-image.yml");
  await followRuns(scene, [run.id], BAKE_LIMIT);
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
  await followRuns(scene, headSha, PLAN_LIMIT);
  const comments = github.comments(change.pull);
  for (const word of ['digitalocean_droplet.node["elm-manager-1"]', "`www`"]) {
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
  await followRuns(scene, sha, DEPLOY_LIMIT);
}

/** A maintainer runs a playbook from the page. */
export async function runPlaybook(scene: Scene, playbook: string): Promise<void> {
  const run = await scene.world.github.dispatch("playbook.yml", { playbook, check: "false" });
  await followRuns(scene, [run.id], 5 * 60);
}

/** A second change rolls out while visitors ask all the time: none of them notices. */
export async function rollOut(scene: Scene): Promise<Change> {
  const change = await propose(scene, {
    branch: "second-greeting",
    title: "Greet in fewer words",
    body: "Only the page changes: the plan of the fleet is empty.",
    greeting: "A delightful language, still",
  });
  await followRuns(scene, scene.world.github.pullRequest(change.pull).pull.headSha, PLAN_LIMIT);
  const { address } = await findDroplet(scene.world.cloud, "elm-manager-1");
  const { visits } = await visitDuring(address, async () => {
    await mergeChange(scene, change);
    await siteServes(scene, change);
  });
  tellVisits(scene, visits);
  return change;
}

/** A change that passes review and does not work: it is put back, the job is red and says why, the site goes on. */
export async function breakAndRecover(scene: Scene, before: Change): Promise<void> {
  const { github, cloud } = scene.world;
  const change = await propose(scene, {
    branch: "broken",
    title: "Serve another port",
    body: "Looks harmless.",
    greeting: "Nobody will ever read this",
    replace: {
      path: "docker/www/lighttpd.conf",
      pattern: /^server\.port = 8080$/m,
      by: "server.port = 8088",
    },
  });
  await followRuns(scene, github.pullRequest(change.pull).pull.headSha, PLAN_LIMIT);
  const { address } = await findDroplet(cloud, "elm-manager-1");
  const { visits, result: runs } = await visitDuring(address, async () => {
    const sha = await github.mergePullRequest(change.pull);
    return endOfRuns(scene, sha, DEPLOY_LIMIT);
  });
  tellVisits(scene, visits);
  const deploy = runs.find((run) => run.name === "deploy");
  if (deploy?.conclusion !== "failure") {
    throw new UserError(
      `the broken change ended in ${deploy?.conclusion ?? "nothing"}; its deploy must be red`,
    );
  }
  scene.steps.note(`the job is red: ${errors(deploy).trim().split("\n")[0]}`);
  await siteServes(scene, before);
}

function tellVisits({ steps }: Scene, { asked, failures }: Visits): void {
  steps.note(`${asked} requests, ${failures.length} failed`);
  if (failures.length > 0) throw new UserError(`visitors noticed:\n${failures.slice(0, 10).join("\n")}`);
}
