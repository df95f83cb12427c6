#!/usr/bin/python
"""Reads or rotates a swarm's join tokens, on a manager. Reading needs no_log; rotating returns no token."""

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError

DOCUMENTATION = r"""
module: swarm_tokens
short_description: Reads or rotates the join tokens of a swarm
options:
  rotate:
    description: The roles whose token is replaced; empty reads both tokens. Rotating returns no token.
    type: list
    elements: str
    choices: [manager, worker]
    default: []
"""


def rotate(engine, roles):
    swarm = engine.get("/swarm")
    flags = "".join("&rotate%sToken=true" % role.capitalize() for role in roles)
    engine.post("/swarm/update?version=%d%s" % (swarm["Version"]["Index"], flags), swarm["Spec"])


def main():
    module = AnsibleModule(
        argument_spec={
            "rotate": {"type": "list", "elements": "str", "choices": ["manager", "worker"], "default": []}
        },
        supports_check_mode=True,
    )
    roles = module.params["rotate"]
    engine = Engine()
    try:
        if roles:
            if not module.check_mode:
                rotate(engine, roles)
            module.exit_json(changed=True, msg="rotated the join token of: %s" % ", ".join(roles))
        tokens = engine.get("/swarm")["JoinTokens"]
    except EngineError as error:
        module.fail_json(msg="could not %s join tokens: %s" % ("rotate" if roles else "read", error))
    module.exit_json(changed=False, manager=tokens["Manager"], worker=tokens["Worker"])


if __name__ == "__main__":
    main()
