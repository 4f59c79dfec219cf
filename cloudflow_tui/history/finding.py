"""Carries out a search part by part, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cloudflow_tui.history.words import parts

if TYPE_CHECKING:
    import sqlite3

    from cloudflow_tui.history.search import Search

Condition = tuple[str, tuple[object, ...]]


def conditions_of(connection: sqlite3.Connection, search: Search) -> Iterator[Condition]:
    """Conditions whose finds are those of the search, one behind the other; a single one without words."""
    if not search.uses_index:
        yield (search.condition, search.values)
        return
    for low, high, table in parts(connection):
        yield search.within(low, high, table)


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
