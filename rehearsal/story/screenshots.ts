import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDroplet } from "../world/droplets.ts";
import { SITE_HOST } from "../world/settings.ts";
import type { Change } from "./change.ts";
import type { Scene } from "./story.ts";

// Without these, Chromium asks its maker's servers at every start and waits for them.
const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
];

/** What a person would look at, as PNG files: the pull request, its runs, the site. */
export async function takeScreenshots(scene: Scene, change: Change, folder: string): Promise<void> {
  const { github, cloud } = scene.world;
  const repository = github.cloneUrl.replace(/\.git$/, "");
  const last = (workflow: string) => github.runs().findLast((run) => run.name === workflow)?.id;
  await mkdir(folder, { recursive: true });
  await shoot(scene, join(folder, "repository.png"), { url: `${github.url}/`, height: 1100 });
  await shoot(scene, join(folder, "pull-request.png"), {
    url: `${repository}/pull/${change.pull}`,
    height: 4200,
  });
  await shoot(scene, join(folder, "deploy.png"), {
    url: `${repository}/actions/runs/${last("deploy")}`,
    height: 2600,
  });
  await shoot(scene, join(folder, "playbook.png"), {
    url: `${repository}/actions/runs/${last("playbook")}`,
    height: 1600,
  });
  const { address } = await findDroplet(cloud, "elm-manager-1");
  await shoot(scene, join(folder, "site.png"), { url: `http://${SITE_HOST}/`, height: 800, address });
  scene.steps.note(`screenshots in ${folder}`);
}

async function shoot(
  { shell }: Scene,
  file: string,
  page: { url: string; height: number; address?: string },
): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const resolve =
    page.address === undefined ? [] : [`--host-resolver-rules=MAP ${SITE_HOST} ${page.address}`];
  try {
    await shell.run({
      program: "chromium",
      args: [
        ...QUIET,
        ...resolve,
        `--user-data-dir=${profile}`,
        `--window-size=1280,${page.height}`,
        `--screenshot=${file}`,
        page.url,
      ],
      limit: 60,
      grace: 5,
    });
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}
