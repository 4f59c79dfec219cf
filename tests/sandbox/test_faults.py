"""Faults: read from their line, fitting their calls, and as they arrive at a client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, IncompleteRead
from urllib.parse import urlsplit

import pytest
from lxml import etree

from cloudflow_tui.catalog.models import Endpoint
from cloudflow_tui.errors import SandboxError
from cloudflow_tui.sandbox.answers import HttpAnswer
from cloudflow_tui.sandbox.faults import FaultBook, answer_of, distorted, read_effects, read_fault
from cloudflow_tui.sandbox.handling import Handler
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.world import make_world
from tests.sandbox.support import PASSWORD, Clock, Served, basic


def test_a_line() -> None:
    fault = read_fault("POST /virtual_machines/:id/*: after 503, retry=30 latency=200ms rate=0.5 times=2")
    assert (fault.method, fault.path, fault.status) == ("POST", "/virtual_machines/:id/*", 503)
    assert (fault.is_after, fault.retry_s, fault.latency_s) == (True, 30, 0.2)
    assert (fault.rate, fault.times) == (0.5, 2)
    assert read_fault("/users: huge=2mb").huge_bytes == 2 * 1024 * 1024
    assert read_fault('GET /x: 200 body={"a": "b, c"}').body == '{"a": "b, c"}'


@pytest.mark.parametrize(
    "line",
    ["", "500", "POST: 500", "GET /users", "GET /users: nonsense", "GET /x: latency=long", "GET /x: 99"],
)
def test_no_fault(line: str) -> None:
    with pytest.raises(SandboxError):
        read_fault(line)


@pytest.mark.parametrize(
    ("line", "method", "path", "fits"),
    [
        ("POST /users: 500", "POST", "/users", True),
        ("POST /users: 500", "GET", "/users", False),
        ("POST /users: 500", "POST", "/users/7", False),
        ("* /users/:id: 500", "GET", "/users/7", True),
        ("* /users/:id: 500", "GET", "/users/7/suspend", False),
        ("/users*: 500", "GET", "/users/7/suspend", True),
        ("/a.b: 500", "GET", "/axb", False),
    ],
)
def test_fitting(line: str, method: str, path: str, fits: bool) -> None:
    assert (FaultBook([read_fault(line)]).pick(method, path, "") is not None) is fits


def test_how_often() -> None:
    book = FaultBook([read_fault("/*: 500 times=2")])
    assert [book.pick("GET", "/x", "") is not None for _ in range(4)] == [True, True, False, False]
    book = FaultBook([read_fault("/*: 500 rate=0.5")], seed=7)
    struck = sum(book.pick("GET", "/x", "") is not None for _ in range(400))
    assert 140 < struck < 260


def test_a_header_is_for_one_call() -> None:
    book = FaultBook()
    fault = book.pick("GET", "/x", "502")
    assert fault is not None
    assert fault.status == 502
    assert book.pick("GET", "/x", "no such thing") is None
    assert book.pick("GET", "/x", "") is None


def test_a_blown_up_body_is_still_well_formed() -> None:
    rows = distorted(HttpAnswer(200, (), b'[{"a":1}]'), read_effects("huge=1mb"))
    assert len(rows.body) >= 1024 * 1024
    assert json.loads(rows.body)[-1] == {"a": 1}
    document = distorted(HttpAnswer(200, (), b"<a/>"), read_effects("huge=100kb"))
    assert etree.fromstring(document.body).tag == "a"


def test_answers_in_the_format_asked_for() -> None:
    assert json.loads(answer_of(read_effects("422"), False, "").body)["errors"]
    assert etree.fromstring(answer_of(read_effects("422"), True, "").body).tag == "errors"
    assert dict(answer_of(read_effects("503"), False, "").headers)["Retry-After"] == "60"


@pytest.fixture(scope="module")
def served(endpoints: tuple[Endpoint, ...]) -> Iterator[Served]:
    world = make_world(SandboxOptions(password=PASSWORD), endpoints, Clock())
    faults = FaultBook([read_fault("GET /roles: 301 redirect=https://{host}")])
    served = Served(Handler(world), faults=faults)
    yield served
    served.stop()


def ask(
    served: Served, target: str, fault: str, method: str = "GET"
) -> tuple[int, dict[str, str], bytes | HTTPException]:
    """Status, headers and body, or how the body failed."""
    connection = HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request(method, target, headers={"Authorization": basic(), "X-Sandbox-Fault": fault})
    answer = connection.getresponse()
    try:
        body: bytes | HTTPException = answer.read()
    except HTTPException as error:
        body = error
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_a_cut_body(served: Served) -> None:
    status, _, body = ask(served, "/users.json", "cut")
    assert status == 200
    assert isinstance(body, IncompleteRead)


def test_a_wrong_length(served: Served) -> None:
    _, headers, body = ask(served, "/version.json", "length")
    assert isinstance(body, IncompleteRead)
    assert int(headers["Content-Length"]) == len(body.partial) + 10


def test_wrong_types_and_bodies(served: Served) -> None:
    status, headers, body = ask(served, "/version.json", "500")
    assert (status, headers["Content-Type"]) == (500, "text/html; charset=UTF-8")
    assert b"something went wrong" in (body if isinstance(body, bytes) else b"")
    assert ask(served, "/version.json", "type=text/plain")[1]["Content-Type"] == "text/plain"
    assert ask(served, "/version.json", "empty")[2] == b""
    broken = ask(served, "/version.json", "broken")[2]
    assert isinstance(broken, bytes)
    with pytest.raises(ValueError, match=r"."):
        json.loads(broken)
    assert ask(served, "/version.json", "drip=400")[2] == b'{"version":"6.7.0-12"}'
    assert ask(served, "/version.json", "latency=1ms")[0] == 200


def test_a_redirect_to_https(served: Served) -> None:
    status, headers, _ = ask(served, "/roles.json?page=2", "")
    assert status == 301
    assert headers["Location"] == f"https://{urlsplit(served.url).netloc}/roles.json?page=2"


def test_a_replaced_answer_carries_nothing_out_unless_told(served: Served) -> None:
    assert ask(served, "/roles/4.json", "500", "DELETE")[0] == 500
    assert ask(served, "/roles/4.json", "")[0] == 200
    assert ask(served, "/roles/4.json", "after 500", "DELETE")[0] == 500
    assert ask(served, "/roles/4.json", "")[0] == 404
