import { Agent, type IncomingMessage, request } from "node:http";
import { UserError } from "../errors/errors.ts";

/** The engine answered with an error of its own. */
export class EngineError extends UserError {
  readonly status: number;

  constructor(call: string, status: number, message: string) {
    super(`${call}: the engine answered ${status}: ${message}`);
    this.status = status;
  }
}

/** Nothing answered: the engine stopped, or the connection to it is gone. */
export class EngineUnreachable extends UserError {}

/** Query parameters; objects (filters) become JSON as the Engine API wants them, `undefined` is left out. */
export type Query = Readonly<Record<string, string | number | boolean | object | undefined>>;

/** A request as a value. */
export interface Call {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds until the call is given up; 60 by default. */
  readonly limit?: number;
  /** Ends a call that streams. */
  readonly signal?: AbortSignal;
}

/**
 * A small client of the Docker Engine API over a unix socket, with connections that stay open: over a forwarded socket
 * every new one costs a round trip. https://docs.docker.com/reference/api/engine/
 */
export interface Engine {
  get<T>(path: string, call?: Call): Promise<T>;
  /** The bytes of an answer that is not JSON: logs. */
  bytes(path: string, call?: Call): Promise<Buffer>;
  post<T>(path: string, call?: Call): Promise<T>;
  delete(path: string): Promise<void>;
  /** Reads an endless answer of one JSON document a line; resolves when it ends or `signal` aborts. */
  lines(path: string, call: Call, onLine: (value: unknown) => void): Promise<void>;
  close(): void;
}

/** Opens a client. Nothing is sent before the first call; paths carry no version, so the engine's own is used. */
export function openEngine(socketPath: string): Engine {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const send = (method: string, path: string, call: Call = {}) =>
    start({ agent, socketPath }, { method, path, call });
  const json = async <T>(answer: IncomingMessage): Promise<T> => {
    const text = (await read(answer)).toString("utf8");
    return (text === "" ? undefined : JSON.parse(text)) as T;
  };
  return {
    get: async (path, call) => json(await send("GET", path, call)),
    bytes: async (path, call) => read(await send("GET", path, call)),
    post: async (path, call) => json(await send("POST", path, call)),
    delete: async (path) => void (await read(await send("DELETE", path))),
    lines: async (path, call, onLine) => readLines(await send("GET", path, call), onLine),
    close: () => agent.destroy(),
  };
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly call: Call;
}

function start(
  { agent, socketPath }: { agent: Agent; socketPath: string },
  { method, path, call }: Request,
): Promise<IncomingMessage> {
  const name = `${method} ${path}`;
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      socketPath,
      method,
      path: `${path}${queryText(call.query)}`,
      headers: {
        Host: "docker",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...call.headers,
      },
      ...(call.signal === undefined ? { timeout: (call.limit ?? 60) * 1000 } : { signal: call.signal }),
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${call.limit ?? 60} s`)));
    sent.once("error", (cause) =>
      reject(new EngineUnreachable(`${name}: the engine does not answer (${cause.message})`, { cause })),
    );
    sent.once("response", (answer) => {
      const status = answer.statusCode ?? 0;
      if (status < 400) return resolve(answer);
      read(answer).then(
        (text) => reject(new EngineError(name, status, messageOf(text.toString("utf8")))),
        reject,
      );
    });
    sent.end(body);
  });
}

function read(answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.once("end", () => resolve(Buffer.concat(chunks)));
    answer.once("error", (cause) =>
      reject(new EngineUnreachable(`the engine's answer broke off`, { cause })),
    );
  });
}

function readLines(answer: IncomingMessage, onLine: (value: unknown) => void): Promise<void> {
  return new Promise((resolve) => {
    let rest = "";
    answer.setEncoding("utf8");
    answer.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.trim() !== "") onLine(JSON.parse(line));
    });
    answer.once("close", resolve);
    answer.once("error", () => resolve());
  });
}

function queryText(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined)
      parameters.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.trim();
  }
}
