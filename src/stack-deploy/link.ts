import { info } from "@actions/core";
import type { Edges } from "../lib/action/action.ts";
import { type Engine, EngineUnreachable, openEngine } from "../lib/docker/engine.ts";
import { UserError } from "../lib/errors/errors.ts";
import {
  type Connection,
  closeConnection,
  explainSocket,
  forwardSocket,
  openConnection,
} from "../lib/ssh/connection.ts";
import type { Identity } from "../lib/ssh/identity.ts";
import type { Inputs } from "./inputs.ts";

/** Where every engine listens by default. */
const ENGINE = "/var/run/docker.sock";

/** The one way to the swarm: an SSH connection that forwards the engine's socket, made anew when it breaks. */
export interface Link {
  readonly socket: string;
  readonly engine: Engine;
  /** The engine to use; after a failure, over a new connection. */
  reopen(failure?: EngineUnreachable): Promise<Engine>;
  /** The engine to use, after asking whether it still answers. */
  check(): Promise<Engine>;
  close(): void;
}

/** Connects and makes sure that a swarm manager answers. */
export async function openLink(edges: Edges, identity: Identity, inputs: Inputs): Promise<Link> {
  let line = await connect(edges, identity, inputs);
  await requireManager(line.engine, inputs.host);
  const reopen = async (failure?: EngineUnreachable) => {
    if (failure === undefined) return line.engine;
    info(`${failure.message}: connecting again`);
    line.engine.close();
    await closeConnection(line.connection);
    line = await connect(edges, identity, inputs);
    return line.engine;
  };
  const check = async () => {
    try {
      await line.engine.bytes("/_ping", { limit: 20 });
      return line.engine;
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      return reopen(error);
    }
  };
  return {
    get socket() {
      return line.socket;
    },
    get engine() {
      return line.engine;
    },
    reopen,
    check,
    close: () => line.engine.close(),
  };
}

interface Line {
  readonly connection: Connection;
  readonly socket: string;
  readonly engine: Engine;
}

async function connect({ shell, signal }: Edges, identity: Identity, inputs: Inputs): Promise<Line> {
  const { user, host, port, connectTimeout: limit } = inputs;
  const target = { user, host, port, limit, signal };
  const connection = await openConnection(shell, identity, target);
  const socket = await forwardSocket(connection, ENGINE);
  const engine = openEngine(socket);
  try {
    await engine.bytes("/_ping", { limit: 20 });
  } catch (error) {
    engine.close();
    if (!(error instanceof EngineUnreachable)) throw error;
    const why = await explainSocket(connection, ENGINE);
    throw new UserError(why ?? `the Docker engine of ${host} does not answer`, { cause: error });
  }
  return { connection, socket, engine };
}

interface Info {
  readonly Swarm?: { readonly LocalNodeState?: string; readonly ControlAvailable?: boolean };
}

async function requireManager(engine: Engine, host: string): Promise<void> {
  const { Swarm: swarm } = await engine.get<Info>("/info");
  if (swarm?.ControlAvailable === true) return;
  if (swarm?.LocalNodeState === "active") {
    throw new UserError(
      `${host} is a worker of its swarm, and only a manager deploys: name a manager in host`,
    );
  }
  throw new UserError(
    `${host} is not in a swarm (its state is "${swarm?.LocalNodeState ?? "unknown"}"): run the playbook join-swarm, or docker swarm init`,
  );
}
