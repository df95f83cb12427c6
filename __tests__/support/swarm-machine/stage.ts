import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import { type ActionCall, type ActionRun, runAction } from "../action.ts";
import { type SwarmMachine, startSwarmMachine } from "./machine.ts";

/** A swarm for the tests of one file, and a stack's name and a folder for each test. */
export interface Stage {
  readonly machine: SwarmMachine;
  readonly stack: string;
  readonly folder: string;
  /** Runs stack-deploy with a stack file in which `${COMMAND}` is `command`. */
  deploy(file: string, command: string, call?: ActionCall): Promise<ActionRun>;
  /** How many tasks of the stack run. */
  running(): number;
  /** What the service `web` is told to run. */
  command(): string;
  /** Names of the stack's services, configs or networks. */
  list(kind: "service" | "config" | "network"): string[];
}

/** A command that runs for ever. */
export const GOOD = "echo up; exec sleep 1000";

/** Registers what starts and ends the stage; call it once in a test file. */
export function useStage(): Stage {
  let machine: SwarmMachine;
  let folder = "";
  let count = 0;
  const stack = () => `t${count}`;
  beforeAll(async () => {
    machine = await startSwarmMachine();
  }, 300_000);
  afterAll(() => machine?.close());
  beforeEach(() => {
    count += 1;
    folder = mkdtempSync(join(tmpdir(), "elm-stack-"));
  });
  afterEach(() => {
    try {
      machine.docker("stack", "rm", stack());
    } catch {
      // A network that is being removed is still listed for a moment.
    }
    // No run of the action leaves its key agent's or credentials' folder.
    expect(readdirSync(folder).filter((name) => name.startsWith("elm-"))).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get machine() {
      return machine;
    },
    get stack() {
      return stack();
    },
    get folder() {
      return folder;
    },
    deploy: (file, command, call = {}) =>
      deploy({ machine, folder, stack: stack() }, { file, command, call }),
    running: () =>
      lines(
        machine.docker(
          "stack",
          "ps",
          "--filter",
          "desired-state=running",
          "--format",
          "{{.CurrentState}}",
          stack(),
        ),
      ).filter((state) => state.startsWith("Running")).length,
    command: () =>
      machine.docker(
        "service",
        "inspect",
        "--format",
        "{{index .Spec.TaskTemplate.ContainerSpec.Args 2}}",
        `${stack()}_web`,
      ),
    list: (kind) =>
      lines(machine.docker(kind, "ls", "--format", "{{.Name}}", "--filter", `name=${stack()}_`)),
  };
}

function deploy(
  { machine, folder, stack }: { machine: SwarmMachine; folder: string; stack: string },
  { file, command, call }: { file: string; command: string; call: ActionCall },
): Promise<ActionRun> {
  const path = join(folder, "stack.yml");
  writeFileSync(path, file);
  const inputs = {
    host: machine.host,
    "private-key": machine.privateKey,
    "known-hosts": machine.knownHosts,
    stack,
    "compose-files": path,
    variables: `COMMAND=${command}`,
    timeout: "60",
    ...call.inputs,
  };
  return runAction("stack-deploy", { ...call, inputs, env: { TMPDIR: folder, ...call.env } });
}

/** A stack file of one service that runs `${COMMAND}` in two tasks, rolls back by itself, and has what is added. */
export function web(change: { deploy?: object; service?: object; top?: object } = {}): string {
  const deploy = {
    replicas: 2,
    endpoint_mode: "dnsrr",
    restart_policy: { delay: "500ms" },
    update_config: { order: "start-first", monitor: "2s", failure_action: "rollback" },
    ...change.deploy,
  };
  const command = ["sh", "-c", "${COMMAND}"];
  const service = { image: "busybox:test", init: true, command, deploy, ...change.service };
  return JSON.stringify({ services: { web: service }, ...change.top });
}

/** The error of a run, as the job shows it. */
export function errorOf({ stdout }: ActionRun): string {
  return /^::error::(.*)$/m.exec(stdout)?.[1]?.replaceAll("%0A", "\n") ?? "";
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
