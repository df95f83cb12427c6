"""What node_status told of every machine, as rows for the page."""


def machine_table(hostvars, groups):
    rows = []
    for name in [name for role in ("manager", "worker") for name in groups.get(role, [])]:
        status = hostvars[name].get("status", {})
        row = status.get("row")
        rows.append({"name": name, **row} if row else {"name": name, "problem": problem(status)})
    return rows


def problem(status):
    if status.get("unreachable"):
        return "cannot be reached"
    return str(status.get("msg") or status.get("module_stderr") or "was not looked at").strip()[-300:]


class FilterModule:
    def filters(self):
        return {"machine_table": machine_table}
