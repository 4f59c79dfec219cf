"""Lists: which objects a call sees, which page, in which order. Rows without identity are made here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cloudflow_tui.sandbox.calls import Call, Page, Result
from cloudflow_tui.sandbox.invention import invent
from cloudflow_tui.sandbox.making import belongs
from cloudflow_tui.sandbox.permissions import owner_of
from cloudflow_tui.sandbox.schema import ALL, CONTAINED, Kind
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.words import plural

DEFAULT_SIZE = 10
"""Objects on a page when a page was asked for but no size."""
MAX_SIZE = 1000
NEWEST_FIRST = frozenset({"transaction", "log_item"})
"""Kinds whose newest object comes first."""
ALWAYS_PAGED = frozenset({"transaction"})
"""Kinds of which only the last ten are shown when no page was asked for."""

_ROWS = 24


def answer_list(call: Call) -> Result:
    """The objects that a list call shows."""
    kind = call.schema.kind(call.plan.kind)
    if not kind.is_stored:
        return _paged(call, rows_of(call, kind))
    size = call.per_page or (DEFAULT_SIZE if call.page or kind.name in ALWAYS_PAGED else None)
    wanted = _filter(call, kind)
    is_newest_first = kind.name in NEWEST_FIRST
    if call.is_own and kind.name == "user":
        return _paged(call, [call.user])
    if call.is_own and "user_id" not in kind.attributes:
        wanted = replace(wanted, owner=None)
        rows, _ = call.store.select(kind.name, wanted, is_newest_first=is_newest_first)
        mine = (call.user["id"], None)
        return _paged(call, [row for row in rows if owner_of(call.world, kind.name, row) in mine])
    if call.plan.filter in ("user", "system") and "user_id" in kind.attributes:
        rows, _ = call.store.select(kind.name, wanted)
        is_owned = call.plan.filter == "user"
        return _paged(call, [row for row in rows if (row.get("user_id") is not None) == is_owned])
    if size is None:
        rows, total = call.store.select(kind.name, wanted, is_newest_first=is_newest_first)
        return _listed(call, rows, Page(1, max(total, 1), total))
    size = min(size, MAX_SIZE)
    number = call.page or 1
    rows, total = call.store.select(
        kind.name, wanted, limit=size, offset=(number - 1) * size, is_newest_first=is_newest_first
    )
    return _listed(call, rows, Page(number, size, total))


def _paged(call: Call, rows: list[Object]) -> Result:
    if call.page is None and call.per_page is None:
        return _listed(call, rows, Page(1, max(len(rows), 1), len(rows)))
    size, number = min(call.per_page or DEFAULT_SIZE, MAX_SIZE), call.page or 1
    start = (number - 1) * size
    return _listed(call, rows[start : start + size], Page(number, size, len(rows)))


def _listed(call: Call, rows: list[Object], page: Page) -> Result:
    plan = call.plan
    root = plan.endpoint.answer.root
    name = root if root != plan.element else ""
    return Result(rows, plan.element, list_name=name or plural(plan.element or plan.kind), page=page)


def _filter(call: Call, kind: Kind) -> Filter:
    """What the path and the query narrow a list to."""
    equal: list[tuple[str, object]] = []
    parent = ""
    for step, found in zip(call.plan.steps, call.objects, strict=True):
        relation = kind.parents.get(step.kind) if found is not None else None
        if found is None or relation is None or relation == ALL:
            continue
        if relation == CONTAINED:
            parent = f"{step.kind}:{found['id']}"
        else:
            equal.append((relation, found["id"]))
    searched = call.query.get("search_filter")
    if isinstance(searched, dict):
        for name, value in searched.items():
            if value not in ("", None) and name in kind.attributes and isinstance(value, str):
                equal.append((name, _as_stored(kind.attributes[name], value)))
    text = call.query.get("q")
    return Filter(
        parent=parent,
        equal=tuple(equal),
        owner=call.user["id"] if call.plan.filter == "own" or call.is_own else None,
        text=text if isinstance(text, str) else "",
    )


def _as_stored(type_: str, text: str) -> Any:
    if type_ in ("integer", "number") and text.lstrip("-").isdecimal() and len(text) < 19:
        return int(text)
    if type_ == "boolean":
        # SQLite reads true and false of JSON as 1 and 0.
        return {"true": 1, "1": 1, "false": 0, "0": 0}.get(text.lower(), text)
    return text


def rows_of(call: Call, kind: Kind) -> list[Object]:
    """Rows without identity: from the behaviour for the kind, else plain ones, always the same."""
    special = call.world.registry.rows.get(kind.name)
    if special is not None:
        return special(call)
    target = call.target or {}
    types = dict(call.plan.attributes) or kind.attributes
    count = _ROWS if kind.is_rows else 3
    made = []
    for index in range(count):
        chance = call.world.random(kind.name, call.target_kind, target.get("id", 0), index)
        row: Object = {name: invent(name, type_, chance, call.now) for name, type_ in types.items()}
        for parent, relation in kind.parents.items():
            if relation in row and parent == call.target_kind:
                row[relation] = target["id"]
        made.append(row)
    return made


def is_seen(call: Call, kind: Kind, row: Object) -> bool:
    """Whether an object belongs to everything that the path names."""
    pairs = zip(call.plan.steps, call.objects, strict=True)
    return all(
        belongs(call.world, kind.name, row, step.kind, found)
        for step, found in pairs
        if found is not None and step.kind != kind.name
    )
