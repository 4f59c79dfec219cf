"""Counts of what was sent, kept beside the exchanges: groups and rare values are found without a look at all.

A tally holds, for a value of a column, how many exchanges have it and which were the first and the last. What
is still under way stands in none: it is asked for by itself, and is counted once its outcome is known. When
exchanges were removed the tallies are stale, and nobody reads them until they are made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

SPAN_US: Final = 1800 * 1_000_000
"""Time is counted in half hours, so that days of nearly every zone can be put together from them."""
TOOK_MS: Final = 100
SIZE_BYTES: Final = 4096
NONE: Final = -1
"""Stands for no status, time or size."""
KEYS: Final = {
    "method": "method",
    "endpoint": "endpoint_id",
    "profile": "profile_name",
    "login": "login",
    "status": f"coalesce(status, {NONE})",
    "outcome": "outcome",
    "took": f"coalesce(cast(elapsed_ms / {TOOK_MS} AS INTEGER), {NONE})",
    "size": f"coalesce(size_bytes / {SIZE_BYTES}, {NONE})",
    "object": "CASE object_id WHEN '' THEN '' ELSE object_kind || '/' || object_id END",
    "time": f"started_us / {SPAN_US}",
}
"""What is counted, and the key of an exchange."""
_SENDING: Final = "exchanges INDEXED BY exchanges_by_outcome WHERE outcome = 'sending'"
_IS_BAD: Final = "(status IS NULL OR status >= 400)"
_STALE: Final = "stale_tallies"

CREATE: Final = (
    """
    CREATE TABLE tallies (
        counted TEXT NOT NULL,
        key NOT NULL,
        count INTEGER NOT NULL,
        bad_count INTEGER NOT NULL,
        first_us INTEGER NOT NULL,
        last_us INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        newest INTEGER NOT NULL,
        PRIMARY KEY (counted, key)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX exchanges_by_outcome ON exchanges (outcome)",
    "CREATE INDEX exchanges_by_status ON exchanges (status)",
    "CREATE INDEX exchanges_by_profile ON exchanges (profile_name)",
    "CREATE INDEX exchanges_by_took ON exchanges (elapsed_ms)",
    "CREATE INDEX exchanges_by_size ON exchanges (size_bytes)",
    "CREATE INDEX objects_by_number ON seen_objects (number)",
    "CREATE INDEX objects_by_body ON body_objects (body_id)",
)
"""Statements of the step that made them."""


def count_in(connection: sqlite3.Connection, number: int) -> None:
    """Count an exchange whose outcome has just become known."""
    for counted, key in KEYS.items():
        connection.execute(
            f"INSERT INTO tallies SELECT ?, {key}, 1, {_IS_BAD}, started_us, started_us, number, number "
            "FROM exchanges WHERE number = ? "
            "ON CONFLICT DO UPDATE SET count = count + 1, bad_count = bad_count + excluded.bad_count, "
            "first_us = min(first_us, excluded.first_us), last_us = max(last_us, excluded.last_us), "
            "oldest = min(oldest, excluded.oldest), newest = max(newest, excluded.newest)",
            (counted, number),
        )


def make_stale(connection: sqlite3.Connection) -> None:
    """Say that they are not true any more; within the transaction that makes them so."""
    connection.execute("INSERT OR IGNORE INTO facts VALUES (?, '')", (_STALE,))


def are_stale(connection: sqlite3.Connection) -> bool:
    """Whether they cannot be read."""
    return connection.execute("SELECT 1 FROM facts WHERE name = ?", (_STALE,)).fetchone() is not None


def make_anew(connection: sqlite3.Connection) -> None:
    """Count everything; within the transaction that is open."""
    connection.execute("DELETE FROM tallies")
    for counted, key in KEYS.items():
        connection.execute(
            f"INSERT INTO tallies SELECT ?, {key} AS key, count(*), sum({_IS_BAD}), min(started_us), "
            "max(started_us), min(number), max(number) FROM exchanges WHERE outcome <> 'sending' "
            "GROUP BY key",
            (counted,),
        )
    connection.execute("DELETE FROM facts WHERE name = ?", (_STALE,))


def table_of(counted: str) -> str:
    """The tallies of one kind with what is under way, as a table (key, count, …); a key may come twice."""
    columns = "key, count, bad_count, first_us, last_us, oldest, newest"
    return (
        f"(SELECT {columns} FROM tallies WHERE counted = '{counted}' UNION ALL "
        f"SELECT {KEYS[counted]}, 1, {_IS_BAD}, started_us, started_us, number, number FROM {_SENDING})"
    )


def count_all(connection: sqlite3.Connection) -> int:
    """How many exchanges there are."""
    if are_stale(connection):
        (count,) = connection.execute("SELECT count(*) FROM exchanges").fetchone()
    else:
        (count,) = connection.execute(f"SELECT coalesce(sum(count), 0) FROM {table_of('method')}").fetchone()
    return int(count)
