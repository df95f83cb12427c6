import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Cancelled, explain } from "../src/lib/errors/errors.ts";
import { createShell } from "../src/lib/shell/shell.ts";
import { openLog } from "./story/log.ts";
import { Steps } from "./story/steps.ts";
import { tellStory } from "./story/story.ts";
import { findDroplet } from "./world/droplets.ts";
import { removeLeftovers } from "./world/leftovers.ts";
import { SITE_HOST } from "./world/settings.ts";
import { startWorld, type World } from "./world/world.ts";

const STOCK_IMAGE = "elm-infra/droplet:debian-13";

const options = readOptions();
process.exitCode = await rehearse();

/** Tells the story once. Gives the exit code: 0 only when the site served what was merged. */
async function rehearse(): Promise<number> {
  const controller = new AbortController();
  // The second Ctrl-C does not end the clean-up: what was made must go.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  const log = await openLog(options.verbose);
  const steps = new Steps((line) => log.tell(line));
  const shell = createShell(controller.signal, (line) => log.detail(line));
  let world: World | undefined;
  let code = 0;
  try {
    for (const name of await removeLeftovers(shell)) steps.note(`removed what ${name} had left behind`);
    world = await steps.step("The world starts", () =>
      startWorld({ shell, source: resolve("."), log: (line) => log.detail(line), stockImage: STOCK_IMAGE }),
    );
    const { screenshots } = options;
    await tellStory({
      ...{ world, steps, shell, signal: controller.signal },
      detail: (line) => log.detail(line),
      ...(screenshots === undefined ? {} : { screenshots: resolve(screenshots) }),
    });
    if (options.keep) await keep(world, controller.signal, log.tell);
  } catch (error) {
    code = error instanceof Cancelled || controller.signal.aborted ? 130 : 1;
    log.tell(`\n✘ ${explain(error)}`);
    if (code === 1) log.tell(log.tail());
  }
  const started = world;
  // A cancelled shell runs nothing more; the world cleans up with its own.
  if (started !== undefined) await steps.step("Everything is removed", () => started.close());
  log.tell(`\nWhere the time went:\n${steps.table()}`);
  log.tell(`The whole log: ${log.path}`);
  log.tell(steps.verdict());
  return code;
}

/** The command line; a mistake in it ends the process with one line and code 2. */
function readOptions() {
  const known = {
    keep: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    screenshots: { type: "string" },
  } as const;
  try {
    return parseArgs({ options: known }).values;
  } catch (error) {
    console.error(
      `script/rehearse: ${explain(error).split(". ")[0]}; script/rehearse --help shows the options`,
    );
    process.exit(2);
  }
}

async function keep(world: World, signal: AbortSignal, tell: (line: string) => void): Promise<void> {
  const { id, address } = await findDroplet(world.cloud, "elm-manager-1");
  tell(`\nIt stays until Ctrl-C.\n${world.addresses()}`);
  tell(`  the site             curl -H 'Host: ${SITE_HOST}' http://${address}/`);
  tell(`  a shell on a node    docker exec -it ${world.name}-droplet-${id} bash`);
  if (signal.aborted) return;
  await new Promise<void>((resume) => signal.addEventListener("abort", () => resume(), { once: true }));
}
