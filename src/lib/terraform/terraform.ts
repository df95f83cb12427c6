import { resolve } from "node:path";
import { info } from "@actions/core";
import { Cancelled } from "../errors/errors.ts";
import { show } from "../report/log.ts";
import { type Command, CommandFailed, type Result, type Shell } from "../shell/command.ts";
import { type Diagnostic, type Message, readMessage } from "./diagnostics.ts";
import { TerraformFailed } from "./failure.ts";
import { runFollowed } from "./follow.ts";
import { type PlanJson, readPlan } from "./plan.ts";
import type { TerraformSettings } from "./settings.ts";

/** Seconds that an interrupted Terraform gets to finish its calls, write the state and release the lock. */
const GRACE = 600;

/** A Terraform output as `output -json` gives it. */
export interface Output {
  readonly sensitive: boolean;
  readonly value: unknown;
}

/** What `terraform fmt` would change. */
export interface Format {
  /** Relative to the root module. */
  readonly files: readonly string[];
  readonly diff: string;
}

/** Terraform or OpenTofu on one root module and workspace. */
export class Terraform {
  /** Every diagnostic so far, warnings too. */
  readonly diagnostics: Diagnostic[] = [];
  readonly #shell: Shell;
  readonly #settings: TerraformSettings;
  readonly #folder: string;

  /** @param folder a private folder of this use alone, see `openFolder` */
  constructor(shell: Shell, settings: TerraformSettings, folder: string) {
    this.#shell = shell;
    this.#settings = settings;
    this.#folder = folder;
  }

  /** The plan file: every value in clear, inside the private folder. */
  get planFile(): string {
    return resolve(this.#folder, "plan");
  }

  async fmt(): Promise<Format> {
    const args = ["fmt", "-check", "-diff", "-recursive", "-no-color"];
    // 3: files would change. 2: a file can't be parsed, which init tells better, with its place.
    const { stdout, exitCode } = await this.#run({ args, accept: [0, 2, 3] });
    if (exitCode !== 3) return { files: [], diff: "" };
    const files = Array.from(stdout.matchAll(/^--- old\/(.+)$/gm), ([, file]) => file ?? "");
    return { files, diff: stdout };
  }

  async init(): Promise<void> {
    const backend = this.#settings.backendConfig.map((entry) => `-backend-config=${entry}`);
    await this.#messages("init", ["-input=false", "-no-color", "-json", ...backend]);
  }

  async validate(): Promise<void> {
    const { stdout } = await this.#run({ args: ["validate", "-json", "-no-color"], accept: [0, 1] });
    const answer = JSON.parse(stdout) as { valid: boolean; diagnostics: Diagnostic[] };
    this.diagnostics.push(...answer.diagnostics);
    if (!answer.valid) throw new TerraformFailed("validate", answer.diagnostics, this.#settings);
  }

  /** Plans into `planFile`. */
  async plan(): Promise<void> {
    const { targets, varFiles, destroy, refreshOnly } = this.#settings;
    await this.#messages("plan", [
      ...["-input=false", "-no-color", "-json", `-out=${this.planFile}`],
      ...this.#limits(),
      ...(destroy ? ["-destroy"] : []),
      ...(refreshOnly ? ["-refresh-only"] : []),
      ...targets.map((target) => `-target=${target}`),
      ...varFiles.map((file) => `-var-file=${file}`),
    ]);
  }

  /** The plan as data: sensitive values in clear. */
  async show(): Promise<PlanJson> {
    return readPlan(await this.#json(["show", "-json", "-no-color", this.planFile]));
  }

  /** Applies `planFile` and nothing else. */
  async apply(): Promise<void> {
    await this.#messages("apply", ["-input=false", "-no-color", "-json", ...this.#limits(), this.planFile]);
  }

  /** The root module's outputs, sensitive ones too. */
  async outputs(): Promise<Record<string, Output>> {
    return (await this.#json(["output", "-json", "-no-color"])) as Record<string, Output>;
  }

  #limits(): string[] {
    return [`-lock-timeout=${this.#settings.lockTimeout}s`, `-parallelism=${this.#settings.parallelism}`];
  }

  /** Runs a command that speaks in JSON lines: shows their texts, keeps their diagnostics. */
  async #messages(name: string, args: readonly string[]): Promise<void> {
    const diagnostics: Diagnostic[] = [];
    const onLine = (line: string, stderr: boolean) => {
      const message = readMessage(line);
      if (message?.diagnostic !== undefined) diagnostics.push(message.diagnostic);
      else if (worthShowing(message)) show(message["@message"]);
      else if (stderr) show(line);
    };
    const { exitCode } = await this.#run({ args: [name, ...args], accept: [0, 1], onLine }).finally(() => {
      this.diagnostics.push(...diagnostics);
    });
    if (exitCode !== 0) throw new TerraformFailed(name, diagnostics, this.#settings);
  }

  /** Runs a command whose standard output is a secret: it never reaches a log, not even when it fails. */
  async #json(args: readonly string[]): Promise<unknown> {
    const result = await this.#run({ args, accept: [0, 1] });
    if (result.exitCode === 0) return JSON.parse(result.stdout);
    const command = { program: this.#settings.program, args };
    throw new CommandFailed(command, { ...result, stdout: "" });
  }

  async #run(command: Omit<Command, "program" | "env">): Promise<Result> {
    const { program, directory } = this.#settings;
    const full: Command = {
      grace: GRACE,
      ...command,
      program,
      args: [`-chdir=${resolve(process.env.GITHUB_WORKSPACE ?? ".", directory)}`, ...command.args],
      env: environment(this.#settings, this.#folder),
    };
    try {
      const file = resolve(this.#folder, "messages");
      return await (command.onLine === undefined
        ? this.#shell.run(full)
        : runFollowed(this.#shell, full, file));
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      info(`${program} has ended and released its lock`);
      throw new Cancelled(`${program} ${command.args[0]}`);
    }
  }
}

function worthShowing(message: Message | undefined): message is Message {
  return message !== undefined && message["@level"] === "info" && message.type !== "version";
}

/** What each Terraform process gets: nothing of another use in the same job, nothing that changes its arguments. */
export function environment(settings: TerraformSettings, folder: string): Record<string, string | undefined> {
  const cleared = Object.keys(process.env).filter((name) => name.startsWith("TF_CLI_ARGS"));
  return {
    ...Object.fromEntries(cleared.map((name) => [name, undefined])),
    ...Object.fromEntries(
      Object.entries(settings.variables).map(([name, value]) => [`TF_VAR_${name}`, value]),
    ),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_DATA_DIR: resolve(folder, "data"),
    TF_WORKSPACE: settings.workspace,
    // A runner kills what carries its id when the job ends; an interrupted Terraform must live to release its lock.
    RUNNER_TRACKING_ID: undefined,
  };
}
