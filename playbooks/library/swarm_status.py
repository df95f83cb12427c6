#!/usr/bin/python
"""Tells how a swarm is: its nodes, its services, and the tasks that are wanted and do not run. On a manager."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, node_facts

DOCUMENTATION = r"""
module: swarm_status
short_description: Nodes, services and failing tasks of a swarm
options: {}
"""

FINAL = ("running", "complete", "shutdown", "remove")


def service_row(service):
    spec = service["Spec"]
    status = service.get("ServiceStatus") or {}
    update = (service.get("UpdateStatus") or {}).get("State", "")
    image = spec["TaskTemplate"].get("ContainerSpec", {}).get("Image", "").split("@")[0]
    return {
        "service": spec["Name"],
        "mode": next(iter(spec.get("Mode", {"?": 0}))).lower(),
        "running": "%d of %d" % (status.get("RunningTasks", 0), status.get("DesiredTasks", 0)),
        "image": image,
        "update": update,
    }


def task_row(task, services, nodes):
    status = task["Status"]
    return {
        "service": services.get(task["ServiceID"], task["ServiceID"]),
        "slot": task.get("Slot", ""),
        "node": nodes.get(task.get("NodeID", ""), "none"),
        "state": status["State"],
        "wanted": task["DesiredState"],
        "why": status.get("Err") or status.get("Message", ""),
    }


def main():
    module = AnsibleModule(argument_spec={}, supports_check_mode=True)
    engine = Engine()
    try:
        nodes = [node_facts(node) for node in engine.get("/nodes")]
        services = engine.get("/services?status=true")
        tasks = engine.get("/tasks")
    except EngineError as error:
        module.fail_json(msg="the swarm's manager refused: %s" % error)
    service_names = {service["ID"]: service["Spec"]["Name"] for service in services}
    node_names = {node["id"]: node["name"] for node in nodes}
    failing = [task for task in tasks if task["DesiredState"] in ("running", "ready") and task["Status"]["State"] not in FINAL]
    module.exit_json(
        changed=False,
        nodes=nodes,
        services=sorted(map(service_row, services), key=lambda row: row["service"]),
        tasks=sorted((task_row(task, service_names, node_names) for task in failing), key=lambda row: str(row)),
    )


if __name__ == "__main__":
    main()
