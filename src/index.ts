import { type Action, runAction } from "./lib/action/action.ts";

/** Every action by name. Imported when asked for, so that one bundle starts as fast as a small one. */
const actions: Record<string, () => Promise<{ action: Action }>> = {
  "setup-tools": () => import("./setup-tools/index.ts"),
  "build-images": () => import("./build-images/index.ts"),
  "packer-build": () => import("./packer-build/index.ts"),
  "terraform-plan": () => import("./terraform-plan/index.ts"),
  "terraform-apply": () => import("./terraform-apply/index.ts"),
  "stack-deploy": () => import("./stack-deploy/index.ts"),
  playbook: () => import("./playbook/index.ts"),
};

/**
 * The bundle's one door, called by the one-line entries under `actions/`.
 *
 * @param name the action's name, as its folder
 * @param phase `main`, or `post` for the clean-up at the end of the job
 */
export async function start(name: string, phase: "main" | "post"): Promise<void> {
  await runAction(async (edges) => {
    const load = actions[name];
    if (load === undefined) throw new Error(`there is no action "${name}"`);
    const { action } = await load();
    await action[phase]?.(edges);
  });
}
