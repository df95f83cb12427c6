import type { User } from "../state/model.ts";
import type { World } from "../state/world.ts";

/** GitHub's `simple-user`. */
export function userShape(world: World, user: User): Record<string, unknown> {
  const api = `${world.apiUrl}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("User", user.id),
    avatar_url: `${world.url}/_stand-in/avatar/${encodeURIComponent(user.login)}.svg`,
    gravatar_id: "",
    url: api,
    html_url: `${world.url}/${encodeURIComponent(user.login)}`,
    ...links(api, [
      "followers",
      "following",
      "gists",
      "starred",
      "subscriptions",
      "repos",
      "events",
      "received_events",
    ]),
    organizations_url: `${api}/orgs`,
    type: user.type,
    site_admin: false,
  };
}

/** GitHub's opaque id of an object. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString("base64");
}

/** `<name>_url` for each name. */
export function links(base: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${base}/${name}`]));
}

/** Address of the repository in the API. */
export function repositoryApi(world: World): string {
  return `${world.apiUrl}/repos/${world.fullName}`;
}

/** Address of the repository's page. */
export function repositoryPage(world: World): string {
  return `${world.url}/${world.fullName}`;
}
