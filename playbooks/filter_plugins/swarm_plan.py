"""Compares the nodes Terraform knows with the nodes the swarm knows. Pure: facts in, a plan out."""


def swarm_plan(states, fleet):
    """What has to be done so that the fleet is one swarm.

    states: name -> what engine_state told of that node; a node that was not looked at is missing
    fleet: name -> {"role": "manager" | "worker", "address": private address}
    Gives {"controller", "initialise", "through", "join", "others", "problems"}: the manager to talk to; the node that
    starts a swarm or ""; private addresses to join through; names that join; names not looked at; reasons to stop.
    """
    managers = sorted((name for name, node in fleet.items() if node["role"] == "manager"), key=natural)
    controllers = [name for name in managers if name in states and states[name]["control"]]
    controllers += [name for name in sorted(states, key=natural) if states[name]["control"] and name not in managers]
    problems = broken(states) + split(states, controllers)
    controller, initialise = "", ""
    if controllers:
        controller = controllers[0]
        problems += outsiders(states, states[controller])
    elif not managers:
        problems.append("the fleet has no manager: a swarm needs at least one node of the group manager")
    else:
        controller = initialise = managers[0]
        problems += orphans(states, managers)
    joining = [name for name in states if states[name]["state"] == "inactive" and name != initialise]
    return {
        "controller": controller,
        "initialise": initialise,
        "through": [fleet[name]["address"] for name in controllers or [initialise] if name in fleet],
        "join": sorted(joining, key=natural),
        "others": sorted(name for name in fleet if name not in states),
        "problems": problems,
    }


def natural(name):
    """Sorts elm-manager-10 after elm-manager-9."""
    parts, digits = [], ""
    for letter in name + " ":
        if letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((0, int(digits), ""))
            digits = ""
        parts.append((1, 0, letter))
    return parts


def broken(states):
    """Members that are neither in nor out: what the engine says, and the way out."""
    return [
        "%s: its swarm membership is %s%s. Run `docker swarm leave --force` on it, then run this again"
        % (name, state["state"], ": " + state["trouble"] if state["trouble"] else "")
        if state["state"] != "active"
        else "%s: its swarm does not answer: %s. With the quorum of managers lost, run "
        "`docker swarm init --force-new-cluster --advertise-addr <private address>` on one of them" % (name, state["trouble"])
        for name, state in sorted(states.items())
        if state["state"] not in ("inactive", "active") or (state["control"] and state["trouble"])
    ]


def split(states, controllers):
    clusters = {states[name]["cluster"] for name in controllers}
    if len(clusters) < 2:
        return []
    return ["the managers are in %d different swarms (%s): make all but one leave" % (len(clusters), ", ".join(controllers))]


def outsiders(states, controller):
    known = {node["id"] for node in controller["nodes"]}
    return [
        "%s is a member of another swarm (or was removed from this one): run `docker swarm leave --force` on it, "
        "then run this again" % name
        for name, state in sorted(states.items())
        if state["state"] == "active" and state["node_id"] not in known
    ]


def orphans(states, managers):
    unseen = [name for name in managers if name not in states]
    members = [name for name, state in sorted(states.items()) if state["state"] == "active"]
    problems = []
    if unseen:
        problems.append(
            "no manager that was looked at is in a swarm, and %s was not looked at: run this without a limit" % ", ".join(unseen)
        )
    if members:
        problems.append(
            "no manager is in a swarm, but %s still is a member of one: restore a manager, or run "
            "`docker swarm leave --force` on it" % ", ".join(members)
        )
    return problems


def fleet_of(hostvars, groups):
    members = [(name, role) for role in ("manager", "worker") for name in groups.get(role, [])]
    return {name: {"role": role, "address": hostvars[name]["private_address"]} for name, role in members}


def plan_of(hostvars, groups):
    """swarm_plan from what the playbook registered as `engine` on each host."""
    fleet = fleet_of(hostvars, groups)
    looked_at = {name: hostvars[name]["engine"] for name in fleet if "state" in hostvars[name].get("engine", {})}
    return swarm_plan(looked_at, fleet)


def members_of(hostvars, groups):
    """The nodes that were looked at, name -> {id, role}: the id they had, or have got by initialising or joining."""
    wanted = {}
    for name, node in fleet_of(hostvars, groups).items():
        found = [hostvars[name].get(key, {}) for key in ("engine", "initialised", "joined_manager", "joined_worker")]
        if "state" in found[0]:
            ids = [result["node_id"] for result in found if result.get("node_id")]
            wanted[name] = {"id": ids[-1] if ids else "", "role": node["role"]}
    return wanted


def controller_of(hostvars, groups):
    """The first manager that answers, is in a swarm and sees its leader; "" when there is none."""
    for name in sorted(groups.get("manager", []), key=natural):
        engine = hostvars[name].get("engine", {})
        if engine.get("control") and not engine.get("trouble"):
            return name
    return ""


def troubles_of(hostvars, groups):
    """Why no manager can be talked to, one sentence each."""
    told = []
    for name in sorted(groups.get("manager", []), key=natural):
        engine = hostvars[name].get("engine", {})
        why = engine.get("trouble") or engine.get("msg") or "its swarm membership is %s" % engine.get("state", "not known")
        told.append("%s: %s" % (name, why))
    return told or ["the fleet has no host in the group manager"]


def table_of(nodes):
    """Nodes as rows for the page, in the order a person reads them."""
    columns = ("name", "role", "state", "availability", "address", "engine")
    order = sorted(nodes, key=lambda node: (node["role"] != "manager", natural(node["name"])))
    return [{column: node[column] for column in columns} for node in order]


class FilterModule:
    def filters(self):
        return {
            "swarm_plan": plan_of,
            "swarm_members": members_of,
            "swarm_controller": controller_of,
            "swarm_troubles": troubles_of,
            "swarm_table": table_of,
        }
