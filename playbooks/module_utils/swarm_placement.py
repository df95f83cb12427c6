"""Which nodes a service's tasks may run on: the rules of swarmkit's constraint filter, for dry runs.

https://docs.docker.com/reference/cli/docker/service/create/#constraint
"""

import re


def places(template, nodes):
    """The nodes (items of GET /nodes) that fit a task template's placement; resources are not looked at."""
    placement = template.get("Placement") or {}
    return [node for node in nodes if fits(placement, node)]


def fits(placement, node):
    platforms = placement.get("Platforms") or []
    own = node["Description"].get("Platform", {})
    if platforms and not any(same_platform(platform, own) for platform in platforms):
        return False
    return all(holds(rule, node) for rule in placement.get("Constraints") or [])


def same_platform(platform, own):
    same_os = platform.get("OS", "") in ("", own.get("OS"))
    return same_os and machine(platform.get("Architecture", "")) in ("", machine(own.get("Architecture", "")))


def machine(name):
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)


def holds(rule, node):
    match = re.match(r"^\s*(\S+?)\s*(==|!=)\s*(.*?)\s*$", rule)
    if match is None:
        return False
    name, operator, wanted = match.groups()
    equal = value_of(name, node).lower() == wanted.lower()
    return equal if operator == "==" else not equal


def value_of(name, node):
    spec, description = node["Spec"], node["Description"]
    platform = description.get("Platform", {})
    plain = {
        "node.id": node["ID"],
        "node.hostname": description["Hostname"],
        "node.role": spec["Role"],
        "node.platform.os": platform.get("OS", ""),
        "node.platform.arch": platform.get("Architecture", ""),
    }
    if name in plain:
        return plain[name]
    for prefix, labels in (
        ("node.labels.", spec.get("Labels")),
        ("engine.labels.", description.get("Engine", {}).get("Labels")),
    ):
        if name.startswith(prefix):
            return (labels or {}).get(name[len(prefix):], "")
    return ""
