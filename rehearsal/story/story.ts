import type { Shell } from "../../src/lib/shell/command.ts";
import type { World } from "../world/world.ts";
import { bakeBaseImage, breakAndRecover, mergeChange, openChange, rollOut, runPlaybook } from "./chapters.ts";
import { answersAreValid, secretsAreUnseen, siteServes, swarmHasNodes } from "./proof.ts";
import { takeScreenshots } from "./screenshots.ts";
import type { Steps } from "./steps.ts";

/** What the chapters of the story share. */
export interface Scene {
  readonly world: World;
  readonly steps: Steps;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly detail: (line: string) => void;
  /** Folder for screenshots of what a person would look at; none are taken without it. */
  readonly screenshots?: string;
}

/**
 * The main job: a change travels from a pull request to a serving swarm.
 *
 * @throws UserError at the first thing that is not as it must be
 */
export async function tellStory(scene: Scene): Promise<void> {
  const { steps } = scene;
  await steps.step("Packer bakes the base image", () => bakeBaseImage(scene));
  const change = await steps.step("A pull request shows what would change", () => openChange(scene));
  await steps.step("The merge is deployed", () => mergeChange(scene, change));
  await steps.step("The site serves what was merged", () => siteServes(scene, change));
  steps.note(`first page after ${steps.elapsed().toFixed(0)} s`);
  await steps.step("The swarm has the nodes of the plan", () => swarmHasNodes(scene));
  await steps.step("A playbook runs by hand", () => runPlaybook(scene, "status"));
  const second = await steps.step("A second change rolls out, no request fails", () => rollOut(scene));
  await steps.step("A broken change is put back, no request fails", () => breakAndRecover(scene, second));
  const { screenshots } = scene;
  if (screenshots !== undefined) {
    await steps.step("Screenshots are taken", () => takeScreenshots(scene, change, screenshots));
  }
  await steps.step("No secret can be read anywhere", () => secretsAreUnseen(scene));
  await steps.step("GitHub would have answered the same", () => answersAreValid(scene));
}
