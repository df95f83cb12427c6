#!/usr/bin/python
"""Waits until a machine is ready for work (cloud-init done, engine answers) and tells what its engine knows."""

import json
import shutil
import subprocess
import time

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, node_facts, wait_for

DOCUMENTATION = r"""
module: engine_state
short_description: Waits for cloud-init and the Docker engine, then tells the state of its swarm membership
options:
  limit:
    description: Seconds to wait for cloud-init and for the engine together.
    type: int
    default: 300
  cloud_init:
    description: Whether to wait for cloud-init, where the machine has it.
    type: bool
    default: true
"""


def wait_for_cloud_init(module, limit):
    """`cloud-init status --wait` ends with 0 (done or disabled), 1 (failed) or 2 (done, with warnings)."""
    if shutil.which("cloud-init") is None:
        return "absent"
    try:
        done = subprocess.run(
            ["cloud-init", "status", "--wait", "--format", "json"],
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        module.fail_json(
            msg="cloud-init was not done after %d s: look into /var/log/cloud-init-output.log on this machine" % limit
        )
    # While it waits it prints dots in front of the JSON.
    start = done.stdout.find("{")
    report = json.loads(done.stdout[start:]) if start >= 0 else {}
    if done.returncode == 1:
        module.fail_json(
            msg="cloud-init failed: %s. Look into /var/log/cloud-init-output.log on this machine, then replace it"
            % ("; ".join(report.get("errors", [])) or done.stdout.strip())
        )
    for problem in report.get("errors", []):
        module.warn("cloud-init: %s" % problem)
    return report.get("status", "done")


def wait_for_engine(module, engine, limit):
    last = []

    def look():
        try:
            return engine.get("/info", seconds=10)
        except EngineError as error:
            last[:] = [str(error)]
            return None

    info = wait_for(limit, look)
    if info is None:
        module.fail_json(
            msg="waited %d s for the Docker engine: %s. See `journalctl -u docker` on this machine" % (limit, last[0])
        )
    return info


def main():
    module = AnsibleModule(
        argument_spec={
            "limit": {"type": "int", "default": 300},
            "cloud_init": {"type": "bool", "default": True},
        },
        supports_check_mode=True,
    )
    started = time.monotonic()
    limit = module.params["limit"]
    cloud_init = wait_for_cloud_init(module, limit) if module.params["cloud_init"] else "not asked"
    engine = Engine()
    info = wait_for_engine(module, engine, max(1, limit - (time.monotonic() - started)))
    swarm = info.get("Swarm", {})
    nodes, trouble = [], swarm.get("Error", "")
    if swarm.get("ControlAvailable"):
        try:
            nodes = [node_facts(node) for node in engine.get("/nodes")]
        except EngineError as error:
            trouble = str(error)
    module.exit_json(
        changed=False,
        cloud_init=cloud_init,
        engine=info.get("ServerVersion", ""),
        state=swarm.get("LocalNodeState", "inactive"),
        node_id=swarm.get("NodeID", ""),
        address=swarm.get("NodeAddr", ""),
        control=bool(swarm.get("ControlAvailable")),
        cluster=(swarm.get("Cluster") or {}).get("ID", ""),
        trouble=trouble,
        nodes=nodes,
    )


if __name__ == "__main__":
    main()
