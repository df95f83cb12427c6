import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiServer } from "./api-server.ts";
import type { Fault, Faults } from "./faults.ts";
import type { World } from "./state/world.ts";

/** What GitHub does not have: faults on request, the log of requests, pictures and files without a session. */
export async function serveStandIn(
  world: World,
  parts: { api: ApiServer; faults: Faults },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", world.url).pathname.replace("/_stand-in", "");
  const json = (value: unknown) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
  const artifact = /^\/artifacts\/(\d+)\.zip$/.exec(path)?.[1];
  const avatar = /^\/avatar\/(.+)\.svg$/.exec(path)?.[1];
  if (path === "/requests") json(parts.api.requests);
  else if (path === "/violations") json(parts.api.violations);
  else if (path === "/faults" && request.method === "POST") {
    parts.faults.add(JSON.parse(await bodyOf(request)) as Fault);
    response.writeHead(204).end();
  } else if (path === "/faults" && request.method === "DELETE") {
    parts.faults.clear();
    response.writeHead(204).end();
  } else if (artifact !== undefined) {
    const found = world.artifacts.find(({ id }) => id === Number(artifact));
    response
      .writeHead(found === undefined ? 404 : 200, { "content-type": "application/zip" })
      .end(found?.zip);
  } else if (avatar !== undefined) {
    response.writeHead(200, { "content-type": "image/svg+xml" }).end(avatarImage(decodeURIComponent(avatar)));
  } else response.writeHead(404).end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A coloured disc with the first letter of a name. */
function avatarImage(login: string): string {
  const hue = [...login].reduce((sum, letter) => (sum * 7 + letter.charCodeAt(0)) % 360, 0);
  const letter = /[a-z]/i.exec(login)?.[0].toUpperCase() ?? "?";
  const style = 'font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle"';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20" fill="hsl(${hue},45%,50%)"/>` +
    `<text x="20" y="27" ${style}>${letter}</text></svg>`
  );
}
