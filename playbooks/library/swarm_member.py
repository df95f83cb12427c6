#!/usr/bin/python
"""Makes a machine a member of a swarm: initialises one, or joins one through its managers' private addresses."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError, wait_for

DOCUMENTATION = r"""
module: swarm_member
short_description: Initialises a swarm, or joins one
options:
  address:
    description: This machine's private address; the swarm listens on, advertises and sends data through it only.
    type: str
    required: true
  managers:
    description: Private addresses of managers to join through. Empty means initialise a swarm.
    type: list
    elements: str
    default: []
  token:
    description: The join token of the wanted role; goes in the body of a request to the local engine, nowhere else.
    type: str
  address_pool:
    description: CIDR ranges that overlay networks get theirs from; empty means the engine's own default.
    type: list
    elements: str
    default: []
  limit:
    description: Seconds to wait until the machine is an active member.
    type: int
    default: 60
"""

PORT = 2377


def membership(engine):
    return engine.get("/info")["Swarm"]


def request(params):
    """The path and the body of the one call that makes a member. Shapes: API operations SwarmInit and SwarmJoin."""
    own = "%s:%d" % (params["address"], PORT)
    body = {"ListenAddr": own, "AdvertiseAddr": params["address"], "DataPathAddr": params["address"]}
    if not params["managers"]:
        pool = {"DefaultAddrPool": params["address_pool"], "SubnetSize": 24} if params["address_pool"] else {}
        return "/swarm/init", {**body, **pool, "Spec": {}}
    remotes = ["%s:%d" % (manager, PORT) for manager in params["managers"]]
    return "/swarm/join", {**body, "RemoteAddrs": remotes, "JoinToken": params["token"]}


def become_member(module, engine):
    path, body = request(module.params)
    try:
        engine.post(path, body, seconds=module.params["limit"])
    except EngineError as error:
        # The engine gives up waiting after 20 s and goes on in the background.
        if "Timeout was reached" not in str(error):
            managers = ", ".join(module.params["managers"])
            way = "join through %s" % managers if managers else "initialise a swarm"
            module.fail_json(msg="could not %s: %s" % (way, error))
    seen = {}

    def look():
        seen.update(membership(engine))
        return seen.get("LocalNodeState") == "active"

    if not wait_for(module.params["limit"], look, every=0.2):
        module.fail_json(
            msg="waited %d s to become an active member; state is %s: %s. Is port %d/tcp open between the private addresses?"
            % (module.params["limit"], seen.get("LocalNodeState"), seen.get("Error", ""), PORT)
        )
    return seen["NodeID"]


def main():
    module = AnsibleModule(
        argument_spec={
            "address": {"type": "str", "required": True},
            "managers": {"type": "list", "elements": "str", "default": []},
            "token": {"type": "str", "no_log": True},
            "address_pool": {"type": "list", "elements": "str", "default": []},
            "limit": {"type": "int", "default": 60},
        },
        supports_check_mode=True,
    )
    engine = Engine()
    now = membership(engine)
    if now.get("LocalNodeState") == "active":
        module.exit_json(changed=False, node_id=now["NodeID"])
    managers = module.params["managers"]
    after = "member, joined through %s" % managers[0] if managers else "first manager of a new swarm"
    diff = {
        "before": "%s\n" % now.get("LocalNodeState", "inactive"),
        "after": "%s, on %s\n" % (after, module.params["address"]),
    }
    node_id = "" if module.check_mode else become_member(module, engine)
    module.exit_json(changed=True, node_id=node_id, diff=diff, msg=after)


if __name__ == "__main__":
    main()
