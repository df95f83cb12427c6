import type { Routes } from "../api.ts";
import { catalogRoutes } from "./catalog.ts";
import { dropletActionRoutes } from "./droplet-actions.ts";
import { dropletRoutes } from "./droplets.ts";
import { firewallRoutes } from "./firewalls.ts";
import { imageRoutes } from "./images.ts";
import { keyRoutes } from "./keys.ts";
import { projectRoutes } from "./projects.ts";
import { tagRoutes } from "./tags.ts";
import { volumeRoutes } from "./volumes.ts";
import { vpcRoutes } from "./vpcs.ts";

/** Every call that this cloud answers. */
export const allRoutes: Routes = {
  ...catalogRoutes,
  ...dropletRoutes,
  ...dropletActionRoutes,
  ...firewallRoutes,
  ...imageRoutes,
  ...keyRoutes,
  ...projectRoutes,
  ...tagRoutes,
  ...volumeRoutes,
  ...vpcRoutes,
};
