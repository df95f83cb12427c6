import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "./state/world.ts";

const SERVICE =
  /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/(?:info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.+))$/;

/** Whether an address is git's own protocol for a repository. */
export function isGit(path: string): boolean {
  return SERVICE.test(path);
}

/** Serves clone, fetch and push with git's own server program. Anybody may read; pushing needs a token that may write. */
export async function serveGit(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", world.url);
  const [, owner, name, rest = ""] = SERVICE.exec(url.pathname) ?? [];
  const token = world.tokens.read(request.headers.authorization);
  const pushing = rest === "/git-receive-pack" || url.searchParams.get("service") === "git-receive-pack";
  if (token === undefined || (pushing && token === world.tokens.anonymous)) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="GitHub"' }).end("Bad credentials\n");
  } else if (`${owner}/${name}` !== world.fullName) {
    response.writeHead(404).end("Repository not found.\n");
  } else if (pushing && token.permissions !== "all" && token.permissions.contents !== "write") {
    response.writeHead(403).end(`Permission to ${world.fullName}.git denied to ${token.user.login}.\n`);
  } else {
    const before = pushing ? await world.git.refs("refs/heads") : new Map<string, string>();
    await backend(world, request, response, { rest, query: url.search.slice(1), user: token.user.login });
    // A push with a job's token starts no workflows, or a workflow could start itself for ever.
    if (rest === "/git-receive-pack" && token.user.type !== "Bot")
      await announce(world, before, token.user.login);
  }
}

async function announce(world: World, before: Map<string, string>, login: string): Promise<void> {
  for (const [ref, after] of await world.git.refs("refs/heads")) {
    const old = before.get(ref);
    if (old === after) continue;
    const change = { before: old ?? "0".repeat(40), after };
    await world.hooks.push(ref.replace("refs/heads/", ""), change, world.user(login));
  }
}

async function backend(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  call: { rest: string; query: string; user: string },
): Promise<void> {
  const header = (name: string) => String(request.headers[name] ?? "");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...{ PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" },
      ...{ GIT_PROJECT_ROOT: world.git.path, GIT_HTTP_EXPORT_ALL: "1", PATH_INFO: call.rest },
      ...{
        QUERY_STRING: call.query,
        REQUEST_METHOD: request.method,
        REMOTE_USER: call.user,
        REMOTE_ADDR: "127.0.0.1",
      },
      ...{ CONTENT_TYPE: header("content-type"), HTTP_CONTENT_ENCODING: header("content-encoding") },
      ...{ GIT_PROTOCOL: header("git-protocol"), CONTENT_LENGTH: header("content-length") },
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stderr.on("data", (text: Buffer) => world.log(`git http-backend: ${text.toString().trim()}`));
  child.stdin.on("error", () => {});
  request.pipe(child.stdin);
  let head = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (response.headersSent) response.write(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.includes("\r\n\r\n")) writeHead(response, head);
    }
  }
  if (child.exitCode === null) await once(child, "exit");
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

/** The CGI program's header lines, and what came after them. */
function writeHead(response: ServerResponse, head: Buffer): void {
  const end = head.indexOf("\r\n\r\n");
  let status = 200;
  const headers: Record<string, string> = {};
  for (const line of head.subarray(0, end).toString().split("\r\n")) {
    const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  response.writeHead(status, headers).write(head.subarray(end + 4));
}
