import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../state/world.ts";
export async function servePages(
  world: World,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.end(world.fullName);
}
