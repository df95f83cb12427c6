"""The Docker Engine API over its unix socket, with Python's standard library alone.

Droplets need no Python package for it (community.docker's swarm modules want the Docker SDK), a module starts in a
tenth of the time, and a secret stays inside a request body.
"""

import http.client
import json
import socket
import time

SOCKET = "/var/run/docker.sock"
# Docker 20.10, the oldest engine that is looked after. https://docs.docker.com/reference/api/engine/version/v1.41/
API = "/v1.41"


class EngineError(Exception):
    """The engine answered with an error, or did not answer (status 0)."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class _Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(SOCKET)


class Engine:
    """Requests to the engine of this machine."""

    def get(self, path, seconds=30):
        return self.request("GET", path, None, seconds)

    def post(self, path, body=None, seconds=30):
        return self.request("POST", path, body, seconds)

    def delete(self, path, seconds=30):
        return self.request("DELETE", path, None, seconds)

    def request(self, method, path, body, seconds):
        connection = _Connection("engine", timeout=seconds)
        try:
            data = None if body is None else json.dumps(body)
            headers = {} if data is None else {"Content-Type": "application/json"}
            connection.request(method, API + path, data, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise EngineError(0, "the Docker engine does not answer on %s: %s" % (SOCKET, error)) from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise EngineError(answer.status, _message(text))
        return json.loads(text) if text[:1] in ("{", "[") else text

    def update_node(self, node_id, change, seconds=30):
        """Applies `change(spec)` to a node's spec; another writer in between means one more look.

        Returns the spec before and after, equal when there was nothing to change.
        """
        for _ in range(10):
            node = self.get("/nodes/" + node_id)
            before = node["Spec"]
            after = json.loads(json.dumps(before))
            change(after)
            if after == before:
                return before, after
            try:
                self.post("/nodes/%s/update?version=%d" % (node_id, node["Version"]["Index"]), after, seconds)
                return before, after
            except EngineError as error:
                if "out of sequence" not in str(error):
                    raise
                time.sleep(0.2)
        raise EngineError(409, "node %s is being changed by something else all the time" % node_id)


def _message(text):
    try:
        return json.loads(text)["message"]
    except (ValueError, KeyError, TypeError):
        return text.strip()


def wait_for(limit, look, every=0.5):
    """Looks until `look()` gives something true, at most `limit` seconds; gives the last answer, true or not."""
    end = time.monotonic() + limit
    while True:
        found = look()
        if found or time.monotonic() >= end:
            return found
        time.sleep(every)


def node_facts(node):
    """The few things the playbooks want to know about an item of GET /nodes."""
    spec = node["Spec"]
    return {
        "id": node["ID"],
        "name": spec.get("Labels", {}).get("name") or node["Description"]["Hostname"],
        "hostname": node["Description"]["Hostname"],
        "role": spec["Role"],
        "availability": spec["Availability"],
        "state": node["Status"]["State"],
        "address": node["Status"].get("Addr", ""),
        "leader": bool(node.get("ManagerStatus", {}).get("Leader")),
        "reachability": node.get("ManagerStatus", {}).get("Reachability", ""),
        "labels": spec.get("Labels", {}) or {},
        "engine": node["Description"].get("Engine", {}).get("EngineVersion", ""),
    }
