import { beginAction } from "../actions.ts";
import { byId, type Call, idParam, nothing, ok, page, param, type Routes } from "../api.ts";
import { text } from "../body.ts";
import { regions } from "../catalog.ts";
import type { Cloud } from "../cloud.ts";
import { ApiError, existing, unprocessable } from "../errors.ts";
import type { Image } from "../model.ts";
import { showAction, showImage, showSnapshot } from "../show.ts";

/** Images, which are stock ones and snapshots, and snapshots by their own calls. */
export const imageRoutes: Routes = {
  "GET /v2/images": (call) => page(call, "images", chosen(call).map(showImage)),
  "GET /v2/images/:id": (call) => ok({ image: showImage(existing(findImage(call.cloud, param(call)))) }),
  "PUT /v2/images/:id": (call) => {
    const image = byId(call, call.cloud.images);
    image.name = text(call.body, "name");
    return ok({ image: showImage(image) });
  },
  "DELETE /v2/images/:id": (call) => removeImage(call),
  "POST /v2/images/:id/actions": (call) => {
    const image = byId(call, call.cloud.images);
    if (text(call.body, "type") !== "transfer")
      throw unprocessable("Only transfer is an action of an Image here.");
    const region = text(call.body, "region");
    if (!(region in regions)) throw unprocessable("You specified an invalid region.");
    const subject = {
      type: "transfer",
      resource_id: image.id,
      resource_type: "image",
      region_slug: region,
    };
    const action = beginAction(call.cloud, subject, async () => void image.regions.add(region));
    return { status: 201, body: { action: showAction(action) } };
  },
  // Packer 1.6 puts an action's id where the image's belongs: only the second one is looked up.
  "GET /v2/images/:id/actions/:action": (call) =>
    ok({
      action: showAction(existing(call.cloud.actions.get(idParam(call, 1)))),
    }),
  "GET /v2/snapshots": (call) => {
    const droplets = call.query.get("resource_type") !== "volume";
    return page(call, "snapshots", droplets ? snapshots(call.cloud).map(showSnapshot) : []);
  },
  "GET /v2/snapshots/:id": (call) => ok({ snapshot: showSnapshot(ownSnapshot(call)) }),
  "DELETE /v2/snapshots/:id": (call) => {
    ownSnapshot(call);
    return removeImage(call);
  },
};

/** An image by its id or its slug. */
export function findImage(cloud: Cloud, name: string): Image | undefined {
  if (/^\d+$/.test(name)) return cloud.images.get(Number(name));
  return [...cloud.images.values()].find(({ slug }) => slug === name);
}

function chosen({ cloud, query }: Call): Image[] {
  const all = [...cloud.images.values()];
  const tag = query.get("tag_name");
  if (tag !== null) return all.filter(({ tags }) => tags.has(tag));
  if (query.get("private") === "true") return snapshots(cloud);
  if (query.get("type") === "distribution") return all.filter(({ slug }) => slug !== null);
  return query.get("type") === "application" ? [] : all;
}

function snapshots(cloud: Cloud): Image[] {
  return [...cloud.images.values()].filter(({ slug }) => slug === null);
}

function ownSnapshot(call: Call): Image {
  const image = byId(call, call.cloud.images);
  return existing(image.slug === null ? image : undefined);
}

async function removeImage(call: Call) {
  const image = byId(call, call.cloud.images);
  if (image.slug !== null)
    throw new ApiError(403, "forbidden", "You are not authorized to delete this image.");
  call.cloud.images.delete(image.id);
  await call.cloud.hypervisor.removeImage(image.reference);
  return nothing;
}
