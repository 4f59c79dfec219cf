"""What a filter means in SQL: indexes answer by parent and by column, the rest looks into the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.store import Filter

_COLUMNS = {"user_id": "owner", "virtual_machine_id": "machine"}
"""Attributes with a column and an index of their own: lists of servers ask by them once a row."""


def conditions(kind: str, wanted: Filter) -> tuple[str, list[Any]]:
    """The condition on a row of `objects` with its values, for objects of a kind that a filter wants."""
    clauses, values = ["kind = ?"], [kind]
    more: list[Any] = []
    if wanted.parent:
        # Two questions that an index answers each; joined by OR none would be used.
        clauses.append(
            "id IN (SELECT id FROM objects WHERE kind = ? AND parent = ? AND parent != '' UNION ALL"
            " SELECT id FROM objects WHERE kind = ? AND links != '' AND instr(links, ?))"
        )
        more += [kind, wanted.parent, kind, f"|{wanted.parent}|"]
    if wanted.owner is not None:
        clauses.append("owner = ?")
        more.append(wanted.owner)
    for name, value in wanted.equal:
        column = _COLUMNS.get(name)
        if column is not None and isinstance(value, int):
            clauses.append(f"{column} = ?")
            more.append(value)
        elif value is None:
            clauses.append("json_extract(data, ?) IS NULL")
            more.append(f'$."{name}"')
        else:
            clauses.append("json_extract(data, ?) = ?")
            more += [f'$."{name}"', value]
    if wanted.text:
        # Names with "_" are hidden: a search must not find a password's digest.
        clauses.append(
            "EXISTS (SELECT 1 FROM json_each(data) WHERE substr(key, 1, 1) != '_'"
            " AND instr(lower(value), lower(?)))"
        )
        more.append(wanted.text)
    return " AND ".join(clauses), values + more
