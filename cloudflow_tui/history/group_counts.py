"""Groups of the whole history, from the tallies alone: as fast with a million exchanges as with a hundred."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from cloudflow_tui.history.tallies import NONE, SPAN_US, are_stale, table_of

if TYPE_CHECKING:
    import sqlite3

Row = tuple[Any, ...]
"""(key, count, how many went wrong, first and last moment in microseconds, newest number)"""
_SPAN_S: Final = SPAN_US // 1_000_000
_SUMS: Final = "sum(count), sum(bad_count), min(first_us), max(last_us), max(newest) AS last_number"
_SHOWN_KEYS: Final = {
    "day": f"strftime('%Y-%m-%d', key * {_SPAN_S}, 'unixepoch', 'localtime')",
    "status": f"CASE key WHEN {NONE} THEN 'none' ELSE key END",
}


def may_count(connection: sqlite3.Connection, by: str) -> bool:
    """Whether the tallies know these groups: days begin in the middle of a half hour in very few zones."""
    if by == "day" and (time.timezone % _SPAN_S or time.altzone % _SPAN_S):
        return False
    return not are_stale(connection)


def counted_groups(connection: sqlite3.Connection, by: str, limit: int) -> list[Row]:
    """The groups of everything, the one with the newest exchange first."""
    if by == "case":
        return _by_case(connection)[:limit]
    counted = "time" if by == "day" else by
    return connection.execute(
        f"SELECT {_SHOWN_KEYS.get(by, 'key')} AS shown, {_SUMS} FROM {table_of(counted)} "
        "GROUP BY shown ORDER BY last_number DESC LIMIT ?",
        (limit,),
    ).fetchall()


def _by_case(connection: sqlite3.Connection) -> list[Row]:
    """What is in a case is looked at; what is in none is the rest."""
    is_bad = "(status IS NULL OR status >= 400)"
    found = connection.execute(
        f"SELECT cases.name, count(*), sum({is_bad}), min(started_us), max(started_us), max(number) "
        "FROM case_exchanges JOIN exchanges USING (number) JOIN cases ON cases.id = case_id GROUP BY case_id"
    ).fetchall()
    (inside, bad_inside) = connection.execute(
        f"SELECT count(*), coalesce(sum({is_bad}), 0) FROM exchanges "
        "WHERE number IN (SELECT number FROM case_exchanges)"
    ).fetchone()
    (count, bad) = connection.execute(
        f"SELECT coalesce(sum(count), 0), coalesce(sum(bad_count), 0) FROM {table_of('method')}"
    ).fetchone()
    if count > inside:
        ends = [_outside(connection, order) for order in ("ASC", "DESC")]
        found.append(("", count - inside, bad - bad_inside, ends[0][1], ends[1][1], ends[1][0]))
    return sorted(found, key=lambda row: int(row[5]), reverse=True)


def _outside(connection: sqlite3.Connection, order: str) -> tuple[int, int]:
    """(number, moment) of the first or the last exchange that is in no case."""
    row = connection.execute(
        "SELECT number, started_us FROM exchanges WHERE NOT EXISTS "
        "(SELECT 1 FROM case_exchanges AS tag WHERE tag.number = exchanges.number) "
        f"ORDER BY number {order} LIMIT 1"
    ).fetchone()
    return int(row[0]), int(row[1])
