#!/usr/bin/python
"""Brings a swarm's nodes to what the fleet wants: ready, right role, right labels, nobody left behind. On a manager."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, node_facts, wait_for

DOCUMENTATION = r"""
module: swarm_nodes
short_description: Waits for, labels, promotes and removes nodes of a swarm
options:
  wanted:
    description: "The fleet's nodes that were looked at: name -> {id, role}. An empty id has not joined (dry run)."
    type: dict
    required: true
  others:
    description: Names of the fleet's nodes that were not looked at; a node of that name is never removed.
    type: list
    elements: str
    default: []
  limit:
    description: Seconds to wait until every wanted node is ready.
    type: int
    default: 120
  gone_limit:
    description: Seconds to wait until a node that is not in the fleet is seen as down.
    type: int
    default: 90
"""


class Nodes:
    def __init__(self, module):
        self.module = module
        self.engine = Engine()
        self.wanted = module.params["wanted"]
        self.ids = {node["id"]: name for name, node in self.wanted.items() if node["id"]}
        self.before, self.after = [], []

    def list(self):
        return {node["id"]: node for node in map(node_facts, self.engine.get("/nodes"))}

    def wait_until_ready(self):
        late = []

        def look():
            nodes = self.list()
            late[:] = ["%s (%s)" % (name, nodes.get(node_id, {}).get("state", "not a node of this swarm"))
                       for node_id, name in self.ids.items() if nodes.get(node_id, {}).get("state") != "ready"]
            return not late

        if not wait_for(self.module.params["limit"], look, every=0.2):
            self.module.fail_json(
                msg="waited %d s for nodes to be ready: %s" % (self.module.params["limit"], ", ".join(late))
            )

    def change(self, name, node_id, change):
        """Applies `change` to the node's spec, or only notes it in a dry run."""
        if self.module.check_mode:
            before = self.engine.get("/nodes/" + node_id)["Spec"]
            after = {**before, "Labels": dict(before.get("Labels") or {})}
            change(after)
        else:
            before, after = self.engine.update_node(node_id, change)
        if before != after:
            self.before.append(line(name, before))
            self.after.append(line(name, after))

    def settle(self):
        """Labels and roles. Promotions come first: a swarm never has fewer managers than before and after."""
        order = sorted(self.wanted.items(), key=lambda item: (item[1]["role"] != "manager", item[0]))
        for name, node in order:
            if not node["id"]:
                self.after.append("%s: joined as %s, labels name=%s role=%s" % (name, node["role"], name, node["role"]))
                continue

            def change(spec, name=name, role=node["role"]):
                spec["Role"] = role
                spec["Labels"] = {**(spec.get("Labels") or {}), "name": name, "role": role}

            self.change(name, node["id"], change)

    def strangers(self):
        others = self.module.params["others"]
        return [node for node in self.list().values()
                if node["id"] not in self.ids and node["name"] not in others and node["hostname"] not in others]

    def remove_gone(self):
        """Removes the nodes that are neither in the fleet nor alive; gives the names removed and those still alive."""
        alive = lambda: [node for node in self.strangers() if node["state"] != "down"]
        # A droplet that Terraform has just destroyed misses its heartbeats only after some seconds.
        if not self.module.check_mode:
            wait_for(self.module.params["gone_limit"], lambda: not alive(), every=1)
        gone = [node for node in self.strangers() if node["state"] == "down"]
        for node in gone:
            self.before.append("%s: %s, %s, not in the fleet" % (node["name"], node["role"], node["state"]))
            self.after.append("%s: removed" % node["name"])
            if not self.module.check_mode:
                self.remove(node)
        return [node["name"] for node in gone], [node["name"] for node in alive()]

    def remove(self, node):
        if node["role"] == "manager" and not self.another_manager(node["id"]):
            self.module.fail_json(msg="%s is the last manager of this swarm: it is never removed" % node["name"])

        def retire(spec):
            spec["Availability"] = "drain"
            spec["Role"] = "worker"

        self.engine.update_node(node["id"], retire)
        last = []

        # A demoted manager can be removed once it has left the managers' consensus, some moments later.
        def look():
            try:
                self.engine.delete("/nodes/" + node["id"])
                return True
            except EngineError as error:
                last[:] = [str(error)]
                return error.status == 404

        if not wait_for(30, look):
            self.module.fail_json(msg="could not remove %s from the swarm: %s" % (node["name"], last[0]))

    def another_manager(self, node_id):
        return any(node["id"] != node_id and node["reachability"] == "reachable" for node in self.list().values())


def line(name, spec):
    labels = " ".join("%s=%s" % pair for pair in sorted((spec.get("Labels") or {}).items()))
    return "%s: %s, %s, labels %s" % (name, spec["Role"], spec["Availability"], labels or "none")


def main():
    module = AnsibleModule(
        argument_spec={
            "wanted": {"type": "dict", "required": True},
            "others": {"type": "list", "elements": "str", "default": []},
            "limit": {"type": "int", "default": 120},
            "gone_limit": {"type": "int", "default": 90},
        },
        supports_check_mode=True,
    )
    nodes = Nodes(module)
    try:
        if not module.check_mode:
            nodes.wait_until_ready()
        nodes.settle()
        removed, alive = nodes.remove_gone()
    except EngineError as error:
        module.fail_json(msg="the swarm's manager refused: %s" % error)
    for name in alive:
        module.warn("%s is a node of the swarm but not of the fleet, and is not down: it is left alone" % name)
    diff = {"before": "".join(text + "\n" for text in nodes.before),
            "after": "".join(text + "\n" for text in nodes.after)}
    settled = [text.split(":")[0] for text in nodes.after if not text.endswith(": removed")]
    told = ["set role and labels of %s" % ", ".join(settled)] if settled else []
    told += ["removed %s" % ", ".join(removed)] if removed else []
    module.exit_json(
        changed=nodes.before != nodes.after,
        msg="; ".join(told),
        removed=removed,
        strangers=alive,
        nodes=list(nodes.list().values()),
        diff=diff,
    )


if __name__ == "__main__":
    main()
