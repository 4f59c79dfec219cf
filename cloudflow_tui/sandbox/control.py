"""Calls that steer the sandbox itself, below a path of its own: snapshots, reset, clock, faults, scenarios.

Always JSON, for administrators only, and not there at all when it was switched off at start.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import unquote

from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.answers import CONTENT_TYPES, HttpAnswer
from cloudflow_tui.sandbox.app import CONTROL
from cloudflow_tui.sandbox.faults import FaultBook, read_fault
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from cloudflow_tui.sandbox.scenarios import SCENARIOS, switch_off, switch_on
from cloudflow_tui.sandbox.transactions import KIND, cancel, step

_MOST_SNAPSHOTS: Final = 20
_MOST_STEPS: Final = 10_000

Answer = tuple[int, Any]


class Control:
    """Steers one sandbox."""

    def __init__(self, handler: Handler, faults: FaultBook) -> None:
        self._handler = handler
        self._world = handler.world
        self._faults = faults
        self._snapshots: dict[str, bytes] = {}
        self._scenarios: list[str] = []

    def answer(self, request: HttpRequest) -> HttpAnswer:
        """The answer to a call below `CONTROL`."""
        if not self._handler.is_administrator(request):
            return self.refuse(request, 401, "Sign in as an administrator.")
        parts = [unquote(part) for part in request.raw_path.removeprefix(CONTROL).split("/") if part]
        try:
            given = json.loads(request.body or b"{}")
            given = given if isinstance(given, dict) else {}
            status, data = self._do(request.method, parts, given)
        except SandboxError as error:
            status, data = 422, {"errors": [error.message], "advice": error.advice}
        except ValueError:
            status, data = 400, {"errors": ["The body is not JSON."]}
        return _told(status, data)

    def refuse(self, request: HttpRequest, status: int, message: str) -> HttpAnswer:
        return _told(status, {"errors": [message]})

    def _do(self, method: str, parts: list[str], given: Mapping[str, Any]) -> Answer:
        word, rest = (parts[0], parts[1:]) if parts else ("", [])
        calls: Mapping[str, Callable[[str, list[str], Mapping[str, Any]], Answer | None]] = {
            "": self._status,
            "snapshots": self._on_snapshots,
            "reset": self._reset,
            "step": self._step,
            "transactions": self._on_transactions,
            "faults": self._on_faults,
            "scenarios": self._on_scenarios,
        }
        found = calls[word](method, rest, given) if word in calls else None
        return found or (404, {"errors": [f"{method} {CONTROL}/{'/'.join(parts)} is no call of the sandbox"]})

    def _status(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        world = self._world
        return 200, {
            "version": world.api_version,
            "seed": world.seed,
            "size": world.size,
            "clock": world.pace,
            "objects": world.store.counts(),
            "snapshots": sorted(self._snapshots),
            "faults": [fault.text for fault in self._faults.faults],
            "scenarios": list(self._scenarios),
        }

    def _on_snapshots(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if method == "GET" and not rest:
            return 200, {"snapshots": sorted(self._snapshots)}
        if method == "POST" and not rest:
            name = str(given.get("name") or f"snapshot-{len(self._snapshots) + 1}")
            if len(self._snapshots) >= _MOST_SNAPSHOTS and name not in self._snapshots:
                return 422, {"errors": [f"There are {_MOST_SNAPSHOTS} snapshots already; delete one"]}
            self._snapshots[name] = self._world.store.snapshot()
            return 201, {"snapshot": name}
        if not rest or rest[0] not in self._snapshots:
            return 404, {"errors": [f"There is no snapshot {rest[0] if rest else ''!r}"]}
        if method == "POST" and rest[1:] == ["restore"]:
            self._world.store.restore(self._snapshots[rest[0]])
            return 200, {"snapshot": rest[0]}
        if method == "DELETE" and len(rest) == 1:
            del self._snapshots[rest[0]]
            return 204, None
        return None

    def _reset(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if method != "POST" or rest:
            return None
        self._world.switches.clear()
        self._world.failing.clear()
        self._faults.clear()
        self._scenarios.clear()
        self._world.begin_again()
        return 200, {"reset": True}

    def _step(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if method != "POST" or rest:
            return None
        count = given.get("count", 1)
        wanted = min(count, _MOST_STEPS) if isinstance(count, int) else 1
        done = 0
        while done < wanted and step(self._world, self._world.clock()):
            done += 1
        self._world.store.commit()
        return 200, {"steps": done}

    def _on_transactions(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if method != "POST" or len(rest) != 2 or rest[1] not in ("cancel", "fail"):
            return None
        transaction = self._world.store.find(KIND, rest[0])
        if transaction is None:
            return 404, {"errors": ["Transaction not found"]}
        status = "cancelled" if rest[1] == "cancel" else "failed"
        if not cancel(self._world, transaction, self._world.clock(), status):
            return 422, {"errors": [f"The transaction is {transaction['status']} already"]}
        self._world.store.commit()
        return 200, {"transaction": {"id": transaction["id"], "status": status}}

    def _on_faults(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if rest:
            return None
        if method == "POST":
            self._faults.add(read_fault(str(given.get("fault") or "")))
        elif method == "DELETE":
            self._faults.clear()
            return 204, None
        elif method != "GET":
            return None
        told = [fault.text for fault in self._faults.faults]
        return 201 if method == "POST" else 200, {"faults": told}

    def _on_scenarios(self, method: str, rest: list[str], given: Mapping[str, Any]) -> Answer | None:
        if method == "GET" and not rest:
            known = {name: scenario.words for name, scenario in SCENARIOS.items()}
            return 200, {"scenarios": known, "on": list(self._scenarios)}
        if len(rest) != 1 or method not in ("POST", "DELETE"):
            return None
        name = rest[0]
        if method == "POST":
            switch_on(name, self._world, self._faults)
            self._scenarios = [*(one for one in self._scenarios if one != name), name]
            return 201, {"scenario": name, "words": SCENARIOS[name].words}
        switch_off(name, self._world, self._faults)
        self._scenarios = [one for one in self._scenarios if one != name]
        return 204, None


def _told(status: int, data: Any) -> HttpAnswer:
    headers = [("Status", f"{status} {HTTPStatus(status).phrase}"), ("Cache-Control", "no-store")]
    if status == 204:
        return HttpAnswer(status, tuple(headers))
    headers.append(("Content-Type", CONTENT_TYPES["json"]))
    if status == 401:
        headers.append(("WWW-Authenticate", 'Basic realm="sandbox"'))
    return HttpAnswer(status, tuple(headers), json.dumps(data, indent=1).encode() + b"\n")
