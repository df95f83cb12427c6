import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment as GitHub's REST API gives it, as far as it is used. */
export interface StoredComment {
  id: number;
  body: string;
  html_url: string;
  author_association: string;
  user: { login: string; type: string };
}

/** A request that reached the server. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
}

/** An answer to give instead of the ordinary one; given once. */
export interface Answer {
  readonly method: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly message?: string;
  /** Does what was asked and answers with the failure all the same. */
  readonly afterwards?: boolean;
  /** Closes the connection instead of answering. */
  readonly drop?: boolean;
}

/** A small GitHub on 127.0.0.1 that records what it is asked: comments of issues and pull requests of commits. */
export class GitHubServer {
  readonly requests: Recorded[] = [];
  readonly comments: StoredComment[] = [];
  /** Pull requests by commit. */
  readonly pulls = new Map<string, object[]>();
  /** Answers that come first. */
  readonly answers: Answer[] = [];
  /** Refuses every write. */
  readOnly = false;
  /** REST address, for GITHUB_API_URL. */
  url = "";
  readonly #server = createServer((request, response) => this.#serve(request, response));

  static async start(): Promise<GitHubServer> {
    const github = new GitHubServer();
    await new Promise<void>((ready) => github.#server.listen(0, "127.0.0.1", ready));
    github.url = `http://127.0.0.1:${(github.#server.address() as AddressInfo).port}/api/v3`;
    return github;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Adds a comment as somebody else wrote it. */
  add(body: string, author: { type: string; association: string } = { type: "User", association: "NONE" }) {
    const id = this.comments.length + 1;
    this.comments.push({
      id,
      body,
      html_url: `${this.url}/comments/${id}`,
      author_association: author.association,
      user: { login: "someone", type: author.type },
    });
    return this.comments[id - 1] as StoredComment;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += chunk;
    const path = (request.url ?? "").replace("/api/v3", "");
    const method = request.method ?? "";
    const authorization = request.headers.authorization ?? "";
    this.requests.push({ method, path, authorization, body: text === "" ? undefined : JSON.parse(text) });
    const at = this.answers.findIndex((answer) => answer.method === method);
    const answer = at < 0 ? undefined : this.answers.splice(at, 1)[0];
    if (answer?.drop) return void request.socket.destroy();
    if (answer !== undefined && !answer.afterwards)
      return reply(response, answer.status, message(answer), answer.headers);
    const [status, body, headers] = this.#handle(method, path, text);
    if (answer !== undefined) return reply(response, answer.status, message(answer), answer.headers);
    reply(response, status, body, headers);
  }

  #handle(method: string, path: string, text: string): [number, unknown, Record<string, string>?] {
    const [route = "", query = ""] = path.split("?");
    if (method !== "GET" && this.readOnly)
      return [403, { message: "Resource not accessible by integration" }];
    const commit = /^\/repos\/[^/]+\/[^/]+\/commits\/(\w+)\/pulls$/.exec(route)?.[1];
    if (commit !== undefined) return [200, this.pulls.get(commit) ?? []];
    if (/\/issues\/\d+\/comments$/.test(route)) {
      if (method === "POST")
        return [201, this.add(JSON.parse(text).body, { type: "Bot", association: "NONE" })];
      return this.#page(route, new URLSearchParams(query));
    }
    const id = Number(/\/issues\/comments\/(\d+)$/.exec(route)?.[1]);
    const comment = this.comments.find((one) => one.id === id);
    if (comment === undefined) return [404, { message: "Not Found" }];
    comment.body = JSON.parse(text).body;
    return [200, comment];
  }

  #page(route: string, query: URLSearchParams): [number, unknown, Record<string, string>] {
    const size = Number(query.get("per_page") ?? 30);
    const page = Number(query.get("page") ?? 1);
    const more = page * size < this.comments.length;
    const next = `<${this.url}${route}?per_page=${size}&page=${page + 1}>; rel="next"`;
    return [200, this.comments.slice((page - 1) * size, page * size), more ? { link: next } : {}];
  }
}

function message(answer: Answer): object {
  return { message: answer.message ?? `status ${answer.status}` };
}

function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}
