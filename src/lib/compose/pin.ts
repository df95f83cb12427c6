import type { Images } from "../images/images.ts";

/** Where a service's image came out, or what is wrong with it. */
export type Pinned = { readonly image: string } | { readonly mistake: string };

/**
 * The image a service runs: pinned to the digest that `images.json` has for its repository, whatever tag the compose
 * file names. One that lies beside ours in the registry but is not among them would be an unreviewed image: a mistake.
 *
 * @param image as the compose file names it, interpolated
 */
export function pinImage(image: string, images: Images): Pinned {
  const { repository, digest } = parse(image);
  if (digest !== undefined) return { image };
  const ours = Object.values(images);
  const found = ours.find((one) => one.repository === repository);
  if (found !== undefined) {
    if (found.digest !== "") return { image: `${repository}@${found.digest}` };
    return {
      mistake: `${repository} has no digest in images: it was not pushed (build-images with push: false)`,
    };
  }
  const namespaces = new Set(ours.map((one) => namespace(one.repository)));
  if (!namespaces.has(namespace(repository))) return { image };
  const known = ours.map((one) => one.repository).join(", ");
  return { mistake: `${repository} is not among images (${known}): add it to docker/, or correct its name` };
}

/** Takes a reference apart. A colon before the last slash belongs to the registry's port. */
export function parse(image: string): { repository: string; tag?: string; digest?: string } {
  const [named = "", digest] = image.split("@");
  const colon = named.lastIndexOf(":");
  const isTag = colon > named.lastIndexOf("/");
  return {
    repository: isTag ? named.slice(0, colon) : named,
    ...(isTag ? { tag: named.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}

function namespace(repository: string): string {
  return repository.slice(0, repository.lastIndexOf("/") + 1) || "docker.io/library/";
}
