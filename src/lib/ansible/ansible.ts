import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../errors/errors.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { type Command, describe } from "../shell/command.ts";
import { createShell } from "../shell/shell.ts";
import { type Identity, sshOptions } from "../ssh/identity.ts";
import { extraVariables, inventory } from "./inventory.ts";
import type { PlaybookFile } from "./playbooks.ts";

/** One run of a playbook. */
export interface PlaybookRun {
  readonly playbook: PlaybookFile;
  readonly fleet: Fleet;
  /** Dry run: tell what would change, change nothing. */
  readonly check: boolean;
  readonly variables: Readonly<Record<string, string>>;
  /** Host names, groups or patterns; empty means the whole fleet. */
  readonly limit: readonly string[];
  /** Seconds until the run is interrupted. */
  readonly timeout: number;
}

/** Files of a run, all in the identity's private folder. */
export interface RunFiles {
  readonly inventory: string;
  readonly variables: string;
  readonly events: string;
  readonly sockets: string;
  /** Folder of the callback plugin that writes the events. */
  readonly plugins: string;
}

/** Writes inventory and variables beside the identity: mode 0600, gone when the identity is closed. */
export async function writeRunFiles(identity: Identity, run: PlaybookRun): Promise<RunFiles> {
  const at = (name: string) => join(identity.directory, name);
  const files = {
    inventory: at("inventory.yml"),
    variables: at("variables.json"),
    events: at("events.jsonl"),
    sockets: at("m"),
    plugins: await findPlugins(),
  };
  await mkdir(files.sockets, { mode: 0o700 });
  await writeFile(files.inventory, inventory(run.fleet), { mode: 0o600 });
  await writeFile(files.variables, extraVariables(run.variables), { mode: 0o600 });
  return files;
}

/**
 * The command of a run. Every setting that safety rests on is given here and wins over an ansible.cfg: strict host
 * keys, our own agent, no other ssh configuration, no retry files.
 */
export function ansiblePlaybook(run: PlaybookRun, files: RunFiles, identity: Identity): Command {
  const limit = run.limit.length === 0 ? [] : ["--limit", run.limit.join(":")];
  const check = run.check ? ["--check"] : [];
  return {
    program: "ansible-playbook",
    args: [
      "-i",
      files.inventory,
      "-e",
      `@${files.variables}`,
      "--diff",
      ...check,
      ...limit,
      run.playbook.path,
    ],
    env: {
      ...(run.playbook.configuration === undefined ? {} : { ANSIBLE_CONFIG: run.playbook.configuration }),
      ANSIBLE_HOST_KEY_CHECKING: "True",
      ANSIBLE_SSH_COMMON_ARGS: describe({ program: "ssh", args: sshOptions(identity) }).slice("ssh ".length),
      ANSIBLE_SSH_ARGS: "-o ControlMaster=auto -o ControlPersist=60s",
      ANSIBLE_SSH_CONTROL_PATH_DIR: files.sockets,
      ANSIBLE_PIPELINING: "True",
      ANSIBLE_RETRY_FILES_ENABLED: "False",
      ANSIBLE_LOCAL_TEMP: join(identity.directory, "tmp"),
      ANSIBLE_CALLBACK_PLUGINS: files.plugins,
      ELM_INFRA_EVENTS: files.events,
      SSH_AUTH_SOCK: identity.authSock,
      PYTHONUNBUFFERED: "1",
      PYTHONDONTWRITEBYTECODE: "1",
      // Ansible refuses to start without a UTF-8 locale; this one is always there.
      LC_ALL: "C.UTF-8",
    },
    limit: run.timeout,
    grace: 20,
    log: "live",
  };
}

/** The text of the events so far; empty when Ansible did not get as far as a play. */
export async function readEventsFile(files: RunFiles): Promise<string> {
  return readFile(files.events, "utf8").catch(() => "");
}

/** Ends the ssh masters that Ansible leaves behind for a minute. */
export async function closeMasters(files: RunFiles, identity: Identity): Promise<void> {
  // A shell of our own: the job's shell runs nothing more once the job is cancelled.
  const shell = createShell(new AbortController().signal, () => {});
  for (const name of await readdir(files.sockets).catch(() => [])) {
    const args = [...sshOptions(identity), "-S", join(files.sockets, name), "-O", "exit", "--", "master"];
    await shell.run({ program: "ssh", args, accept: [0, 255], limit: 10 }).catch(() => {});
  }
}

/**
 * The callback plugin travels with the action's repository. The entry that the runner started (`actions/playbook/…`)
 * is the one path known for certain: a bundler rewrites a module's own.
 */
async function findPlugins(): Promise<string> {
  for (let folder = dirname(resolve(process.argv[1] ?? ".")); ; folder = dirname(folder)) {
    const plugins = join(folder, "playbooks", "callback_plugins");
    const found = await access(join(plugins, "elm_infra_events.py")).then(
      () => true,
      () => false,
    );
    if (found) return plugins;
    if (folder === dirname(folder)) {
      throw new UserError(
        `playbooks/callback_plugins/elm_infra_events.py is not above ${process.argv[1]}: check out the whole repository of this action`,
      );
    }
  }
}
