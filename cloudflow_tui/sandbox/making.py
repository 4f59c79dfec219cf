"""New and changed objects: every attribute there, null where nothing is set, times and owner kept.

Also says how an object belongs to another: by an attribute, or by its `_in` list.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cloudflow_tui.catalog.models import Parameter, Unset
from cloudflow_tui.sandbox.auth import PASSWORD, digest
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.schema import ALL, CONTAINED, Kind
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written

IDENTIFIER_LENGTH = 14
FIXED = frozenset({"id", "identifier", "created_at", "updated_at", "uuid"})
"""Attributes that no request sets."""

_LETTERS = string.ascii_lowercase + string.digits


def new_object(
    world: World,
    kind_name: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    parents: Iterable[tuple[str, Object]] = (),
    owner_id: int | None = None,
) -> Object:
    """Make an object, put it into the store and give it back.

    Args:
        values: Attributes and parameters by name; what is no attribute is kept hidden, secrets are not.
        parents: Kind and object that it belongs to.
    """
    kind = world.schema.kind(kind_name)
    row: Object = {"id": world.store.next_id(kind_name)}
    for name, type_ in kind.attributes.items():
        row.setdefault(name, _empty(type_))
    for name, parameter in kind.parameters.items():
        if name in row and not isinstance(parameter.default, Unset):
            row[name] = _cast(kind.attributes[name], parameter.default)
    if "identifier" in kind.attributes:
        row["identifier"] = new_identifier(world, kind_name, row["id"])
    for name in ("created_at", "updated_at"):
        if name in kind.attributes:
            row[name] = written(now)
    if row.get("user_id", 0) is None and owner_id is not None:
        # A few kinds have it as text.
        row["user_id"] = str(owner_id) if kind.attributes.get("user_id") == "string" else owner_id
    put_values(kind, row, values)
    for parent_kind, parent in parents:
        join(world, kind_name, row, parent_kind, parent)
    return world.store.insert(kind_name, row)


def _empty(type_: str) -> object:
    if type_ == "array":
        return []
    return False if type_ == "boolean" else None


def new_identifier(world: World, *words: object) -> str:
    """14 lower-case letters and digits, the same for the same seed and words."""
    chance = world.random("identifier", *words)
    return chance.choice(string.ascii_lowercase) + "".join(chance.choices(_LETTERS, k=IDENTIFIER_LENGTH - 1))


def put_values(kind: Kind, row: Object, values: Mapping[str, Any]) -> None:
    """Write values into an object. A password becomes a digest; hidden names begin with "_"."""
    for name, value in values.items():
        if name in FIXED or not name or name.startswith("_"):
            continue
        if name == "password" and isinstance(value, str) and value:
            row[PASSWORD] = digest(value)
        parameter = kind.parameters.get(name)
        if name in kind.attributes:
            row[name] = _cast(kind.attributes[name], value)
        elif parameter is not None and not _is_secret(parameter):
            row[f"_{name}"] = value


def _cast(type_: str, value: Any) -> Any:
    """A value in the type of its attribute; null where it has none of it: some parameters are only text."""
    from cloudflow_tui.sandbox.coercion import NotOfTypeError, coerce

    if value is None or type_ not in ("integer", "number", "boolean", "object", "string"):
        return value
    if type_ == "string" and isinstance(value, list | dict):
        # Some texts became lists in later releases.
        return value
    try:
        return coerce(type_, value)
    except NotOfTypeError:
        return None


def _is_secret(parameter: Parameter) -> bool:
    name = parameter.name
    return parameter.is_secret or "password" in name or name.endswith(("_key", "token", "secret"))


def touch(row: Object, now: datetime) -> None:
    """Move `updated_at`, where there is one."""
    if "updated_at" in row:
        row["updated_at"] = written(now)


def join(world: World, kind_name: str, row: Object, parent_kind: str, parent: Object) -> None:
    """Let an object belong to a parent; the caller saves it."""
    relation = world.schema.kind(kind_name).parents.get(parent_kind, CONTAINED)
    if relation == ALL:
        return
    if relation != CONTAINED:
        row[relation] = parent["id"]
        return
    key = f"{parent_kind}:{parent['id']}"
    kept = list(row.get("_in") or [])
    if key not in kept:
        row["_in"] = [*kept, key]


def part(world: World, kind_name: str, row: Object, parent_kind: str, parent: Object) -> None:
    """Undo `join`; nothing happens when the object does not belong there. The caller saves it."""
    relation = world.schema.kind(kind_name).parents.get(parent_kind, CONTAINED)
    if relation == CONTAINED:
        row["_in"] = [key for key in row.get("_in") or [] if key != f"{parent_kind}:{parent['id']}"]
    elif relation != ALL and row.get(relation) == parent["id"]:
        row[relation] = None


def remove_below(world: World, kind_name: str, row: Object) -> None:
    """Remove what lives below an object and nowhere else, such as the keys of a user."""
    for kind in world.schema.kinds.values():
        holders = [parent for parent, relation in kind.parents.items() if relation != ALL]
        if holders != [kind_name] or kind.is_top or not world.store.has_seeded(kind.name):
            continue
        relation = kind.parents[kind_name]
        key = f"{kind_name}:{row['id']}"
        wanted = Filter(parent=key) if relation == CONTAINED else Filter(equal=((relation, row["id"]),))
        for child in world.store.select(kind.name, wanted)[0]:
            others = [parent for parent in child.get("_in") or [] if parent != key]
            if relation == CONTAINED and others:
                world.store.save(kind.name, {**child, "_in": others})
            else:
                world.store.remove(kind.name, child["id"])
                remove_below(world, kind.name, child)


def belongs(world: World, kind_name: str, row: Object, parent_kind: str, parent: Object) -> bool:
    """Whether an object is seen below a parent."""
    relation = world.schema.kind(kind_name).parents.get(parent_kind)
    if relation is None or relation == ALL:
        return True
    if relation == CONTAINED:
        return f"{parent_kind}:{parent['id']}" in (row.get("_in") or ())
    return bool(row.get(relation) == parent["id"])
