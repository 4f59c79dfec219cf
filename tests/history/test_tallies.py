"""Tallies say what a look at every exchange would say; searches narrowed by them find the same."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.exchange import Outcome
from cloudflow_tui.history import History, narrowing
from cloudflow_tui.history.group_counts import may_count
from cloudflow_tui.history.limits import Limits
from cloudflow_tui.history.prune import carry_out, plan_prune
from cloudflow_tui.history.tallies import are_stale, count_all, make_anew, make_stale
from cloudflow_tui.history.views import GROUPINGS
from tests.factories import STARTED_AT, make_exchange, make_request, make_response, make_timing
from tests.history.samples import add, begin

QUERIES = [
    "status:422",
    "status:500",
    "status:>=400",
    "status:none",
    "status:4xx",
    "status:!=200",
    "method:POST,PUT",
    "method:patch",
    "endpoint:users.*",
    "endpoint:users",
    "endpoint:nodes.*",
    "profile:lab",
    "profile:x*",
    "login:ann",
    "login:bob",
    "outcome:failed",
    "outcome:unknown",
    "outcome:answered",
    "took:>1s",
    "took:<50ms",
    "took:<=100ms",
    "took:0",
    "size:0",
    "size:>4kb",
    "size:<5kb",
    "size:!=0",
    "day:2026-03-01",
    "since:2026-03-02",
    "until:2026-03-02",
    "until:1969-01-01",
    "since:1d",
    "object:user",
    "object:user/17",
    "object:17",
    "object:virt*",
    "object:nothing",
    "object:*",
    "path:/users/17.json",
    "path:*page=2*",
    "path:/users*",
    "path:/users/17.json,/users.json",
    "path:*.xml",
    "path:/disks/?.json",
    "case:any",
    "case:none",
]


@pytest.fixture
def filled(history: History) -> History:
    """Sixty exchanges of all kinds, some of them still under way."""
    chance = random.Random(8)
    paths = ("/users.json", "/users/17.json", "/users?page=2", "/virtual_machines/12.json", "/disks/5.json")
    for _ in range(60):
        path, method = chance.choice(paths), chance.choice(("GET", "POST", "put"))
        endpoint_id = "users.list" if "users" in path else chance.choice(("disks.get", ""))
        request = make_request(method, path, endpoint_id=endpoint_id)
        if chance.random() < 0.1:
            begin(history, request)
            continue
        body = chance.choice((b"", b'{"user":{"id":17}}', b'{"virtual_machine":{"id":3}}', b"x" * 9000))
        started_at = STARTED_AT + timedelta(hours=chance.randrange(-90, 90))
        exchange = make_exchange(
            request=request,
            response=make_response(chance.choice((200, 201, 422, 500)), body),
            timing=make_timing(chance.choice((20.0, 100.0, 2500.0)), started_at=started_at),
            profile_name=chance.choice(("lab", "prod")),
            login=chance.choice(("ann", "bob")),
        )
        if chance.random() < 0.2:
            exchange = make_exchange(request=request, outcome=Outcome.FAILED, response=None)
        add(history, exchange)
    history.cases.tag("A", [3, 4, 9])
    history.cases.tag("B", [4])
    return history


def by_looking(history: History, stale: bool) -> None:
    """Make the history look at every exchange, or trust what it counted."""
    with history.store.writing() as connection:
        (make_stale if stale else make_anew)(connection)


def found_twice(history: History, query: str) -> tuple[list[int], list[int]]:
    """What is found by the tallies, and by looking everywhere."""
    by_looking(history, False)
    narrow = history.numbers(query, now=STARTED_AT + timedelta(days=2))
    by_looking(history, True)
    return narrow, history.numbers(query, now=STARTED_AT + timedelta(days=2))


@pytest.mark.parametrize("query", QUERIES)
def test_a_narrowed_search_finds_the_same(filled: History, query: str) -> None:
    narrow, wide = found_twice(filled, query)
    assert narrow == wide


@pytest.mark.parametrize("few", [0, 5])
def test_what_is_frequent_is_found_too(filled: History, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    for query in (
        *QUERIES,
        "method:GET status:200",
        "endpoint:users.* users -status:422",
        "took:>1s or size:0",
    ):
        narrow, wide = found_twice(filled, query)
        assert narrow == wide, query


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_are_those_of_a_look_at_everything(filled: History, by: Any) -> None:
    counted = {one.key: one for one in filled.views.groups(by)}
    by_looking(filled, True)
    looked = {one.key: one for one in filled.views.groups(by)}
    if by == "case":
        # Of what is in no case the first and the last by number are told.
        assert {key: (one.count, one.bad_count, one.last_number) for key, one in counted.items()} == {
            key: (one.count, one.bad_count, one.last_number) for key, one in looked.items()
        }
    else:
        assert counted == looked


def test_all_are_counted_as_they_come(filled: History) -> None:
    with filled.store.reading() as connection:
        assert not are_stale(connection)
        kept = connection.execute("SELECT * FROM tallies ORDER BY counted, key").fetchall()
        assert count_all(connection) == 60
    by_looking(filled, False)
    with filled.store.reading() as connection:
        assert kept == connection.execute("SELECT * FROM tallies ORDER BY counted, key").fetchall()


def test_a_second_outcome_makes_them_stale(history: History) -> None:
    number = add(history)
    history.finish(make_exchange(number=number, response=make_response(500)), "again")
    with history.store.reading() as connection:
        assert are_stale(connection)
        assert count_all(connection) == 1
    assert [one.key for one in history.views.groups("status")] == ["500"]


def test_a_prune_counts_anew(filled: History) -> None:
    carry_out(filled.store, plan_prune(filled.store, Limits(max_count=10, keeps_cases=False)))
    with filled.store.reading() as connection:
        assert not are_stale(connection)
        assert count_all(connection) == connection.execute("SELECT count(*) FROM exchanges").fetchone()[0]


def test_a_prune_that_broke_off_is_mended_when_the_file_is_opened(file: Path, filled: History) -> None:
    with filled.store.writing() as connection:
        connection.execute("DELETE FROM exchanges WHERE number > 5")
        make_stale(connection)
    filled.close()
    again = History.open(file)
    with again.store.reading() as connection:
        assert not are_stale(connection)
        assert count_all(connection) == 5
    again.close()


def test_days_of_zones_by_the_quarter_hour_are_looked_up(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    with history.store.reading() as connection:
        for offset_s, by, is_counted in (
            (19800, "day", True),
            (20700, "day", False),
            (20700, "status", True),
        ):
            monkeypatch.setattr("time.timezone", -offset_s)
            monkeypatch.setattr("time.altzone", -offset_s)
            assert may_count(connection, by) is is_counted


@pytest.mark.parametrize(
    "query", ["status:422", "endpoint:users.* -path:*page*", "took:>1s", "user", "object:user"]
)
def test_pages_join_to_the_whole(filled: History, query: str) -> None:
    whole = filled.numbers(query)[::-1]
    pages: list[int] = []
    before = None
    while page := filled.rows(4, query, before=before):
        pages += [row.number for row in page]
        before = page[-1].number
    assert pages == whole
    assert len(whole) > 4
