"""The search language: what each part finds, and errors at the column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.errors import QueryError
from cloudflow_tui.exchange import Failure, FailureKind, Outcome
from cloudflow_tui.history import History, words
from cloudflow_tui.history.migrations import migrate
from cloudflow_tui.history.search import FIELDS, Search, compile_query
from tests.factories import STARTED_AT, make_exchange, make_request, make_response, make_timing
from tests.history.samples import add, begin

NOW = STARTED_AT + timedelta(hours=12)


@pytest.fixture
def filled(history: History) -> History:
    """1 POST refused, 2 GET of a server, 3 GET failed, 4 XML, 5 not answered."""
    blank = b'{"errors":{"email":["can\'t be blank"],"login":["zaza is taken"]}}'
    post = make_request("POST", "/users.json", body=b'{"user":{"login":"zaza"}}', endpoint_id="users.create")
    add(history, make_exchange(request=post, response=make_response(422, blank)), "email refused")
    server = make_request(path="/virtual_machines/12.json?page=2", endpoint_id="virtual_servers.get")
    vm = b'{"virtual_machine":{"id":12,"label":"Zo\\u00eb web","ip":"10.0.0.12"}}'
    slow = make_timing(2500.0, started_at=STARTED_AT - timedelta(days=3))
    add(
        history,
        make_exchange(request=server, response=make_response(200, vm), timing=slow, profile_name="prod"),
    )
    broken = make_exchange(
        request=make_request(path="/disks.json", endpoint_id="disks.list"),
        outcome=Outcome.FAILED,
        failure=Failure(FailureKind.TIMEOUT, "No answer."),
        login="bob",
    )
    add(history, broken, "no answer: timed out")
    xml = b"<users><user><id>17</id><login>M&#252;ller</login></user></users>"
    answer = make_response(200, xml, content_type="application/xml")
    add(history, make_exchange(response=answer), "1 item")
    begin(history, make_request("DELETE", "/users/17.json", endpoint_id="users.delete"))
    history.cases.tag("TCK-4471", [1, 2])
    history.cases.add_note("ask Zaza to retry", number=4)
    return history


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("users", [5, 4, 1]),
        ("users zaza", [4, 1]),
        ("zaza", [4, 1]),
        ("zoë", [2]),
        ("müller", [4]),
        ("10.0.0.12", [2]),
        ("10.0.0.1", []),
        ("10.0.0.1*", [2]),
        ("virt", [2]),
        ('"virt"', []),
        ('"be blank"', [1]),
        ('"blank be"', []),
        ("can't", [1]),
        ("-users", [3, 2]),
        ("-users -disks", [2]),
        ("blank or timed", [3, 1]),
        ("blank OR timed", [3, 1]),
        ("(blank or timed) method:get", [3]),
        ("-(blank or timed)", [5, 4, 2]),
        ("blank or timed method:get", [3, 1]),
        ('"or"', []),
        ("#2", [2]),
        ("status:422", [1]),
        ("status:4xx", [1]),
        ("status:!=4xx", [5, 4, 3, 2]),
        ("status:>=300", [1]),
        ("status:200..299", [4, 2]),
        ("status:200,422", [4, 2, 1]),
        ("status:none", [5, 3]),
        ("-status:200", [5, 3, 1]),
        ("METHOD:post,delete", [5, 1]),
        ("endpoint:users", [5, 4, 1]),
        ("endpoint:users.*", [5, 4, 1]),
        ("endpoint:users.create", [1]),
        ("endpoint:user", []),
        ("path:/users/*", [5]),
        ("path:*page=2", [2]),
        ("profile:prod", [2]),
        ("login:bob,ann -users", [3, 2]),
        ("object:user/17", [5, 4]),
        ("object:virtual_machine", [2]),
        ("object:12", [2]),
        ("object:virtual*/12", [2]),
        ("object:*/17", [5, 4]),
        ("case:tck-4471", [2, 1]),
        ("case:TCK-*", [2, 1]),
        ("case:none", [5, 4, 3]),
        ("case:any", [2, 1]),
        ("since:1d", [5, 4, 3, 1]),
        ("until:2d", [2]),
        ("day:today", [5, 4, 3, 1]),
        ("day:2026-02-26", [2]),
        ("since:2026-03-01T09:15", [5, 4, 3, 1]),
        ("since:09:16", []),
        ("body:zaza", [1]),
        ("request:zaza", [1]),
        ("request:blank", []),
        ("answer:blank", [1]),
        ('answer:"can\'t be blank"', [1]),
        ("body:timed", []),
        ("took:>2s", [2]),
        ("took:<=12", [4, 3, 1]),
        ("took:>1h", []),
        ("size:>50", [4, 2, 1]),
        ("size:<0.05kb", []),
        ("note:retry", [4]),
        ("note:any", [4]),
        ("outcome:failed", [3]),
        ("outcome:unknown", [5]),
        ("number:2..3", [3, 2]),
        ("number:>4", [5]),
        ("http://x", []),
        ("_", [2]),
        ("()", [5, 4, 3, 2, 1]),
        ("'; DROP", []),
        ("%", []),
    ],
)
def test_what_is_found(filled: History, query: str, found: list[int]) -> None:
    assert [row.number for row in filled.rows(query=query, now=NOW)] == found
    assert filled.count(query, now=NOW) == len(found)
    assert filled.numbers(query, now=NOW) == found[::-1]


@pytest.mark.parametrize(
    ("query", "column", "words"),
    [
        ("status:", 8, "no value"),
        ("users status:abc", 14, "is no status"),
        ("statsu:422", 1, "Nearest: status"),
        ("-statsu:422", 2, "Nearest: status"),
        ('users "open', 7, "not closed"),
        ('""', 1, "Nothing stands between"),
        ("(users", 1, "not closed"),
        ("users)", 6, "closes nothing"),
        ("or users", 1, "missing beside or"),
        ("users or", 7, "missing beside or"),
        ("took:2s", 6, "needs > or <"),
        ("took:>x", 6, "no duration"),
        ("size:>1tb", 6, "no size"),
        ("since:soon", 7, "no time"),
        ("since:2026-13-01", 7, "no time"),
        ("day:2d", 5, "no day"),
        ("number:x", 8, "no number"),
        ("outcome:good", 9, "There are: answered"),
        ("body:--", 6, "letters and digits"),
        ("x " * 101, 201, "More than 100"),
        ("(" * 101, 101, "More than 100"),
        ("-" * 5000 + "x", 101, "More than 100"),
    ],
)
def test_errors_stand_at_their_column(history: History, query: str, column: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        history.rows(query=query)
    assert caught.value.column == column
    assert words in str(caught.value)


@pytest.mark.parametrize("example", [one for help in FIELDS for one in help.examples])
def test_the_examples_of_the_help_are_understood(history: History, example: str) -> None:
    assert history.rows(query=example) == []


@given(st.text(alphabet="ab:\"()-* >=<.,#/0or\x00ü'", max_size=25) | st.text(max_size=10))
@settings(max_examples=300, deadline=None)
def test_anything_may_be_typed(text: str) -> None:
    column = 1
    try:
        check_sql(compile_query(text, datetime.now(UTC)))
    except QueryError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1


def check_sql(search: Search) -> None:
    """The database takes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        condition, values = search.within(0, 10)
        bound: tuple[Any, ...] = values
        assert connection.execute(f"SELECT number FROM exchanges WHERE {condition}", bound).fetchall() == []


def test_rare_words_are_found_far_back(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "PART", 2)
    for index in range(9):
        add(history, what_happened="rare" if index in (0, 3) else "usual")
    assert [row.number for row in history.rows(query="rare")] == [4, 1]
    assert [row.number for row in history.rows(query="usual", limit=3)] == [9, 8, 7]
    assert [row.number for row in history.rows(query="usual", limit=3, before=9)] == [8, 7, 6]
    assert [row.number for row in history.rows(query="usual", limit=3, before=4)] == [3, 2]
    assert [row.number for row in history.rows(query="rare", limit=3, before=2)] == [1]
    assert history.numbers("rare or usual") == list(range(1, 10))
    assert [(one.key, one.count) for one in history.views.groups("endpoint", "rare")] == [("users.list", 2)]
