"""A sandbox for tests: asked directly, or over HTTP from a server in this process."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from cloudflow_tui.sandbox.answers import HttpAnswer
from cloudflow_tui.sandbox.app import Application
from cloudflow_tui.sandbox.handling import Handler, HttpRequest
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.server import bind, url_of

PASSWORD = "pass-phrase"
NOW = datetime(2026, 3, 1, 9, 15, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, read."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


def told(answer: HttpAnswer) -> Told:
    return Told(answer.status, dict(answer.headers), answer.body)


def basic(login: str = "admin", password: str = PASSWORD) -> str:
    return "Basic " + b64encode(f"{login}:{password}".encode()).decode()


class Asker:
    """Asks a handler as a client would, without a socket."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(
        self, method: str, target: str, data: object = None, *, authorization: str = basic(), **headers: str
    ) -> Told:
        """Ask for a target such as `/users.json?page=2`.

        Args:
            data: Sent as JSON; bytes and text are sent as they are.
            headers: With underscores for dashes.
        """
        path, _, query = target.partition("?")
        body = data if isinstance(data, bytes) else data.encode() if isinstance(data, str) else b""
        given = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        if data is not None and not isinstance(data, bytes | str):
            body = json.dumps(data).encode()
            given.setdefault("content-type", "application/json")
        if authorization:
            given["authorization"] = authorization
        given.setdefault("host", "cp.example.com")
        return told(self.handler.answer(HttpRequest(method, quote(path, safe="/%:"), query, given, body)))


class Served:
    """An application on a port of the loopback, served by a thread of this process."""

    def __init__(self, handler: Handler, **parts: Any) -> None:
        from uvicorn import Config, Server

        self._listener = bind(SandboxOptions())
        self.url = url_of(self._listener)
        application = Application(handler, **parts)
        config = Config(application, lifespan="off", ws="none", log_config=None, access_log=False)
        self._server = Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.force_exit = True
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()
