"""Histories of 10,000, 100,000 and 1,000,000 exchanges: add, list, search, open, and the console on them.

They are made as `python -m tests.make_history` makes them, which takes a minute for each hundred thousand;
`--histories FOLDER` keeps them for another time, `--exchanges` names other sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from cloudflow_tui.history import History
from tests.benchmarks.bench_start import is_painted
from tests.benchmarks.measuring import Row, Sample, in_turn, timed_ms
from tests.benchmarks.place import Place
from tests.benchmarks.pty_program import running
from tests.benchmarks.pty_screen import TerminalScreen
from tests.make_history import exchanges, fill

REPEATS = 10
PAGE = 200
GROWTH = 2.0
"""So much longer may it take in ten times as many."""
_OFTEN, _RARE, _NEVER = "virtual", "zanzibar", "nowhere"


@dataclass(frozen=True, slots=True)
class Made:
    """One history that was made."""

    count: int
    home: Path
    """What CLOUDFLOW_HOME names."""
    history: History


def measure(place: Place) -> Iterator[Row]:
    """Each size beside the one before it."""
    with ExitStack() as stack:
        mades = [_made(place, size) for size in place.history_sizes]
        for made in mades:
            stack.callback(made.history.close)
        for what, job, limit in _jobs():
            found = in_turn(place.runs * REPEATS, *(partial(timed_ms, partial(job, made)) for made in mades))
            yield from _rows(what, mades, found, limit)
        for what, look in (("first full paint of the console", _start), ("its list on screen", _show)):
            yield from _rows(what, mades, in_turn(place.runs, *(partial(look, place, one) for one in mades)))
        yield from _sizes(mades)


def _jobs() -> Iterator[tuple[str, Callable[[Made], object], float | None]]:
    """(what, how, milliseconds it may take)"""
    yield "opened", lambda made: History.open(made.history.file).close(), None
    yield "one exchange begun and finished", partial(_add, count(-1, -1)), 5.0
    yield f"the newest {PAGE} listed", lambda made: made.history.rows(PAGE), 20.0
    yield f"a word in most of them, {PAGE} found", partial(_find, _OFTEN), 50.0
    yield "a word in one of ten thousand", partial(_find, _RARE), 50.0
    yield "a word that never occurs", partial(_find, _NEVER), 50.0
    yield "words and fields together", partial(_find, "endpoint:users.* status:422 refused"), 50.0
    yield "a status that never came", partial(_find, "status:5xx"), 50.0
    yield "one path, whole", partial(_find, "path:/users/4999.json"), 50.0
    yield "all of it by day", lambda made: made.history.views.groups("day"), 50.0
    yield "all of it by object", lambda made: made.history.views.groups("object"), 50.0
    yield "one opened with its bodies", lambda made: made.history.get(made.count // 2), None


def _rows(
    what: str, mades: Sequence[Made], found: Sequence[list[float]], limit: float | None = None
) -> Iterator[Row]:
    samples = [Sample.of(values) for values in found]
    for index, (made, sample) in enumerate(zip(mades, samples, strict=True)):
        before = samples[index - 1] if index else None
        yield Row(
            f"history of {made.count:,}: {what}",
            sample,
            beside=f"{mades[index - 1].count:,}" if index else "",
            theirs=before,
            limit=limit,
            # What takes a fraction of a millisecond is not compared: there the clock is what differs.
            limit_ratio=GROWTH if before is not None and limit is not None and before.median > 1 else None,
        )


def _sizes(mades: Sequence[Made]) -> Iterator[Row]:
    for made in mades:
        size_mb = made.history.file.stat().st_size / 1e6
        yield Row(f"history of {made.count:,}: its file", Sample((size_mb,)), "MB")


def _add(seeds: Iterator[int], made: Made) -> None:
    for exchange, what in exchanges(1, seed=next(seeds)):
        number = made.history.begin(
            exchange.request, profile_name="lab", login="admin", started_at=datetime.now(UTC)
        )
        made.history.finish(replace(exchange, number=number), what)


def _find(query: str, made: Made) -> None:
    found = made.history.rows(PAGE, query=query)
    assert not (found and query == _NEVER)


def _start(place: Place, made: Made) -> float:
    with running(_at(place, made), [*place.program, "--demo"]) as program:
        return program.wait(is_painted)


def _show(place: Place, made: Made) -> float:
    """The key of the history to its first rows."""

    def is_listed(screen: TerminalScreen) -> bool:
        return "/virtual_machines/" in screen.text or "/users" in screen.text

    with running(_at(place, made), [*place.program, "--demo"]) as program:
        program.wait("version 6.7")
        program.rest(0.3)
        return program.wait(is_listed, since=program.key("4"))


def _at(place: Place, made: Made) -> Place:
    return place.knowing(CLOUDFLOW_HOME=str(made.home))


def _made(place: Place, size: int) -> Made:
    """The history of that size, made when it is not there yet."""
    home = (place.histories or place.folder / "histories") / str(size)
    history = History.open(home / "data" / "history.sqlite")
    if (missing := size - history.count()) > 0:
        fill(history, missing, 1, lambda _: None)
    return Made(size, home, history)
