import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, ApiError, notFound } from "./api/call.ts";
import { handlers, rate } from "./api/handlers.ts";
import { Dropped, type Faults, rateLimited } from "./faults.ts";
import type { Complaint, Contract, Match } from "./openapi/contract.ts";
import type { OperationId } from "./openapi/operations.ts";
import { checkPermission } from "./permissions.ts";
import { spend, type Token } from "./state/tokens.ts";
import type { World } from "./state/world.ts";

/** A request as `GET /_stand-in/requests` shows it. */
export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly status: number;
  readonly user: string;
  readonly body: unknown;
}

export interface ApiServer {
  readonly requests: Logged[];
  /** Answers that GitHub's description does not allow: bugs of the stand-in. */
  readonly violations: string[];
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const PREFIX = "/api/v3";

/** GitHub's REST API below /api/v3. */
export function createApi(world: World, contract: Contract, faults: Faults): ApiServer {
  const requests: Logged[] = [];
  const violations: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", world.url);
    const method = request.method ?? "GET";
    const path = url.pathname.slice(PREFIX.length).replace(/\/$/, "") || "/";
    const match = contract.match(method, path);
    const token = world.tokens.read(request.headers.authorization);
    let body: unknown;
    let answer: Answer;
    try {
      body = await readJson(request);
      answer = await respond({ world, contract, faults }, { match, token, url, body });
    } catch (error) {
      if (error instanceof Dropped) return void request.socket.destroy();
      answer = failure(world, error, match);
    }
    if (match !== undefined) violations.push(...complaints(contract, match, answer, world));
    const user = token?.user.login ?? "?";
    requests.push({
      method,
      path: path + url.search,
      operation: match?.operation.id ?? null,
      status: answer.status,
      user,
      body,
    });
    send(request, response, { answer, token: token ?? world.tokens.anonymous });
  };
  return { requests, violations, serve };
}

interface Edges {
  readonly world: World;
  readonly contract: Contract;
  readonly faults: Faults;
}

interface Asked {
  readonly match: Match | undefined;
  readonly token: Token | undefined;
  readonly url: URL;
  readonly body: unknown;
}

async function respond({ world, contract, faults }: Edges, asked: Asked): Promise<Answer> {
  const { match, token, url, body } = asked;
  if (token === undefined) throw new ApiError(401, "Bad credentials");
  if (match === undefined) throw notFound();
  const { operation, params } = match;
  faults.strike(operation.id);
  if (operation.id !== "rate-limit/get" && !spend(token)) throw rateLimited();
  const query: Record<string, unknown> = Object.fromEntries(url.searchParams);
  if (params.owner !== undefined && `${params.owner}/${params.repo}` !== world.fullName) throw notFound();
  checkPermission(token, world.tokens.anonymous, operation);
  const wrong = contract.request(operation, { params: { ...params }, query, body });
  if (wrong.length > 0) throw new ApiError(422, "Validation Failed", { errors: wrong.map(fieldError) });
  const call = { world, operation, params, query, body: (body ?? {}) as Record<string, unknown>, token, url };
  return handlers[operation.id as OperationId](call);
}

function fieldError({ field, message }: Complaint) {
  return {
    resource: "Request",
    field,
    code: /required/.test(message) ? "missing_field" : "invalid",
    message,
  };
}

function failure(world: World, error: unknown, match: Match | undefined): Answer {
  if (!(error instanceof ApiError)) {
    world.log(`GitHub stand-in: ${error instanceof Error ? error.stack : String(error)}`);
    return { status: 500, body: { message: "Server Error" } };
  }
  const documentation_url = match?.operation.documentation ?? "https://docs.github.com/rest";
  const errors = error.errors.length === 0 ? {} : { errors: error.errors };
  return {
    status: error.status,
    body: { message: error.message, ...errors, documentation_url, status: String(error.status) },
    headers: error.headers,
  };
}

function complaints(contract: Contract, match: Match, answer: Answer, world: World): string[] {
  // GitHub's description does not list the answers that every operation has: no token, not allowed, limits, faults.
  const everywhere = [401, 403, 404, 409, 422, 429];
  if (everywhere.includes(answer.status) || answer.status >= 500) return [];
  const found = contract.answer(match.operation, answer.status, answer.body).map(({ field, message }) => {
    return `${match.operation.id} ${answer.status}: ${field} ${message}`;
  });
  for (const line of found) world.log(`GitHub stand-in gave an answer that GitHub would not give: ${line}`);
  return found;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, token }: { answer: Answer; token: Token },
): void {
  const { limit, used, remaining, reset } = rate(token);
  const headers: Record<string, string | number> = {
    ...{ "x-ratelimit-limit": limit, "x-ratelimit-used": used, "x-ratelimit-remaining": remaining },
    ...{
      "x-ratelimit-reset": reset,
      "x-ratelimit-resource": "core",
      "x-github-media-type": "github.v3; format=json",
    },
    ...answer.headers,
  };
  if (answer.body === undefined) return void response.writeHead(answer.status, headers).end();
  const text = JSON.stringify(answer.body);
  const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  const known =
    request.method === "GET" && answer.status === 200 && request.headers["if-none-match"] === etag;
  if (known) return void response.writeHead(304, { ...headers, etag }).end();
  response
    .writeHead(answer.status, { ...headers, etag, "content-type": "application/json; charset=utf-8" })
    .end(text);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}
