import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A backend for Terraform's state (its `http` backend) that takes three seconds to store it. */
export class SlowState {
  locked = false;
  text = "";
  readonly #server = createServer((request, response) => this.#serve(request, response));

  static async start(): Promise<SlowState> {
    const state = new SlowState();
    await new Promise<void>((ready) => state.#server.listen(0, "127.0.0.1", ready));
    return state;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** The configuration that names it. */
  backend(): string {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    const lines = [`address = "${url}"`, `lock_address = "${url}"`, `unlock_address = "${url}"`];
    return `terraform {\n  backend "http" {\n    ${lines.join("\n    ")}\n  }\n}\n`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += chunk;
    response.statusCode = await this.#answer(request.method ?? "", text);
    response.end(request.method === "GET" ? this.text : "");
  }

  async #answer(method: string, text: string): Promise<number> {
    if (method === "GET") return this.text === "" ? 404 : 200;
    if (method === "LOCK" && this.locked) return 423;
    if (method === "LOCK" || method === "UNLOCK") this.locked = method === "LOCK";
    if (method !== "POST") return 200;
    await sleep(3000);
    this.text = JSON.stringify(JSON.parse(text));
    return 200;
  }
}
