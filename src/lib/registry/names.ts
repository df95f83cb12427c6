/** An image's name, taken apart. */
export interface Name {
  /** `name[:port]`; `docker.io` when the name says none. */
  readonly host: string;
  /** The path inside the registry: `library/debian`, `elm/www`. */
  readonly repository: string;
  /** Tag, `latest` when the name says none; empty beside a digest. */
  readonly tag: string;
  /** `sha256:…`, or empty. */
  readonly digest: string;
}

/** Takes an image's name apart as the engine does (https://pkg.go.dev/github.com/distribution/reference). */
export function readName(text: string): Name {
  const [named = "", digest = ""] = text.split("@");
  const [, path = named, tag = digest === "" ? "latest" : ""] = /^(.*):([^/:]+)$/.exec(named) ?? [];
  const [first = "", ...rest] = path.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (hasHost && first !== "docker.io") return { host: first, repository: rest.join("/"), tag, digest };
  const repository = hasHost ? rest.join("/") : path;
  return {
    host: "docker.io",
    repository: repository.includes("/") ? repository : `library/${repository}`,
    tag,
    digest,
  };
}

/** Where a registry's API is: the Hub's is not at its name. */
export function apiHost(host: string): string {
  return host === "docker.io" ? "registry-1.docker.io" : host;
}

/** The name under which docker's `config.json` keeps a registry's password. */
export function configKey(host: string): string {
  return host === "docker.io" ? "https://index.docker.io/v1/" : host;
}

/** Whether a registry is on this machine: the engine neither asks such a one for a trusted certificate nor for TLS. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return name === "localhost" || name === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(name);
}
