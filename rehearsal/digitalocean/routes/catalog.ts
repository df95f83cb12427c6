import { idParam, ok, page, type Routes } from "../api.ts";
import { regions, showRegion, showSize, sizes } from "../catalog.ts";
import { existing } from "../errors.ts";
import { showAction } from "../show.ts";

/** What the cloud offers, and actions by their id alone. */
export const catalogRoutes: Routes = {
  "GET /v2/regions": (call) => page(call, "regions", Object.keys(regions).map(showRegion)),
  "GET /v2/sizes": (call) => page(call, "sizes", Object.keys(sizes).map(showSize)),
  "GET /v2/actions": (call) =>
    page(call, "actions", [...call.cloud.actions.values()].reverse().map(showAction)),
  "GET /v2/actions/:id": (call) =>
    ok({ action: showAction(existing(call.cloud.actions.get(idParam(call)))) }),
};
