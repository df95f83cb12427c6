#!/usr/bin/python
"""Replaces every task of a service by a new one of the same spec, as its update settings say, and waits for the end."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, wait_for

DOCUMENTATION = r"""
module: swarm_service
short_description: Restarts a service of a swarm
options:
  name:
    description: Name of the service.
    type: str
    required: true
  limit:
    description: Seconds to wait until the update is completed and all tasks run.
    type: int
    default: 300
"""

BAD = ("paused", "rollback_started", "rollback_paused", "rollback_completed")


def find(module, engine):
    services = {service["Spec"]["Name"]: service for service in engine.get("/services?status=true")}
    if module.params["name"] in services:
        return services[module.params["name"]]
    names = ", ".join(sorted(services)) or "none"
    module.fail_json(msg="there is no service %s; there are: %s" % (module.params["name"], names))


def restart(engine, service):
    spec = service["Spec"]
    spec["TaskTemplate"]["ForceUpdate"] = spec["TaskTemplate"].get("ForceUpdate", 0) + 1
    engine.post("/services/%s/update?version=%d" % (service["ID"], service["Version"]["Index"]), spec)


def wait_until_replaced(module, engine, service):
    seen = {}

    def look():
        seen.update(find(module, engine))
        update = (seen.get("UpdateStatus") or {}).get("State", "")
        status = seen["ServiceStatus"]
        done = update == "completed" and status["RunningTasks"] >= status["DesiredTasks"]
        return done or update in BAD or status["DesiredTasks"] == 0

    ended = wait_for(module.params["limit"], look)
    update = seen.get("UpdateStatus") or {}
    if ended and update.get("State", "completed") == "completed":
        return seen["ServiceStatus"]
    state = update.get("State", "not started") if ended else "not done after %d s" % module.params["limit"]
    module.fail_json(
        msg="restart of %s: %s. %s %s"
        % (module.params["name"], state, update.get("Message", ""), "; ".join(errors(engine, service["ID"])))
    )


def errors(engine, service_id):
    tasks = [task for task in engine.get("/tasks") if task["ServiceID"] == service_id and task["Status"].get("Err")]
    newest = sorted(tasks, key=lambda task: task["CreatedAt"], reverse=True)[:3]
    return sorted({task["Status"]["Err"] for task in newest})


def main():
    module = AnsibleModule(
        argument_spec={"name": {"type": "str", "required": True}, "limit": {"type": "int", "default": 300}},
        supports_check_mode=True,
    )
    engine = Engine()
    try:
        service = find(module, engine)
        status = service["ServiceStatus"]
        if (service.get("UpdateStatus") or {}).get("State") in ("updating", "rollback_started"):
            module.fail_json(msg="%s is being updated right now: wait for that to end" % module.params["name"])
        if not module.check_mode:
            restart(engine, service)
            status = wait_until_replaced(module, engine, service)
    except EngineError as error:
        module.fail_json(msg="the swarm's manager refused: %s" % error)
    verb = "would replace" if module.check_mode else "replaced"
    module.exit_json(changed=True, msg="%s %d tasks of %s" % (verb, status["DesiredTasks"], module.params["name"]))


if __name__ == "__main__":
    main()
