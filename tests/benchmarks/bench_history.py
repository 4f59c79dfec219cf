"""Adding to and listing a history that already holds 100,000 exchanges, beside one that holds a hundred."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from cloudflow_tui.exchange import Exchange
from cloudflow_tui.history import History
from cloudflow_tui.history.reindex import index_range
from cloudflow_tui.history.words import PART
from tests.benchmarks.measuring import Row, Sample, in_turn, timed_ms
from tests.benchmarks.place import Place
from tests.factories import STARTED_AT, make_exchange, make_request, make_response

SMALL, LARGE = 100, 100_000
CALLS = ("/users.json", "/virtual_machines/17.json", "/settings.json", "/roles/3.json", "/transactions.json")
REPEATS = 10
PAGE = 200


def measure(place: Place) -> Iterator[Row]:
    """Both files are filled the same way; only their size differs."""
    small = History.open(filled(place.folder / "small.sqlite", SMALL))
    large = History.open(filled(place.folder / "large.sqlite", LARGE))
    jobs: dict[str, tuple[Callable[[History], object], float | None]] = {
        "one exchange with a 1 KB answer begun and finished": (add, 5.0),
        f"the newest {PAGE} listed": (list_newest, 20.0),
        f"{PAGE} listed from the middle": (list_middle, None),
        "two words searched, a hit in every fifth": (find_often, 50.0),
        "a word searched that never occurs": (find_never, 50.0),
        "one opened with its bodies": (open_one, None),
    }
    try:
        for what, (job, limit) in jobs.items():
            ours, theirs = in_turn(
                place.runs * REPEATS,
                partial(timed_ms, partial(job, large)),
                partial(timed_ms, partial(job, small)),
            )
            yield Row(
                f"history of {LARGE:,}: {what}",
                Sample.of(ours),
                beside=f"history of {SMALL:,}",
                theirs=Sample.of(theirs),
                limit=limit,
            )
    finally:
        small.close()
        large.close()


def exchange(number: int) -> Exchange:
    """An answered call with 1 KB of JSON, another path each time."""
    body = b'{"user":{"id":%d,"login":"user%d","note":"%s"}}' % (number, number, b"x" * 950)
    request = make_request(path=CALLS[number % len(CALLS)])
    return make_exchange(request=request, response=make_response(200, body))


def add(history: History, number: int = 7) -> int:
    """Begin and finish one exchange, as sending does."""
    done = exchange(number)
    begun = history.begin(done.request, profile_name="lab", login="ann", started_at=STARTED_AT)
    history.finish(replace(done, number=begun), "200 OK")
    return begun


def list_newest(history: History) -> None:
    assert history.rows(PAGE)


def list_middle(history: History) -> None:
    assert history.rows(PAGE, offset=history.count() // 2)


def find_often(history: History) -> None:
    assert history.rows(PAGE, query="settings 200")


def find_never(history: History) -> None:
    assert not history.rows(PAGE, query="no-such-word")


def open_one(history: History) -> None:
    assert history.get(SMALL // 2).response is not None


def filled(file: Path, count: int) -> Path:
    """A history of so many exchanges: a hundred written by the program, the rest copies of those rows."""
    history = History.open(file)
    for number in range(SMALL):
        add(history, number)
    history.close()
    with closing(sqlite3.connect(file)) as connection:
        have = SMALL
        while have < count:
            more = min(have, count - have)
            for table in ("exchanges", "details"):
                names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                others = ", ".join(name for name in names if name != "number")
                connection.execute(
                    f"INSERT INTO {table} (number, {others}) "
                    f"SELECT number + {have}, {others} FROM {table} WHERE number <= {more}"
                )
            have += more
        for low in range(SMALL + 1, count + 1, PART):
            index_range(connection, file.parent, low, min(low + PART - 1, count))
        connection.commit()
    return file
