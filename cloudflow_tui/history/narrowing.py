"""Where a search need not look: by the tallies, before the first exchange is read.

Only ever leaves out what the search would not have found; whoever finds nothing here looks everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cloudflow_tui.history.tallies import NONE, SIZE_BYTES, SPAN_US, TOOK_MS, are_stale, table_of

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.search import Pick, Search

FEW: Final = 20_000
"""So many numbers are put in order faster than others are passed over."""
_COLUMNS: Final = {"endpoint": "endpoint_id", "profile": "profile_name"}
_INDEXED: Final = frozenset({"status", "endpoint", "profile", "outcome", "took", "size"})
_NAMED_KEYS: Final = {
    "status": f"nullif(key, {NONE})",
    "time": f"key * {SPAN_US}",
    "took": f"key * {TOOK_MS}",
    "size": f"key * {SIZE_BYTES}",
}
"""What the condition of a pick calls by the name of the column."""

Narrow = tuple[int, int, str, tuple[object, ...]]
"""(lowest number, highest number, one more condition or "", its values)"""


def narrowed(connection: sqlite3.Connection, search: Search) -> Narrow | None:
    """Where the finds of a search can be; None when there are none."""
    low, high = 0, 2**62
    conditions: list[str] = []
    values: list[object] = []
    if not search.picks or are_stale(connection):
        return low, high, "", ()
    for pick in search.picks:
        if pick.counted == "kind":
            if not _is_frequent(connection, pick):
                conditions.append(pick.exact)
                values += pick.exact_values
            continue
        keys, count, oldest, newest = _picked(connection, pick)
        if not count:
            return None
        low, high = max(low, oldest), min(high, newest)
        if count <= FEW and pick.counted in _INDEXED:
            sql, found = _numbers_of(pick, keys)
            conditions.append(sql)
            values += found
    return low, high, " AND ".join(conditions), tuple(values)


def _is_frequent(connection: sqlite3.Connection, pick: Pick) -> bool:
    """Whether objects of a kind were seen often."""
    return any(
        connection.execute(
            f"SELECT 1 FROM {table} WHERE {pick.condition} LIMIT 1 OFFSET {FEW // 4}", pick.values
        ).fetchone()
        for table in ("seen_objects", "body_objects")
    )


def _picked(connection: sqlite3.Connection, pick: Pick) -> tuple[list[object], int, int, int]:
    """(keys, how many exchanges, lowest number, highest number)"""
    column = _COLUMNS.get(pick.counted, pick.counted)
    named = _NAMED_KEYS.get(pick.counted, "key")
    table = f"(SELECT key, {named} AS {column}, count, oldest, newest FROM {table_of(pick.counted)})"
    found = connection.execute(
        f"SELECT key, count, oldest, newest FROM {table} WHERE {pick.condition}", pick.values
    ).fetchall()
    if not found:
        return [], 0, 0, 0
    keys = list(dict.fromkeys(key for key, *_ in found))
    return keys, sum(one[1] for one in found), min(one[2] for one in found), max(one[3] for one in found)


def _numbers_of(pick: Pick, keys: list[object]) -> tuple[str, list[object]]:
    """The exchanges that have what is asked for, by the index of the column."""
    column = _COLUMNS.get(pick.counted, pick.counted)
    some = [key for key in keys if pick.counted != "status" or key != NONE]
    if pick.exact:
        wanted, some = pick.exact, list(pick.exact_values)
    else:
        wanted = f"{column} IN ({', '.join('?' * len(some))})" if some else "0"
        if len(some) < len(keys):
            wanted += f" OR {column} IS NULL"
    index = f"exchanges_by_{pick.counted}"
    return f"number IN (SELECT number FROM exchanges INDEXED BY {index} WHERE {wanted})", some
