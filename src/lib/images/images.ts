import { UserError } from "../errors/errors.ts";

/** An image as `build-images` hands it on. */
export interface Image {
  /** Without tag, with the registry's name: `registry.example.org/elm/www`. */
  readonly repository: string;
  /** The content address: the same content always has the same tag. */
  readonly tag: string;
  /** `sha256:…` as the registry gives it; empty while the image is not in the registry (`push: false`). */
  readonly digest: string;
  /** Built by this run; otherwise it was in the registry already, or was not asked to be built. */
  readonly built: boolean;
  /** Size in bytes: compressed when it is in the registry, otherwise as the engine holds it; 0 when not built. */
  readonly bytes: number;
  /** Seconds from the question whether it exists to the digest. */
  readonly seconds: number;
}

/** Images by name, which is the name of their folder: the shape of `images.json`. */
export type Images = Readonly<Record<string, Image>>;

/** The reference that pins an image: by digest where it has one. The tag stays, for people to read. */
export function reference(image: Image): string {
  const tagged = `${image.repository}:${image.tag}`;
  return image.digest === "" ? tagged : `${tagged}@${image.digest}`;
}

/**
 * Checks that a value (parsed `images.json`) has the shape of Images.
 *
 * @throws UserError that names every entry that is wrong
 */
export function readImages(value: unknown): Images {
  if (!isRecord(value)) throw new UserError(`images must be an object name -> image, got ${kind(value)}`);
  const mistakes: string[] = [];
  const images: Record<string, Image> = {};
  for (const [name, entry] of Object.entries(value)) {
    const wrong = isRecord(entry) ? check(entry) : [`must be an object, got ${kind(entry)}`];
    mistakes.push(...wrong.map((what) => `${name}: ${what}`));
    if (wrong.length === 0) images[name] = entry as unknown as Image;
  }
  if (mistakes.length > 0)
    throw new UserError(`images are not of the shape of images.json:\n- ${mistakes.join("\n- ")}`);
  return images;
}

const shape: Readonly<Record<keyof Image, (value: unknown) => string | undefined>> = {
  repository: (value) =>
    typeof value === "string" && /^[^\s@]+$/.test(value) ? undefined : "a repository without tag or digest",
  tag: (value) => (typeof value === "string" && /^\w[\w.-]{0,127}$/.test(value) ? undefined : "a tag"),
  digest: (value) =>
    typeof value === "string" && /^(sha256:[0-9a-f]{64})?$/.test(value)
      ? undefined
      : "sha256:<64 hex> or empty",
  built: (value) => (typeof value === "boolean" ? undefined : "true or false"),
  bytes: (value) => (isCount(value) ? undefined : "a number of bytes"),
  seconds: (value) => (isCount(value) ? undefined : "a number of seconds"),
};

function check(entry: Record<string, unknown>): string[] {
  return Object.entries(shape).flatMap(([key, wanted]) => {
    const wrong = wanted(entry[key]);
    return wrong === undefined
      ? []
      : [`${key} must be ${wrong}, got ${JSON.stringify(entry[key]) ?? "nothing"}`];
  });
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
