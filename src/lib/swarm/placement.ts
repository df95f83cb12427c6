import type { Node, ServiceSpec } from "./types.ts";

/** The nodes on which a global service has to run a task: ready, active, and fit for every constraint. */
export function eligibleNodes(spec: ServiceSpec, nodes: readonly Node[]): Node[] {
  const constraints = spec.TaskTemplate.Placement?.Constraints ?? [];
  return nodes.filter(
    (node) =>
      node.Status.State === "ready" &&
      node.Spec.Availability === "active" &&
      constraints.every((constraint) => fits(constraint, node)),
  );
}

/** Whether a node fits `key==value` or `key!=value`; keys as in docker service create --constraint. */
export function fits(constraint: string, node: Node): boolean {
  const [, key = "", operator, value = ""] = /^\s*(.+?)\s*(==|!=)\s*(.*?)\s*$/.exec(constraint) ?? [];
  const actual = attribute(key, node);
  const same = actual.toLowerCase() === value.toLowerCase();
  return operator === "!=" ? !same : same;
}

function attribute(key: string, node: Node): string {
  const lower = key.toLowerCase();
  if (lower === "node.id") return node.ID;
  if (lower === "node.hostname") return node.Description?.Hostname ?? "";
  if (lower === "node.role") return node.Spec.Role ?? "";
  if (lower === "node.platform.os") return node.Description?.Platform?.OS ?? "";
  if (lower === "node.platform.arch") return node.Description?.Platform?.Architecture ?? "";
  if (lower.startsWith("node.labels.")) return node.Spec.Labels?.[key.slice("node.labels.".length)] ?? "";
  if (lower.startsWith("engine.labels.")) {
    return node.Description?.Engine?.Labels?.[key.slice("engine.labels.".length)] ?? "";
  }
  return "";
}
