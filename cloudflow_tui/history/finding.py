"""Carries out a search part by part, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.history.narrowing import narrowed
from cloudflow_tui.history.words import parts

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.search import Search

Condition = tuple[str, tuple[object, ...]]


def conditions_of(
    connection: sqlite3.Connection, search: Search, before: int | None = None
) -> Iterator[Condition]:
    """Conditions whose finds are those of the search, one behind the other; a single one without words.

    Args:
        before: Only numbers below it.
    """
    narrow = narrowed(connection, search)
    if narrow is None:
        return
    lowest, highest, condition, values = narrow
    if before is not None:
        highest = min(highest, before - 1)
    ranges = parts(connection) if search.uses_index else [(lowest, highest, "")]
    for low, high, table in ranges:
        low, high = max(low, lowest), min(high, highest)
        if low > high:
            continue
        sql, found = search.within(low, high, table)
        yield (f"{sql} AND {condition}", (*found, *values)) if condition else (sql, found)


def found_numbers(connection: sqlite3.Connection, search: Search) -> list[int]:
    """All numbers that a search finds, oldest first."""
    found: list[int] = []
    for condition, values in conditions_of(connection, search):
        part = connection.execute(
            f"SELECT number FROM exchanges WHERE {condition} ORDER BY number DESC", values
        )
        found += [number for (number,) in part.fetchall()]
    return found[::-1]


def whole_condition(connection: sqlite3.Connection, search: Search) -> Condition:
    """One condition for everything that a search finds."""
    if not search.uses_index:
        return next(conditions_of(connection, search), ("0", ()))
    import json

    return "number IN (SELECT value FROM json_each(?))", (json.dumps(found_numbers(connection, search)),)
