import { createHash } from "node:crypto";
import type { Answer } from "./http.ts";

/** A manifest, byte for byte, and what it says. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly body: Buffer;
  /** Compressed bytes of configuration and layers; 0 for an index. */
  readonly bytes: number;
  /** For an index of several platforms: its manifests. */
  readonly platforms: readonly { readonly digest: string; readonly platform: string }[];
}

/** Reads a registry's answer to `GET /v2/<name>/manifests/<reference>`. The digest is that of the bytes themselves. */
export function readManifest(answer: Answer): Manifest {
  const json = JSON.parse(answer.body.toString()) as Raw;
  const sizes = [json.config?.size ?? 0, ...(json.layers ?? []).map((layer) => layer.size ?? 0)];
  return {
    digest: `sha256:${createHash("sha256").update(answer.body).digest("hex")}`,
    mediaType: answer.headers["content-type"] ?? json.mediaType ?? "",
    body: answer.body,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    platforms: (json.manifests ?? []).map(({ digest, platform }) => ({
      digest,
      platform: `${platform?.os ?? ""}/${platform?.architecture ?? ""}`,
    })),
  };
}

interface Raw {
  readonly mediaType?: string;
  readonly config?: { readonly size?: number };
  readonly layers?: readonly { readonly size?: number }[];
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly os?: string; readonly architecture?: string };
  }[];
}
