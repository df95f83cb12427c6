#!/usr/bin/python
"""Drains or activates a node, after checking that its work has somewhere to go, and waits until it has moved."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, node_facts, wait_for
from ansible.module_utils.swarm_placement import places

DOCUMENTATION = r"""
module: swarm_availability
short_description: Drains, pauses or activates a node of a swarm
options:
  node:
    description: Name of the node, as in the fleet (label C(name)) or its host name.
    type: str
    required: true
  availability:
    description: What the node shall be.
    type: str
    choices: [active, pause, drain]
    required: true
  limit:
    description: Seconds to wait until the node's tasks run elsewhere.
    type: int
    default: 300
"""


class Drain:
    def __init__(self, module):
        self.module = module
        self.engine = Engine()
        self.nodes = self.engine.get("/nodes")

    def find(self):
        name = self.module.params["node"]
        found = [node for node in self.nodes if name in (node_facts(node)["name"], node["ID"])]
        found = found or [node for node in self.nodes if node["Description"]["Hostname"] == name]
        if len(found) == 1:
            return found[0]
        names = ", ".join(sorted(node_facts(node)["name"] for node in self.nodes))
        self.module.fail_json(msg="%d nodes are called %s; the swarm has %s" % (len(found), name, names))

    def running_on(self, node):
        tasks = self.engine.get("/tasks")
        return [task for task in tasks if task.get("NodeID") == node["ID"]
                and task["DesiredState"] == "running" and task["Status"]["State"] == "running"]

    def check(self, node):
        """Stops when another node should be there and is not: what makes draining take everything down."""
        others = [other for other in self.nodes if other["ID"] != node["ID"]]
        ready = [other for other in others if other["Status"]["State"] == "ready" and other["Spec"]["Availability"] == "active"]
        down = [node_facts(other)["name"] for other in others if other["Status"]["State"] != "ready"]
        if down:
            self.module.fail_json(msg="%s not ready: repair or remove it before draining another node" % ", ".join(down))
        if not ready:
            self.module.fail_json(msg="no other node is active: draining %s would stop every service" % self.module.params["node"])
        services = {service["ID"]: service for service in self.engine.get("/services")}
        moving = {task["ServiceID"] for task in self.running_on(node) if task["ServiceID"] in services}
        stuck = []
        for service in (services[id] for id in sorted(moving)):
            if "Global" not in service["Spec"]["Mode"] and not places(service["Spec"]["TaskTemplate"], ready):
                rules = service["Spec"]["TaskTemplate"].get("Placement", {}).get("Constraints", [])
                stuck.append("%s (%s)" % (service["Spec"]["Name"], ", ".join(rules) or "platform"))
            self.warn_of_volumes(service)
        if stuck:
            self.module.fail_json(msg="no other active node takes: %s. Add a node that fits, or change the constraint" % "; ".join(stuck))
        return [services[id]["Spec"]["Name"] for id in sorted(moving)]

    def warn_of_volumes(self, service):
        for mount in service["Spec"]["TaskTemplate"].get("ContainerSpec", {}).get("Mounts") or []:
            driver = ((mount.get("VolumeOptions") or {}).get("DriverConfig") or {}).get("Name", "local")
            if mount.get("Type") == "volume" and driver in ("", "local"):
                self.module.warn("volume %s of %s is local: its data stays on this node" % (mount.get("Source", "?"), service["Spec"]["Name"]))

    def counts(self):
        """Name of each service -> (running, desired)."""
        services = self.engine.get("/services?status=true")
        return {service["Spec"]["Name"]: (status["RunningTasks"], status["DesiredTasks"])
                for service in services for status in [service["ServiceStatus"]]}

    def wait_until_moved(self, node, before):
        """A service that did not have all its tasks before does not hold up the drain: it only has to get no worse."""
        left = []

        def look():
            short = ["%s %d of %d" % (name, running, desired) for name, (running, desired) in self.counts().items()
                     if running < min(desired, before.get(name, (0, 0))[0])]
            here = ["%d tasks still on the node" % count for count in [len(self.busy(node))] if count]
            left[:] = short + here
            return not left

        if not wait_for(self.module.params["limit"], look, every=1):
            self.module.fail_json(
                msg="waited %d s after draining %s; still: %s. `availability=active` takes it back"
                % (self.module.params["limit"], self.module.params["node"], "; ".join(left))
            )

    def busy(self, node):
        """Tasks that have not stopped yet, wanted or not."""
        return [task for task in self.engine.get("/tasks") if task.get("NodeID") == node["ID"]
                and task["Status"]["State"] in ("running", "starting", "preparing", "assigned", "accepted", "ready")]


def main():
    module = AnsibleModule(
        argument_spec={
            "node": {"type": "str", "required": True},
            "availability": {"type": "str", "choices": ["active", "pause", "drain"], "required": True},
            "limit": {"type": "int", "default": 300},
        },
        supports_check_mode=True,
    )
    wanted = module.params["availability"]
    try:
        drain = Drain(module)
        node = drain.find()
        before = node["Spec"]["Availability"]
        moving = drain.check(node) if wanted == "drain" and before != wanted else []
        counts = drain.counts()
        if before != wanted and not module.check_mode:
            drain.engine.update_node(node["ID"], lambda spec: spec.update(Availability=wanted))
        if wanted == "drain" and not module.check_mode:
            drain.wait_until_moved(node, counts)
    except EngineError as error:
        module.fail_json(msg="the swarm's manager refused: %s" % error)
    name = node_facts(node)["name"]
    diff = {"before": "%s: %s\n" % (name, before), "after": "%s: %s\n" % (name, wanted)}
    moved = " (moving %s)" % ", ".join(moving) if moving else ""
    module.exit_json(changed=before != wanted, diff=diff, msg="%s is %s%s" % (name, wanted, moved))


if __name__ == "__main__":
    main()
