"""Calls that alter or delete several objects of a list at once, by what they hold instead of by id.

Access controls and rate cards are such: an entry is found by its key attributes and replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cloudflow_tui.sandbox.calls import Call, Result
from cloudflow_tui.sandbox.listing import is_seen
from cloudflow_tui.sandbox.making import new_object, put_values, touch
from cloudflow_tui.sandbox.store import Object

_KEYS = ("id", "server_type", "target_type", "target_id", "type", "resource_class", "resource_name")
"""Attributes that tell one entry of a list from another."""


def alter_listed(call: Call) -> Result:
    """Replace the entries that are there and add those that are not."""
    kind = call.schema.kind(call.plan.kind)
    for entry in _entries(call):
        row = _find(call, entry)
        if row is None:
            parents = [
                (step.kind, found)
                for step, found in zip(call.plan.steps, call.objects, strict=True)
                if found is not None
            ]
            new_object(call.world, kind.name, entry, now=call.now, parents=parents, owner_id=call.user["id"])
        else:
            put_values(kind, row, entry)
            touch(row, call.now)
            call.store.save(kind.name, row)
    return Result()


def delete_listed(call: Call) -> Result:
    """Remove the entries that match."""
    for entry in _entries(call):
        row = _find(call, entry)
        if row is not None:
            call.store.remove(call.plan.kind, row["id"])
    return Result()


def _entries(call: Call) -> Iterator[Mapping[str, Any]]:
    """The entries of the body: a bare object, or lists of them under any name."""
    lists = [value for value in call.values.values() if isinstance(value, list)]
    entries = [entry for entries in lists for entry in entries if isinstance(entry, dict)]
    if entries:
        yield from entries
    elif call.values:
        yield call.values


def _find(call: Call, entry: Mapping[str, Any]) -> Object | None:
    kind = call.schema.kind(call.plan.kind)
    keys = [name for name in _KEYS if name in entry and name in kind.attributes]
    if not keys:
        return None
    rows, _ = call.store.select(kind.name)
    for row in rows:
        if is_seen(call, kind, row) and all(str(row.get(key)) == str(entry[key]) for key in keys):
            return row
    return None
