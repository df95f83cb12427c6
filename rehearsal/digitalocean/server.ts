import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Routes } from "./api.ts";
import type { Body } from "./body.ts";
import type { Cloud } from "./cloud.ts";
import { ApiError, notFound } from "./errors.ts";
import { type Fault, readFault, takeFault } from "./faults.ts";
import { allRoutes } from "./routes/index.ts";

/** One line of the request log. */
export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

interface Desk {
  readonly cloud: Cloud;
  readonly token: string;
  readonly faults: Fault[];
  readonly requests: Logged[];
  remaining: number;
}

const hourly = 5000;

/** The API as an HTTP server that does not listen yet. What is the stand-in's own, and no cloud's, is below `/_stand-in/`. */
export function createApi(cloud: Cloud, token: string): Server {
  const desk: Desk = {
    cloud,
    token,
    faults: [],
    requests: [],
    remaining: hourly,
  };
  return createServer((request, response) => void handle(desk, request, response));
}

async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const started = performance.now();
  const url = new URL(request.url ?? "/", "http://cloud");
  const method = request.method ?? "GET";
  const own = url.pathname.startsWith("/_stand-in/");
  const answer = await decide(desk, { request, url, method, own }).catch(failure(desk));
  if (!own) {
    const ms = Math.round(performance.now() - started);
    desk.requests.push({
      method,
      path: url.pathname + url.search,
      status: answer.status,
      ms,
    });
  }
  send(desk, response, answer);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly method: string;
  readonly own: boolean;
}

async function decide(desk: Desk, { request, url, method, own }: Asked): Promise<Answer> {
  const body = await readBody(request);
  if (own) return control(desk, `${method} ${url.pathname}`, body);
  if (request.headers.authorization !== `Bearer ${desk.token}`) {
    throw new ApiError(401, "unauthorized", "Unable to authenticate you");
  }
  const fault = takeFault(desk.faults, method, url.pathname);
  if (fault?.delay_ms) await sleep(fault.delay_ms);
  if (fault?.status)
    throw new ApiError(fault.status, "fault", fault.message ?? "This failure was asked for.");
  const found = match(allRoutes, method, url.pathname);
  if (found === undefined) throw notFound();
  const self = `http://${request.headers.host}${url.pathname}`;
  return found.handler({
    cloud: desk.cloud,
    params: found.params,
    query: url.searchParams,
    self,
    body,
  });
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return {};
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Body;
  } catch {
    // Answered below, as for JSON that is no object.
  }
  throw new ApiError(400, "bad_request", "Unable to parse the request body as a JSON object.");
}

function match(routes: Routes, method: string, path: string) {
  const parts = path.split("/").map(decodeURIComponent);
  for (const [route, handler] of Object.entries(routes)) {
    const [verb, pattern = ""] = route.split(" ");
    const wanted = pattern.split("/");
    if (verb !== method || wanted.length !== parts.length) continue;
    if (!wanted.every((part, index) => part.startsWith(":") || part === parts[index])) continue;
    return {
      handler,
      params: parts.filter((_, index) => wanted[index]?.startsWith(":")),
    };
  }
  return undefined;
}

function control(desk: Desk, call: string, body: Body): Answer {
  if (call === "GET /_stand-in/requests") return { status: 200, body: { requests: desk.requests } };
  if (call === "DELETE /_stand-in/faults") {
    desk.faults.length = 0;
    return { status: 204 };
  }
  if (call !== "POST /_stand-in/faults") throw notFound();
  const fault = readFault(body);
  desk.faults.push(fault);
  return { status: 201, body: { fault } };
}

function failure(desk: Desk): (error: unknown) => Answer {
  return (error) => {
    const known = error instanceof ApiError ? error : new ApiError(500, "server_error", String(error));
    if (known.status === 500)
      desk.cloud.log(`a call failed: ${error instanceof Error ? error.stack : String(error)}`);
    return {
      status: known.status,
      body: { id: known.id, message: known.message, request_id: randomUUID() },
    };
  };
}

function send(desk: Desk, response: ServerResponse, answer: Answer): void {
  desk.remaining = Math.max(desk.remaining - 1, 0);
  response.setHeader("RateLimit-Limit", hourly);
  response.setHeader("RateLimit-Remaining", desk.remaining);
  response.setHeader("RateLimit-Reset", Math.floor(Date.now() / 1000) + 3600);
  response.statusCode = answer.status;
  if (answer.body === undefined) return void response.end();
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(answer.body));
}
