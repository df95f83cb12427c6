#!/usr/bin/python
"""Tells how a machine is: space, memory, load, pending updates, whether it waits for a reboot."""

import os
import shutil
import subprocess
import time

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: node_status
short_description: Space, memory, load, pending updates and a pending reboot of a machine
options: {}
"""


def space(path):
    if not os.path.isdir(path):
        return ""
    usage = shutil.disk_usage(path)
    return "%d %% of %.1f GiB" % (round(100 * usage.used / usage.total), usage.total / 2**30)


def memory():
    with open("/proc/meminfo", encoding="ascii") as file:
        values = {line.split(":")[0]: int(line.split()[1]) for line in file}
    used = values["MemTotal"] - values["MemAvailable"]
    return "%d %% of %.1f GiB" % (round(100 * used / values["MemTotal"]), values["MemTotal"] / 2**20)


def updates():
    """Counts packages that an upgrade would install, from the lists that are there: nothing is fetched."""
    if shutil.which("apt-get") is None:
        return None, None
    told = subprocess.run(
        ["apt-get", "--simulate", "-o", "Debug::NoLocking=true", "dist-upgrade"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout
    packages = [line for line in told.splitlines() if line.startswith("Inst ")]
    return len(packages), len([line for line in packages if "security" in line.lower()])


def lists_age():
    """Days since the package lists were fetched."""
    stamps = [path for path in ("/var/lib/apt/periodic/update-success-stamp", "/var/lib/apt/lists") if os.path.exists(path)]
    return round((time.time() - os.path.getmtime(stamps[0])) / 86400, 1) if stamps else None


def main():
    module = AnsibleModule(argument_spec={}, supports_check_mode=True)
    pending, security = updates()
    with open("/proc/uptime", encoding="ascii") as file:
        uptime = float(file.read().split()[0])
    module.exit_json(
        changed=False,
        row={
            "disk": space("/"),
            "docker_disk": space("/var/lib/docker"),
            "memory": memory(),
            "load": round(os.getloadavg()[1], 2),
            "uptime_days": round(uptime / 86400, 1),
            "updates": pending,
            "security_updates": security,
            "package_lists_days": lists_age(),
            "reboot_needed": os.path.exists("/run/reboot-required"),
        },
    )


if __name__ == "__main__":
    main()
