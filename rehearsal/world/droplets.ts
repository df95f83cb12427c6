import { UserError } from "../../src/lib/errors/errors.ts";

/** An account at the cloud. */
export interface Cloud {
  /** Address of its API. */
  readonly url: string;
  readonly token: string;
}

/** A droplet, as an operator sees it in the control panel. */
export interface Droplet {
  readonly id: number;
  readonly name: string;
  /** Public IPv4 address. */
  readonly address: string;
}

interface Answer {
  readonly droplets: readonly {
    readonly id: number;
    readonly name: string;
    readonly networks: { readonly v4: readonly { readonly type: string; readonly ip_address: string }[] };
  }[];
}

/** The droplet of a name, asked of the cloud's API. */
export async function findDroplet(cloud: Cloud, name: string): Promise<Droplet> {
  const url = new URL("/v2/droplets?per_page=200", cloud.url);
  const response = await fetch(url, { headers: { authorization: `Bearer ${cloud.token}` } });
  const { droplets } = (await response.json()) as Answer;
  const found = droplets.find((droplet) => droplet.name === name);
  const address = found?.networks.v4.find(({ type }) => type === "public")?.ip_address;
  if (found === undefined || address === undefined) {
    throw new UserError(
      `there is no droplet ${name}; there are ${droplets.map((d) => d.name).join(", ") || "none"}`,
    );
  }
  return { id: found.id, name, address };
}
