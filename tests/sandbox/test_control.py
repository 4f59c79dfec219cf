"""Steering the sandbox: snapshots, reset, steps, cancelling, faults, scenarios; administrators only."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from cloudflow_tui.sandbox.accounts import derived_password
from cloudflow_tui.sandbox.control import Control
from cloudflow_tui.sandbox.faults import FaultBook
from cloudflow_tui.sandbox.handling import HttpRequest
from tests.sandbox.cloud import PASSWORD, CloudForTests


class Steered:
    """A cloud with its control."""

    def __init__(self) -> None:
        self.cloud = CloudForTests()
        self.faults = FaultBook()
        self._control = Control(self.cloud.handler, self.faults)

    def __call__(
        self, method: str, path: str, data: object = None, login: str = "admin", secret: str = PASSWORD
    ) -> tuple[int, Any]:
        token = b64encode(f"{login}:{secret}".encode()).decode()
        body = b"" if data is None else json.dumps(data).encode()
        headers = {"authorization": f"Basic {token}"}
        answer = self._control.answer(HttpRequest(method, f"/_sandbox{path}", "", headers, body))
        return answer.status, json.loads(answer.body) if answer.body else None


@pytest.fixture
def steer() -> Steered:
    return Steered()


def count(steer: Steered) -> int:
    return len(steer.cloud.call("GET", "/virtual_machines.json")[1])


def test_administrators_only(steer: Steered) -> None:
    assert steer("GET", "")[0] == 200
    assert steer("GET", "", secret="wrong")[0] == 401
    assert steer("POST", "/reset", login="bob", secret=derived_password(PASSWORD, "bob"))[0] == 401


def test_snapshots(steer: Steered) -> None:
    before = count(steer)
    assert steer("POST", "/snapshots", {"name": "full"}) == (201, {"snapshot": "full"})
    steer.cloud.call("DELETE", "/virtual_machines/1.json")
    assert count(steer) == before - 1
    assert steer("POST", "/snapshots/full/restore")[0] == 200
    assert count(steer) == before
    assert steer("GET", "/snapshots") == (200, {"snapshots": ["full"]})
    assert steer("DELETE", "/snapshots/full")[0] == 204
    assert steer("POST", "/snapshots/full/restore")[0] == 404


def test_reset(steer: Steered) -> None:
    first = steer.cloud.call("GET", "/virtual_machines.json")[1]
    steer.cloud.call("DELETE", "/virtual_machines/1.json")
    steer("POST", "/faults", {"fault": "/*: 500"})
    steer("POST", "/scenarios/failed-build")
    assert steer("POST", "/reset")[0] == 200
    assert steer.cloud.call("GET", "/virtual_machines.json")[1] == first
    assert steer.faults.faults == []
    assert steer.cloud.world.failing == set()
    assert steer.cloud.call("GET", "/version.json")[0] == 200


def test_steps_and_cancelling(steer: Steered) -> None:
    steer.cloud.world.pace = "stepped"
    steer.cloud.call("POST", "/virtual_machines/1/stop.json")
    number = steer.cloud.newest()["id"]
    assert steer("POST", f"/transactions/{number}/fail") == (
        200,
        {"transaction": {"id": number, "status": "failed"}},
    )
    assert steer("POST", f"/transactions/{number}/cancel")[0] == 422
    steer.cloud.call("POST", "/virtual_machines/1/stop.json")
    assert steer("POST", "/step", {"count": 100})[1]["steps"] >= 2
    assert steer.cloud.newest()["status"] == "complete"
    assert steer("POST", "/step") == (200, {"steps": 0})
    assert steer("POST", "/transactions/999999/cancel")[0] == 404


def test_faults(steer: Steered) -> None:
    assert steer("POST", "/faults", {"fault": "GET /users: 503"}) == (201, {"faults": ["GET /users: 503"]})
    assert steer.faults.pick("GET", "/users", "") is not None
    status, data = steer("POST", "/faults", {"fault": "nonsense"})
    assert status == 422
    assert "nonsense" in data["errors"][0]
    assert steer("DELETE", "/faults")[0] == 204
    assert steer("GET", "/faults") == (200, {"faults": []})


def test_scenarios(steer: Steered) -> None:
    known = steer("GET", "/scenarios")[1]["scenarios"]
    assert "busy-server" in known
    assert steer("POST", "/scenarios/slow")[0] == 201
    assert steer("GET", "")[1]["scenarios"] == ["slow"]
    assert steer("DELETE", "/scenarios/slow")[0] == 204
    assert steer.faults.faults == []
    status, data = steer("POST", "/scenarios/busy-sever")
    assert status == 422
    assert "busy-server" in data["advice"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nonsense"), ("PUT", "/reset"), ("GET", "/step")])
def test_no_such_call(steer: Steered, method: str, path: str) -> None:
    assert steer(method, path)[0] == 404
