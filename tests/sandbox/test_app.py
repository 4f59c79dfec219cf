"""The application over real HTTP: bodies, headers as they go out, HEAD, and faults without a trace."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.sandbox import app
from cloudflow_tui.sandbox.calls import Call, Registry, Result
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Clock, Served, basic


def fail(call: Call) -> Result | None:
    raise RuntimeError("a secret of the server")


@pytest.fixture(scope="module")
def served(endpoints: tuple[Endpoint, ...]) -> Iterator[Served]:
    registry = Registry(endpoints={"roles.create": fail})
    world = make_world(SandboxOptions(password=PASSWORD), endpoints, Clock(), registry)
    served = Served(Handler(replace(world)))
    yield served
    served.stop()


@pytest.fixture
def connection(served: Served) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    yield connection
    connection.close()


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    body: bytes | None = None,
    **headers: str,
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, target, body, {"Authorization": basic(), **headers})
    answer = connection.getresponse()
    return answer, answer.read()


def test_headers_keep_their_spelling(connection: http.client.HTTPConnection) -> None:
    answer, body = ask(connection, "GET", "/users.json?per_page=1")
    names = [name for name, _ in answer.getheaders()]
    for name in ("Content-Type", "X-Request-Id", "Set-Cookie", "ETag", "X-Page", "X-Limit", "X-Total"):
        assert name in names
    assert answer.getheader("Content-Length") == str(len(body))


def test_connection_is_kept(connection: http.client.HTTPConnection) -> None:
    for target, status in (("/version.json", 200), ("/nonsense.json", 404), ("/version.xml", 200)):
        assert ask(connection, "GET", target)[0].status == status
    answer, body = ask(connection, "PUT", "/users/2.json", b'{"first_name": "Ann"}')
    assert (answer.status, body, answer.getheader("Content-Type")) == (204, b"", None)
    assert ask(connection, "GET", "/version.json")[0].status == 200


def test_location_names_the_host_that_was_called(connection: http.client.HTTPConnection) -> None:
    answer, _ = ask(
        connection, "POST", "/users/2/ssh_keys.json", b'{"key": "ssh"}', Host="cp.example.com:8080"
    )
    location = answer.getheader("Location") or ""
    assert location.startswith("http://cp.example.com:8080/users/2/ssh_keys/")


def test_chunked_body(connection: http.client.HTTPConnection) -> None:
    headers = {"Authorization": basic(), "Content-Type": "application/json"}
    parts = iter([b'{"user": {"first_', b'name": "Zaza"}}'])
    connection.request("PUT", "/users/3.json", parts, headers, encode_chunked=True)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 204
    assert b'"first_name":"Zaza"' in ask(connection, "GET", "/users/3.json")[1]


def test_head_has_no_body(connection: http.client.HTTPConnection) -> None:
    answer, body = ask(connection, "HEAD", "/users.json")
    assert (answer.status, body) == (200, b"")
    assert int(answer.getheader("Content-Length") or 0) > 0


@pytest.mark.parametrize(("suffix", "start"), [("json", b'{"errors":'), ("xml", b"<?xml")])
def test_fault(
    connection: http.client.HTTPConnection, caplog: pytest.LogCaptureFixture, suffix: str, start: bytes
) -> None:
    with caplog.at_level(logging.CRITICAL, "cloudflow_tui.sandbox"):
        answer, body = ask(connection, "POST", f"/roles.{suffix}", b'{"role": {"label": "x"}}')
    assert answer.status == 500
    assert body.startswith(start)
    assert b"secret of the server" not in body
    assert ask(connection, "GET", "/version.json")[0].status == 200


def test_body_that_is_too_large(
    connection: http.client.HTTPConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MAX_BODY_BYTES", 10)
    answer, body = ask(connection, "PUT", "/users/2.json", b"x" * 11)
    assert answer.status == 413
    assert b"too large" in body
