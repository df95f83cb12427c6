#!/usr/bin/python
"""Frees space of an engine: stopped containers, images nobody uses, build cache. Volumes are never touched."""

import calendar
import json
import time
import urllib.parse

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.swarm_engine import Engine, EngineError

DOCUMENTATION = r"""
module: engine_prune
short_description: Removes stopped containers, unused images and build cache of an engine
options:
  older_than:
    description: Hours since something was created; younger things stay.
    type: int
    default: 168
"""

STOPPED = ("created", "exited", "dead")


def filters(values):
    return "?filters=" + urllib.parse.quote(json.dumps(values))


def candidates(engine, hours):
    """What a prune would take: containers and images, and their bytes. For the dry run, and to tell what changed."""
    used = engine.get("/system/df", seconds=300)
    before = time.time() - 3600 * hours
    containers = [item for item in used["Containers"] or [] if item["State"] in STOPPED and item["Created"] < before]
    images = [item for item in used["Images"] or [] if item["Containers"] == 0 and item["Created"] < before]
    caches = [item for item in used.get("BuildCache") or [] if not item["InUse"] and seconds(item) < before]
    size = sum(item.get("SizeRw", 0) for item in containers) + sum(item["Size"] - max(0, item["SharedSize"]) for item in images)
    return len(containers), len(images), len(caches), size + sum(item["Size"] for item in caches)


def seconds(item):
    """Time of the last use; the engine writes RFC 3339 in UTC."""
    stamp = item.get("LastUsedAt") or item.get("CreatedAt") or "1970-01-01T00:00:00Z"
    return calendar.timegm(time.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S"))


def prune(engine, hours):
    until = ["%dh" % hours]
    containers = engine.post("/containers/prune" + filters({"until": until}), seconds=300)
    images = engine.post("/images/prune" + filters({"until": until, "dangling": ["false"]}), seconds=300)
    cache = engine.post("/build/prune" + filters({"until": until}), seconds=300)
    freed = sum(answer.get("SpaceReclaimed", 0) for answer in (containers, images, cache))
    deleted = [item for item in images.get("ImagesDeleted") or [] if item.get("Deleted")]
    return len(containers.get("ContainersDeleted") or []), len(deleted), len(cache.get("CachesDeleted") or []), freed


def main():
    module = AnsibleModule(argument_spec={"older_than": {"type": "int", "default": 168}}, supports_check_mode=True)
    act = candidates if module.check_mode else prune
    try:
        containers, images, caches, size = act(Engine(), module.params["older_than"])
    except EngineError as error:
        module.fail_json(msg="the engine refused: %s" % error)
    row = {"containers": containers, "images": images, "caches": caches, "mebibytes": round(size / 2**20, 1)}
    told = "%d containers, %d images, %d caches, %.1f MiB" % (containers, images, caches, size / 2**20)
    module.exit_json(changed=containers + images + caches > 0, row=row, msg=told)


if __name__ == "__main__":
    main()
