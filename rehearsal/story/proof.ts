import { request } from "node:http";
import { UserError } from "../../src/lib/errors/errors.ts";
import { waitFor } from "../../src/lib/wait/wait.ts";
import { findDroplet } from "../world/droplets.ts";
import { SITE_HOST } from "../world/settings.ts";
import type { Change } from "./change.ts";
import type { Scene } from "./story.ts";

/** What a visitor is answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Asks Traefik on a droplet for the site, as a browser would. */
export function ask(address: string, path = "/"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: address, path, headers: { host: SITE_HOST }, timeout: 5000 },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          body += text;
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    asked.once("timeout", () => asked.destroy(new Error("no answer within 5 s")));
    asked.once("error", reject);
    asked.end();
  });
}

/** The site answers through Traefik with what was merged. */
export async function siteServes({ world, steps, signal }: Scene, change: Change): Promise<void> {
  const { address } = await findDroplet(world.cloud, "elm-manager-1");
  let seen = "nothing";
  await waitFor(
    { what: `"${change.greeting}" on http://${address}/`, limit: 20, every: 0.5, signal },
    async () => {
      const answer = await ask(address).catch((error: Error) => ({ status: 0, body: error.message }));
      seen = `${answer.status} ${answer.body.slice(0, 200)}`;
      return answer.status === 200 && answer.body.includes(change.greeting) ? answer : undefined;
    },
    () => seen,
  );
  steps.note(`curl -H 'Host: ${SITE_HOST}' http://${address}/ → ${change.greeting}`);
}

/** `docker node ls` on the manager shows the nodes that were planned, all ready. */
export async function swarmHasNodes({ world, steps, shell }: Scene, wanted = 3): Promise<void> {
  const format = "{{.Hostname}} {{.Status}} {{.Availability}} {{.ManagerStatus}}";
  const { id } = await findDroplet(world.cloud, "elm-manager-1");
  const { stdout } = await shell.run({
    program: "docker",
    args: ["exec", `${world.name}-droplet-${id}`, "docker", "node", "ls", "--format", format],
    limit: 20,
  });
  const nodes = stdout.trim().split("\n");
  for (const node of nodes) steps.note(node);
  const ready = nodes.filter((node) => / Ready Active/.test(node));
  if (ready.length !== wanted)
    throw new UserError(`the swarm has ${ready.length} ready nodes, wanted ${wanted}`);
}

/** Every answer of the stand-in was one that GitHub's own description allows. */
export async function answersAreValid({ world, steps }: Scene): Promise<void> {
  const { requests, violations } = world.github;
  steps.note(
    `${requests.length} requests to GitHub's API, ${violations.length} answers that it would not give`,
  );
  if (violations.length > 0) throw new UserError(violations.slice(0, 10).join("\n"));
}

/** Marks of secrets that the production path makes itself: private keys, a swarm's join tokens. */
const MADE = [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, /SWMTKN-1-/];

/** No secret is in anything that a person can read: logs, step summaries, comments. */
export async function secretsAreUnseen({ world, steps }: Scene): Promise<void> {
  const pages = readable(world);
  const entered = world.secrets.flatMap((secret) => secret.split("\n")).filter((line) => line.length >= 8);
  const wanted = entered.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ]);
  for (const [place, text] of pages) {
    const seen = wanted.some((secret) => text.includes(secret)) || MADE.some((pattern) => pattern.test(text));
    if (seen) throw new UserError(`a secret can be read in ${place}`);
  }
  steps.note(`${entered.length} secret lines looked for in ${pages.length} texts, plain and in base64`);
}

function readable({ github }: Scene["world"]): [place: string, text: string][] {
  const runs = github
    .runs()
    .flatMap((run): [string, string][] => [
      [`the log of ${run.name} #${run.number}`, run.log.join("\n")],
      ...run.jobs.flatMap((job) =>
        job.steps.map(({ name, summary }): [string, string] => [
          `the summary of ${run.name} / ${name}`,
          summary,
        ]),
      ),
    ]);
  const pulls = [1, 2, 3].flatMap((number) =>
    github.comments(number).map(({ body }): [string, string] => [`a comment on #${number}`, body]),
  );
  return [...runs, ...pulls];
}
