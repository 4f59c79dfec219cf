"""Limits of the history by age, number and size: first says what would go, then removes just that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from cloudflow_tui.history.bodies import remove_orphans
from cloudflow_tui.history.columns import from_us, to_us
from cloudflow_tui.history.reindex import index_range
from cloudflow_tui.history.tallies import make_anew, make_stale
from cloudflow_tui.history.words import PART, drop_part

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.limits import Limits
    from cloudflow_tui.history.store import Store

_ROW_BYTES: Final = 900
"""What an exchange takes beside its bodies and headers, its words included."""
_BATCH: Final = 500
_INDEXED_AT_ONCE: Final = 250


@dataclass(frozen=True, slots=True)
class PrunePlan:
    """What would go."""

    numbers: tuple[int, ...]
    """Oldest first."""
    first_at: datetime | None
    last_at: datetime | None
    freed_bytes: int
    """Roughly."""
    spared_count: int
    """What is beyond a limit but belongs to a case or has a note."""
    left_count: int

    @property
    def words(self) -> str:
        """What would go, in a sentence."""
        if not self.numbers:
            return f"Nothing is beyond the limits.{self._spared}"
        assert self.first_at is not None
        assert self.last_at is not None
        noun = "exchange" if len(self.numbers) == 1 else "exchanges"
        return (
            f"{len(self.numbers):,} {noun} from {self.first_at:%Y-%m-%d} to {self.last_at:%Y-%m-%d} "
            f"go, about {self.freed_bytes / 1e6:,.1f} MB; {self.left_count:,} stay.{self._spared}"
        )

    @property
    def _spared(self) -> str:
        return f" {self.spared_count:,} old ones stay for their case or note." if self.spared_count else ""


def plan_prune(store: Store, limits: Limits, *, now: datetime | None = None) -> PrunePlan:
    """What the limits would remove now; nothing is changed.

    Raises:
        HistoryError: The database cannot be read.
    """
    earliest_us = -(2**62)
    if limits.max_age is not None:
        earliest_us = to_us((now or datetime.now(UTC)) - limits.max_age)
    with store.reading() as connection:
        sizes = _body_sizes(connection, store)
        kept = _kept(connection) if limits.keeps_cases else frozenset()
        going: list[tuple[int, int]] = []
        seen: set[int] = set()
        total = count = freed = spared = 0
        # What is under way stays: its answer is still to come.
        for number, started_us, row_bytes, *bodies, outcome in _newest_first(connection):
            own = row_bytes + sum(sizes.get(body, 0) for body in {*bodies} - seen if body is not None)
            seen.update(body for body in bodies if body is not None)
            is_beyond = (
                started_us < earliest_us
                or (limits.max_count is not None and count >= limits.max_count)
                or (limits.max_bytes is not None and total + own > limits.max_bytes)
            )
            if is_beyond and outcome != "sending" and number not in kept:
                going.append((number, started_us))
                freed += own
                continue
            spared += is_beyond and number in kept
            count, total = count + 1, total + own
    times = [started_us for _, started_us in going]
    return PrunePlan(
        tuple(sorted(number for number, _ in going)),
        from_us(min(times)) if times else None,
        from_us(max(times)) if times else None,
        freed,
        spared,
        count,
    )


def carry_out(store: Store, plan: PrunePlan) -> int:
    """Remove what a plan names.

    Returns:
        How many exchanges are gone.

    Raises:
        HistoryError: The database cannot be written; what is not gone yet is whole.
    """
    import sqlite3

    removed = 0
    for batch in _batches(plan.numbers):
        with store.writing() as connection:
            removed += _remove(connection, batch)
    for low in sorted({number // PART * PART for number in plan.numbers}):
        _index_again(store, low)
    with store.writing() as connection:
        make_anew(connection)
        _remove_unused(connection)
        remove_orphans(connection, store.bodies_folder)
    with store.alone() as connection, suppress(sqlite3.OperationalError):
        # Another program may hold the file; its room is used again all the same.
        connection.execute("VACUUM")
    return removed


def _index_again(store: Store, low: int) -> None:
    """Make a part of the index anew; in small steps, so that nobody who writes meanwhile waits for long."""
    with store.writing() as connection:
        (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM exchanges").fetchone()
        drop_part(connection, low)
    last = min(low + PART - 1, newest)
    for first in range(low, last + 1, _INDEXED_AT_ONCE):
        with store.writing() as connection:
            index_range(connection, store.bodies_folder, first, min(first + _INDEXED_AT_ONCE - 1, last))


def _newest_first(connection: sqlite3.Connection) -> sqlite3.Cursor:
    return connection.execute(
        "SELECT number, started_us, "
        f"length(request_headers) + length(response_headers) + length(draft_json) + {_ROW_BYTES}, "
        "request_body_id, response_body_id, outcome "
        "FROM exchanges JOIN details USING (number) ORDER BY number DESC"
    )


def _body_sizes(connection: sqlite3.Connection, store: Store) -> dict[int, int]:
    """Bytes that each body takes on disk."""
    packed = connection.execute("SELECT body_id, sum(length(packed)) FROM body_pieces GROUP BY body_id")
    sizes: dict[int, int] = dict(packed.fetchall())
    for body_id, name in connection.execute("SELECT id, file FROM bodies WHERE file <> ''").fetchall():
        with suppress(OSError):
            sizes[body_id] = (store.bodies_folder / name).stat().st_size
    return sizes


def _kept(connection: sqlite3.Connection) -> frozenset[int]:
    found = connection.execute(
        "SELECT number FROM case_exchanges UNION SELECT number FROM notes WHERE number IS NOT NULL"
    )
    return frozenset(number for (number,) in found)


def _batches(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]


def _remove(connection: sqlite3.Connection, numbers: tuple[int, ...]) -> int:
    marks = ", ".join("?" * len(numbers))
    make_stale(connection)
    return connection.execute(f"DELETE FROM exchanges WHERE number IN ({marks})", numbers).rowcount


def _remove_unused(connection: sqlite3.Connection) -> None:
    """What nothing points to any more."""
    connection.execute("DELETE FROM seen_objects WHERE number NOT IN (SELECT number FROM exchanges)")
    connection.execute(
        "DELETE FROM bodies WHERE id NOT IN ("
        "SELECT request_body_id FROM details WHERE request_body_id IS NOT NULL "
        "UNION SELECT response_body_id FROM details WHERE response_body_id IS NOT NULL "
        "UNION SELECT body_id FROM attachments WHERE body_id IS NOT NULL)"
    )
    connection.execute("DELETE FROM body_objects WHERE body_id NOT IN (SELECT id FROM bodies)")
