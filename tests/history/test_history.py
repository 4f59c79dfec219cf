"""What was sent is in the list, whole, newest first, whatever became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.body import Body
from cloudflow_tui.errors import HistoryError
from cloudflow_tui.exchange import (
    Exchange,
    Failure,
    FailureKind,
    Outcome,
    Request,
    Response,
    Timing,
)
from cloudflow_tui.history import History, HistoryRow
from tests.factories import STARTED_AT, make_exchange, make_request, make_response
from tests.history.samples import add, begin


def test_a_finished_exchange_comes_back(history: History) -> None:
    exchange = make_exchange(
        request=make_request("POST", "/users.json?x=1", body=b'{"user":{"login":"zaza"}}', timeout_s=5.0),
        response=make_response(201, b'{"user":{"id":17}}', reason="Created", headers=(("X-A", "1"),) * 2),
    )
    number = add(history, exchange, "created 17")
    assert history.get(number) == replace(exchange, number=number)


def test_its_row_says_the_most_important(history: History) -> None:
    number = add(history, make_exchange(response=make_response(200, b"[1]")), "1 item")
    assert history.rows() == [
        HistoryRow(
            number=number,
            started_at=STARTED_AT,
            method="GET",
            path="/users.json",
            status=200,
            elapsed_ms=12.0,
            size_bytes=3,
            profile_name="lab",
            login="ann",
            what_happened="1 item",
            outcome=Outcome.ANSWERED,
            endpoint_id="users.list",
        )
    ]


def test_a_request_is_there_before_it_is_answered(history: History, file: Path) -> None:
    number = begin(history)
    other = History.open(file)
    (row,) = other.rows()
    other.close()
    assert (row.number, row.outcome, row.status, row.elapsed_ms) == (number, Outcome.SENDING, None, None)
    assert row.what_happened == "sending"
    assert history.get(number).outcome is Outcome.SENDING
    assert history.get(number).response is None


def test_failures_keep_their_words_and_what_came(history: History) -> None:
    failure = Failure(FailureKind.CUT, "cp.example.com:443 closed the connection.", "Try again.", True)
    exchange = make_exchange(outcome=Outcome.FAILED, failure=failure, response=make_response(200, b"[1, 2"))
    assert history.get(add(history, exchange)) == replace(exchange, number=1)


def test_cancelled_ones_say_so(history: History) -> None:
    number = add(history, make_exchange(outcome=Outcome.CANCELLED), "cancelled")
    assert history.rows()[0].outcome is Outcome.CANCELLED
    assert history.get(number).response is None


def test_rows_are_newest_first_and_cut(history: History) -> None:
    numbers = [add(history) for _ in range(5)]
    assert [row.number for row in history.rows(limit=2)] == [numbers[4], numbers[3]]
    assert [row.number for row in history.rows(limit=2, before=numbers[3])] == [numbers[2], numbers[1]]
    assert history.count() == 5


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("users", 1),
        ("USERS post", 1),
        ("disks users", 0),
        ("422", 1),
        ("refused", 1),
        ("disks.list", 1),
        ("lab", 2),
        ("failed", 0),
        ("100%", 0),
        ("_", 0),
        ("'; DROP", 0),
    ],
)
def test_all_words_must_occur(history: History, query: str, found: int) -> None:
    post = make_request("POST", "/users.json", endpoint_id="users.create")
    add(history, make_exchange(request=post, response=make_response(422)), "email refused")
    add(history, make_exchange(request=make_request(path="/disks.json", endpoint_id="disks.list")))
    assert len(history.rows(query=query)) == found


def test_rows_of_one_endpoint(history: History) -> None:
    add(history)
    add(history, make_exchange(request=make_request(endpoint_id="disks.list")))
    assert [row.endpoint_id for row in history.rows(endpoint_id="disks.list")] == ["disks.list"]
    assert history.rows(endpoint_id="nonsense") == []


def test_drafts_come_back(history: History) -> None:
    text = '{"endpoint_id": "users.create", "format": "json", "body": {"login": "zoë"}, "raw_body": null}'
    assert history.draft_json(begin(history, draft_json=text)) == text
    assert history.draft_json(begin(history)) == ""


def test_a_spooled_body_is_read_into_the_history(history: History, tmp_path: Path) -> None:
    data = b"".join(b'{"id": %d}\n' % number for number in range(300_000))
    path = tmp_path / "spooled.body"
    path.write_bytes(data)
    response = replace(make_response(), body=Body.in_file(path))
    number = add(history, make_exchange(response=response))
    path.unlink()
    answer = history.get(number).response
    assert answer is not None
    assert answer.body.read() == data
    assert history.rows()[0].size_bytes == len(data)


def test_a_lost_spool_file_is_told(history: History, tmp_path: Path) -> None:
    response = replace(make_response(), body=Body(b"", tmp_path / "gone.body", 5))
    with pytest.raises(HistoryError, match="cannot be read back from disk"):
        add(history, make_exchange(response=response))
    assert history.rows()[0].outcome is Outcome.SENDING
    add(history)


@pytest.mark.parametrize("call", ["get", "draft_json"])
def test_an_unknown_number(history: History, call: str) -> None:
    with pytest.raises(HistoryError, match="no exchange 99"):
        getattr(history, call)(99)


def test_what_was_never_begun_cannot_be_finished(history: History) -> None:
    with pytest.raises(HistoryError, match="no exchange 7"):
        history.finish(make_exchange(number=7), "")


def test_a_closed_history_says_so(history: History) -> None:
    history.close()
    history.close()
    with pytest.raises(HistoryError, match="is closed"):
        history.rows()


def test_numbers_go_on_after_reopening(file: Path) -> None:
    first = History.open(file)
    number = add(first)
    first.close()
    second = History.open(file)
    assert add(second) == number + 1
    assert second.count() == 2
    second.close()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyz0123456789 /-_", max_size=20)
MILLISECONDS = st.none() | st.floats(0, 1e6)
HEADERS = st.lists(
    st.tuples(st.sampled_from(["Accept", "X-One", "x-one", "Content-Type"]), PLAIN), max_size=4
).map(tuple)
BODIES = st.binary(max_size=200) | st.binary(min_size=1, max_size=5).map(lambda data: data * 400_000)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    """Exchanges without secrets."""
    request = Request(
        draw(st.sampled_from(["GET", "POST", "DELETE"])),
        f"https://cp.example.com/{draw(PLAIN)}",
        draw(HEADERS),
        draw(st.binary(max_size=60)),
        draw(st.sampled_from(["json", "xml"])),
        draw(st.sampled_from(["", "users.list"])),
        draw(st.none() | st.floats(0.1, 99)),
    )
    started_at = draw(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
    connect_ms, tls_ms, send_ms, wait_ms, receive_ms = (draw(MILLISECONDS) for _ in range(5))
    total_ms = draw(st.floats(0, 1e6))
    timing = Timing(started_at, connect_ms, tls_ms, send_ms, wait_ms, receive_ms, total_ms)
    response = Response(draw(st.integers(100, 599)), draw(TEXT), draw(HEADERS), Body.of(draw(BODIES)))
    failure = Failure(draw(st.sampled_from(FailureKind)), draw(TEXT), draw(TEXT), draw(st.booleans()))
    return Exchange(
        request,
        draw(st.sampled_from([Outcome.ANSWERED, Outcome.FAILED, Outcome.CANCELLED])),
        timing,
        draw(st.none() | st.just(response)),
        draw(st.none() | st.just(failure)),
        draw(TEXT),
        draw(TEXT),
    )


@given(st.lists(exchanges(), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_every_exchange_without_secrets_comes_back_as_it_was(sent: list[Exchange]) -> None:
    with TemporaryDirectory() as folder:
        history = History.open(Path(folder) / "history.sqlite")
        numbers = [add(history, exchange) for exchange in sent]
        read = [history.get(number) for number in numbers]
        history.close()
    assert read == [replace(exchange, number=number) for exchange, number in zip(sent, numbers, strict=True)]
