import { code } from "../report/markdown.ts";
import { pathText } from "./attributes.ts";
import type { ResourceChange } from "./plan.ts";

/** In words, after https://developer.hashicorp.com/terraform/internals/json-format (`action_reason`). */
const REASONS: Record<string, string> = {
  replace_because_tainted: "it is tainted: an earlier apply left it broken",
  replace_by_request: "asked for by -replace",
  replace_by_triggers: "asked for by replace_triggered_by",
  delete_because_no_resource_config: "it is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_no_move_target: "it was moved to an address that is not in the configuration",
  delete_because_wrong_repetition: "count or for_each was added or removed",
  delete_because_count_index: "its index is beyond count",
  delete_because_each_key: "its key is no longer in for_each",
};

/** Why a resource is destroyed or replaced, as Markdown; empty when Terraform gives no reason. */
export function reason(resource: ResourceChange): string {
  const { action_reason: why, change } = resource;
  if (why === undefined) return resource.deposed === undefined ? "" : "an object left over by a replacement";
  if (why !== "replace_because_cannot_update") return REASONS[why] ?? why.replaceAll("_", " ");
  const paths = (change.replace_paths ?? []).map((path) => code(pathText(path)));
  return paths.length === 0
    ? "it can't be changed in place"
    : `${paths.join(", ")} can't be changed in place`;
}
