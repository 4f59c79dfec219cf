"""Carries out a search part by part, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    if not search.uses_index:
        if before is None:
            yield (search.condition, search.values)
        else:
            yield (f"({search.condition}) AND number < ?", (*search.values, before))
        return
    for low, high, table in parts(connection):
        if before is None or low < before:
            yield search.within(low, high if before is None else min(high, before - 1), table)


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
        return (search.condition, search.values)
    import json

    return "number IN (SELECT value FROM json_each(?))", (json.dumps(found_numbers(connection, search)),)
