"""Writes what happens in a playbook as JSON lines, beside the readable output.

The file is named by ELM_INFRA_EVENTS; without it the plugin is silent. Lines, by `event`:
  play   {"name"}
  task   {"host", "via", "play", "task", "action", "status", "ignored", "message", "warnings", "diff"}
         status: ok, changed, skipped, failed, unreachable; via: the host a task was delegated to, or ""
  stats  {"hosts": {name: {ok, changed, failures, unreachable, skipped, ignored}}, "result"}
         result: what the playbook gave by `set_stats` under the name `result`
What a task hides with no_log is hidden here: Ansible hands results to a callback censored.
"""

import json
import os

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: elm_infra_events
type: notification
short_description: JSON lines of what happens, in the file ELM_INFRA_EVENTS
description: See the module's text.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "elm_infra_events"
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.path = os.environ.get("ELM_INFRA_EVENTS", "")
        self.disabled = self.path == ""
        self.play = ""

    def write(self, event, **values):
        line = json.dumps({"event": event, **values}, default=str)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, (line + "\n").encode())
        finally:
            os.close(handle)

    def v2_playbook_on_play_start(self, play):
        self.play = play.get_name().strip()
        self.write("play", name=self.play)

    def v2_runner_on_ok(self, result):
        self.task(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.task(result, "failed", ignored=bool(ignore_errors))

    def v2_runner_on_skipped(self, result):
        self.task(result, "skipped")

    def v2_runner_on_unreachable(self, result):
        self.task(result, "unreachable", ignored=bool(getattr(result._task, "ignore_unreachable", False)))

    def task(self, result, status, ignored=False):
        values = result._result
        via = str(result._task.delegate_to or "")
        self.write(
            "task",
            host=result._host.get_name(),
            via="" if "{{" in via else via,
            play=self.play,
            task=result._task.get_name().strip(),
            action=result._task.action,
            status=status,
            ignored=ignored,
            message=message(values),
            warnings=[str(text) for text in values.get("warnings") or []],
            diff=diffs(values),
        )

    def v2_playbook_on_stats(self, stats):
        hosts = {name: stats.summarize(name) for name in sorted(stats.processed)}
        custom = getattr(stats, "custom", {}).get("_run", {})
        self.write("stats", hosts=hosts, result=custom.get("result"))


def message(values):
    """What went wrong or was done; of a loop, the items that failed."""
    if "censored" in values:
        return "hidden (no_log)"
    failed = [item for item in values.get("results") or [] if isinstance(item, dict) and item.get("failed")]
    if failed:
        return "; ".join(message(item) for item in failed)
    for name in ("msg", "stderr", "module_stderr", "module_stdout", "exception", "reason"):
        if values.get(name):
            return str(values[name]).strip()
    return ""


def diffs(values):
    """Every diff of a result (and of a loop's items) as {"header", "before", "after"} or {"prepared"}."""
    if "censored" in values:
        return []
    found = values.get("diff") or []
    found = list(found) if isinstance(found, list) else [found]
    for item in values.get("results") or []:
        if isinstance(item, dict) and item.get("changed") and "censored" not in item:
            found += diffs(item)
    return [shown for shown in map(one_diff, found) if shown]


def one_diff(diff):
    if not isinstance(diff, dict):
        return None
    if diff.get("prepared"):
        return {"prepared": str(diff["prepared"])}
    if diff.get("before") == diff.get("after"):
        return None
    header = diff.get("after_header") or diff.get("before_header") or ""
    return {"header": str(header), "before": text(diff.get("before")), "after": text(diff.get("after"))}


def text(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, indent=2, sort_keys=True, default=str) + "\n"
