"""Limits: what would go is said first, and just that goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cloudflow_tui.history import History, words
from cloudflow_tui.history.limits import Limits
from cloudflow_tui.history.prune import carry_out, plan_prune
from tests.factories import STARTED_AT, make_exchange, make_request, make_response, make_timing
from tests.history.samples import add, begin

NOW = STARTED_AT + timedelta(days=100)


def fill(history: History, count: int = 10) -> None:
    """One exchange a day, each with words of its own."""
    for day in range(count):
        exchange = make_exchange(
            request=make_request("POST", f"/users/{day + 1}.json", body=b'{"a":"sent%d"}' % day),
            response=make_response(200, b'{"user":{"id":%d,"b":"came%d"}}' % (day + 1, day)),
            timing=make_timing(started_at=STARTED_AT + timedelta(days=day)),
        )
        add(history, exchange, f"what{day}")


def left(history: History) -> list[int]:
    return [row.number for row in history.rows()]


@pytest.mark.parametrize(
    ("limits", "going"),
    [
        (Limits(), ()),
        (Limits(max_count=100), ()),
        (Limits(max_count=8), (1, 2)),
        (Limits(max_count=0), tuple(range(1, 11))),
        (Limits(max_age=timedelta(days=93)), (1, 2, 3, 4, 5, 6, 7)),
        (Limits(max_age=timedelta(days=98), max_count=9), (1, 2)),
        (Limits(max_bytes=10**9), ()),
        (Limits(max_bytes=0), tuple(range(1, 11))),
    ],
)
def test_what_is_said_goes(history: History, limits: Limits, going: tuple[int, ...]) -> None:
    fill(history)
    plan = plan_prune(history.store, limits, now=NOW)
    assert plan.numbers == going
    assert plan.left_count == 10 - len(going)
    assert len(left(history)) == 10
    assert carry_out(history.store, plan) == len(going)
    assert left(history) == [number for number in range(10, 0, -1) if number not in going]


def test_size_takes_the_oldest(history: History) -> None:
    fill(history)
    everything = plan_prune(history.store, Limits(max_bytes=0)).freed_bytes
    plan = plan_prune(history.store, Limits(max_bytes=everything // 2))
    assert plan.numbers == tuple(range(1, len(plan.numbers) + 1))
    assert 3 <= len(plan.numbers) <= 7


def test_cases_and_notes_stay(history: History) -> None:
    fill(history)
    history.cases.tag("A", [1])
    history.cases.add_note("keep", number=3)
    begin(history)
    plan = plan_prune(history.store, Limits(max_count=5), now=NOW)
    assert (plan.numbers, plan.spared_count) == ((2, 4, 5, 6), 2)
    assert "2 old ones stay" in plan.words
    assert "4 exchanges from 2026-03-02 to 2026-03-06 go" in plan.words
    every = plan_prune(history.store, Limits(max_count=0, keeps_cases=False), now=NOW)
    assert 11 not in every.numbers
    assert 1 in every.numbers
    carry_out(history.store, every)
    assert history.cases.get("A").exchange_count == 0


def test_what_stays_is_found_and_what_went_is_not(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "PART", 4)
    monkeypatch.setattr("cloudflow_tui.history.prune.PART", 4)
    fill(history)
    carry_out(history.store, plan_prune(history.store, Limits(max_count=4)))
    for day in range(10):
        for word in (f"sent{day}", f"came{day}", f"what{day}", f"object:user/{day + 1}"):
            assert history.numbers(word) == ([day + 1] if day >= 6 else []), word
    add(history, what_happened="later")
    assert history.numbers("later") == [11]


def test_nothing_is_left_behind(history: History, file: Path) -> None:
    fill(history)
    history.cases.attach("A", "kept.txt", b"kept")
    carry_out(history.store, plan_prune(history.store, Limits(max_count=0)))
    history.close()
    with closing(sqlite3.connect(file)) as connection:
        tables = ("exchanges", "details", "seen_objects", "body_objects", "bodies", "body_pieces")
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    assert counts == {**dict.fromkeys(tables, 0), "bodies": 1, "body_pieces": 1}


def test_bodies_that_others_have_stay(history: History) -> None:
    add(history, make_exchange(response=make_response(200, b'{"same":1}')))
    add(history, make_exchange(response=make_response(200, b'{"same":1}')))
    carry_out(history.store, plan_prune(history.store, Limits(max_count=1)))
    answer = history.get(2).response
    assert answer is not None
    assert answer.body.read() == b'{"same":1}'
