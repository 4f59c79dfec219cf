"""HAR out and in: valid by its fields, the same exchange again, bounded and calm on what is hostile."""

from __future__ import annotations

import io
import json
import tracemalloc
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TextIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.exchange import Exchange, Failure, FailureKind, Outcome, Timing
from cloudflow_tui.interchange.har import har_pieces
from cloudflow_tui.interchange.har_stream import HarReading, read_har_entries
from tests.factories import STARTED_AT, make_exchange, make_request, make_response, make_timing
from tests.interchange.har_fields import har_faults

EXCHANGES = [
    make_exchange(),
    make_exchange(request=make_request(path="/users.json?page=2&q=a%20b&empty=")),
    make_exchange(
        request=make_request("POST", body=b'{"user":{"login":"z\xc3\xa9"}}', endpoint_id="users.create"),
        response=make_response(422, b'{"errors":{"email":["is bad"]}}', reason="Unprocessable Entity"),
    ),
    make_exchange(request=make_request("PUT", body=b"<a/>", format="xml"), response=make_response(204, b"")),
    make_exchange(response=make_response(200, b"\xff\xfe\0binary", content_type="image/png")),
    make_exchange(response=make_response(302, b"", headers=(("Location", "/login"),) * 2)),
    make_exchange(outcome=Outcome.CANCELLED),
    make_exchange(
        outcome=Outcome.FAILED, failure=Failure(FailureKind.TIMEOUT, "No answer.", "Try again.", False)
    ),
    make_exchange(timing=replace(make_timing(), dns_ms=3.0)),
]


def written(exchanges: list[Exchange], store: str = "") -> str:
    return "".join(har_pieces(exchanges, store))


def read(text: str) -> tuple[list[Exchange], HarReading]:
    reading = HarReading()
    return [one.exchange for one in read_har_entries(io.StringIO(text), reading)], reading


def test_it_is_valid() -> None:
    assert har_faults(json.loads(written(EXCHANGES))) == []
    assert json.loads(written([]))["log"]["entries"] == []


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_what_was_written_is_read_again(exchange: Exchange) -> None:
    (again,), reading = read(written([exchange]))
    assert (reading.note, reading.passed_over) == ("", 0)
    total_ms = again.timing.total_ms
    assert again == replace(exchange, timing=replace(exchange.timing, total_ms=total_ms))


def test_where_it_came_from_is_known() -> None:
    reading = HarReading()
    text = written([replace(make_exchange(), number=17)], "abc")
    (one,) = read_har_entries(io.StringIO(text), reading)
    assert one.origin == "abc:17"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.binary(max_size=60), TEXTS, st.integers(100, 599))
@settings(deadline=None)
def test_any_body_comes_back(body: bytes, word: str, status: int) -> None:
    exchange = make_exchange(
        request=make_request("POST", body=body, headers=(("X-Word", word),)),
        response=make_response(status, body, reason=word),
    )
    document = json.loads(written([exchange]))
    assert har_faults(document) == []
    (again,), _ = read(json.dumps(document))
    assert again.request.body == body
    assert again.request.headers == exchange.request.headers
    assert again.response == exchange.response


def entry(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "startedDateTime": "2026-03-01T10:15:00.000+01:00",
        "time": 12,
        "request": {"method": "GET", "url": "https://cp.example.com/users.xml", "headers": []},
        "response": {"status": 200, "content": {"text": "<users/>", "mimeType": "application/xml"}},
    }
    return {**made, **changes}


def har_of(*entries: Any) -> str:
    return json.dumps({"log": {"version": "1.2", "pages": [{"title": '"entries": [1]'}], "entries": entries}})


def test_a_har_of_others() -> None:
    headers = [
        {"name": ":authority", "value": "cp.example.com"},
        {"name": "Authorization", "value": "Basic " + b64encode(b"ann:hunter22").decode()},
    ]
    request = {
        "method": "post",
        "url": "https://cp.example.com/users.xml",
        "headers": headers,
        "postData": {"mimeType": "x", "params": [{"name": "a", "value": "1 2"}]},
    }
    body = {"text": b64encode(b"<a/>").decode(), "encoding": "base64"}
    (one,), reading = read(
        har_of(entry(request=request, response={"status": 201, "content": body, "httpVersion": "h2"}))
    )
    assert (one.request.method, one.request.format, one.login) == ("POST", "xml", "ann")
    assert one.request.body == b"a=1+2"
    assert [name for name, _ in one.request.headers] == ["Authorization"]
    assert reading.secrets == {"hunter22"}
    assert one.request.secret_values == {"hunter22"}
    assert one.response is not None
    assert one.response.body.read() == b"<a/>"
    assert one.timing.started_at.isoformat() == "2026-03-01T09:15:00+00:00"


@pytest.mark.parametrize(
    "odd",
    [
        1,
        None,
        [],
        {},
        entry(request=None),
        entry(request={"method": "GET"}),
        entry(request={"method": "GET", "url": "data:text/plain,x"}),
        entry(request={"method": "GET", "url": "https://[broken"}),
        entry(request={"method": "GET", "url": "https://cp.example.com/\u202e"}),
        entry(request={"method": "X" * 30, "url": "https://cp.example.com/"}),
        entry(request={"method": "GET\r\nX: 1", "url": "https://cp.example.com/"}),
    ],
)
def test_what_is_no_request_is_passed_over(odd: Any) -> None:
    found, reading = read(har_of(entry(), odd, entry()))
    assert len(found) == 2
    assert (reading.entry_count, reading.passed_over, reading.note) == (3, 1, "")


@pytest.mark.parametrize(
    "odd",
    [
        entry(startedDateTime="soon", time=-5, timings={"wait": "x", "ssl": 1e99}),
        entry(startedDateTime=7, response=None),
        entry(response={"status": True}),
        entry(response={"status": 10**30}),
        entry(response={"status": 200, "content": {"text": "!!", "encoding": "base64"}, "headers": "x"}),
        entry(request={"method": "GET", "url": "http://a/", "headers": [1, {"name": 1}, {"name": "a"}]}),
        entry(_cloudflow={"outcome": 7, "endpoint_id": [], "failure": "x"}),
    ],
)
def test_odd_fields_do_no_harm(odd: Any) -> None:
    found, reading = read(har_of(odd))
    assert len(found) == 1
    assert reading.note == ""


@pytest.mark.parametrize(
    ("text", "count", "words"),
    [
        ("", 0, "no HAR"),
        ("[1, 2]", 0, "no HAR"),
        ('{"log": {}}', 0, "no HAR"),
        ("<html>", 0, "no HAR"),
        (har_of(entry(), entry())[:-40], 1, "cut off after 1"),
        (har_of(entry())[:-3], 1, "cut off after 1"),
        (har_of(entry(), 7).replace(", 7]", ", nonsense, " + " " * 100 + "]"), 1, "Entry 2 is broken"),
        (har_of(entry(), 7).replace(", 7]", "," + "[" * 100_000), 1, "Entry 2 is nested too deeply"),
    ],
)
def test_broken_files_give_what_stands_before(text: str, count: int, words: str) -> None:
    found, reading = read(text)
    assert len(found) == count
    assert words in reading.note


def test_a_time_without_phases() -> None:
    bare = Timing(STARTED_AT, total_ms=7.5)
    document = json.loads(written([make_exchange(timing=bare)]))
    assert har_faults(document) == []
    assert document["log"]["entries"][0]["timings"]["wait"] == 7.5


class Endless(io.TextIOBase):
    """A HAR of many entries that is never whole anywhere."""

    def __init__(self, count: int) -> None:
        self._pieces = self._made(count)
        self._held = ""

    def _made(self, count: int) -> Iterator[str]:
        yield '{"log": {"entries": ['
        one = json.dumps(entry(response={"status": 200, "content": {"text": "x" * 50_000}}))
        for index in range(count):
            yield ("," if index else "") + one
        yield "]}}"

    def read(self, size: int | None = -1, /) -> str:
        assert size is not None
        assert size > 0
        while len(self._held) < size:
            piece = next(self._pieces, "")
            if not piece:
                break
            self._held += piece
        taken, self._held = self._held[:size], self._held[size:]
        return taken


def test_memory_stays_bounded() -> None:
    reading = HarReading()
    tracemalloc.start()
    try:
        count = len([None for _ in read_har_entries(cast("TextIO", Endless(2000)), reading)])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (count, reading.note) == (2000, "")
    assert peak < 30_000_000
