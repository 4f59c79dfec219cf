"""A whole sandbox without HTTP for tests of behaviour: call it, move its clock, look into its store."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.schema import Schema
from cloudflow_tui.sandbox.world import all_endpoints, make_world

PASSWORD = "correct horse"
BEGIN = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)


@lru_cache(maxsize=1)
def endpoints() -> tuple[Endpoint, ...]:
    """The whole catalog, read once."""
    return all_endpoints(SandboxOptions())


@lru_cache(maxsize=1)
def schema() -> Schema:
    return Schema(endpoints())


class CloudForTests:
    """A sandbox in memory with a clock that stands still until it is moved."""

    def __init__(self, api_version: str = "6.7") -> None:
        self.now = BEGIN
        options = SandboxOptions(password=PASSWORD, api_version=api_version)
        self.world = make_world(options, endpoints(), clock=lambda: self.now)
        self.store = self.world.store
        self.handler = Handler(self.world)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def call(
        self, method: str, target: str, body: object = None, *, login: str = "admin", secret: str = PASSWORD
    ) -> tuple[int, Any]:
        """Status and data of an answer; the text itself when it is XML, None when it is empty."""
        path, _, query = target.partition("?")
        basic = b64encode(f"{login}:{secret}".encode()).decode()
        answer = self.handler.answer(
            HttpRequest(
                method,
                path,
                query,
                {"authorization": f"Basic {basic}", "content-type": "application/json"},
                b"" if body is None else json.dumps(body).encode(),
            )
        )
        if not answer.body:
            return answer.status, None
        if path.endswith(".xml"):
            return answer.status, answer.body.decode()
        return answer.status, json.loads(answer.body)

    def newest(self) -> dict[str, Any]:
        """The newest transaction, as the list of them begins."""
        _, rows = self.call("GET", "/transactions.json")
        newest: dict[str, Any] = rows[0]["transaction"]
        return newest
