"""A list answer as a table: columns ordered by how much they tell, values as short text.

Works on data as `to_data` gives it; JSON and XML alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from cloudflow_tui.document.visible import shown

MAX_CELL: Final = 80
SAMPLED_ROWS: Final = 1000
"""Rows looked at for the names and types of the columns."""
VALUE: Final = "value"
"""Name of the only column of a list of plain values."""

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_BLANKS = re.compile(r"\s+")
_FIRST: Final = (
    ("id", "number"),
    ("label", "name", "login", "title", "hostname", "address", "key"),
    ("identifier", "email", "first_name", "last_name", "domain"),
    ("state", "status", "booted", "built", "locked", "online", "enabled", "active", "suspended", "action"),
)
_LAST: Final = ("created_at", "updated_at", "deleted_at")
_SCALAR_PLACE, _LAST_PLACE, _NESTED_PLACE, _EMPTY_PLACE = range(len(_FIRST), len(_FIRST) + 4)


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of the listed objects."""

    name: str
    is_number: bool
    """All its values are numbers: aligned to the right."""
    is_nested: bool = False
    """Some value is a list or an object, of which only the size is shown."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list of objects as rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    """As many texts as columns; "" for what is null or missing."""
    noun: str
    """What one row is, as the answer names it: `virtual_machine`; "" when it does not."""
    items: tuple[Any, ...]
    """The object or value behind each row, without the key around it; none for a long list."""

    @property
    def words(self) -> str:
        """How many there are: `no users`, `1 user`, `12 virtual machines`."""
        return count_words(len(self.rows), self.noun)


def rows_of(data: Any) -> Table | None:
    """The table of a list answer, or of an object that holds one list and no other object.

    Returns:
        None when there is no such list.
    """
    found = _list_in(data)
    if found is None:
        return None
    key, listed = found
    noun = _common_key(listed)
    items = [item[noun] for item in listed] if noun else listed
    noun = noun or _singular(key)
    if not any(isinstance(item, dict) for item in items):
        return _plain_table(items, noun)
    columns = columns_of(items)
    rows = tuple(
        tuple(cell(item.get(column.name)) for column in columns)
        if isinstance(item, dict)
        else (cell(item), *[""] * (len(columns) - 1))
        for item in items
    )
    return Table(columns, rows, noun, tuple(items))


def count_words(count: int, noun: str) -> str:
    """`no users`, `1 user`, `12 virtual machines`."""
    words = (noun or "item").replace("_", " ")
    if count == 1:
        return f"1 {words}"
    return f"{count:,} {_plural(words)}" if count else f"no {_plural(words)}"


def cell(value: Any) -> str:
    """A value in one short line; the size of a list or an object in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return count_words(len(value), _common_key(value)) if value else "none"
    if isinstance(value, dict):
        return f"{{{len(value)}}}" if value else "{}"
    if isinstance(value, int) and value.bit_length() > MAX_CELL * 3:
        return f"about 2^{value.bit_length() - 1}"
    text = str(value)
    text = shown(_BLANKS.sub(" ", text[: MAX_CELL * 4]).strip())
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def _list_in(data: Any) -> tuple[str, list[Any]] | None:
    """The list and the key it stands under."""
    if isinstance(data, list):
        return "", data
    if not isinstance(data, dict):
        return None
    lists = [(key, value) for key, value in data.items() if isinstance(value, list)]
    if len(lists) != 1 or any(isinstance(value, dict) for value in data.values()):
        return None
    return lists[0]


def _common_key(items: list[Any]) -> str:
    """The one key around every object of a list; "" when there is none."""
    first = items[0] if items else None
    if not isinstance(first, dict) or len(first) != 1:
        return ""
    key = next(iter(first))
    if not isinstance(first[key], dict):
        return ""
    is_common = all(
        isinstance(item, dict) and len(item) == 1 and isinstance(item.get(key), dict) for item in items
    )
    return key if is_common else ""


def _plain_table(items: list[Any], noun: str) -> Table:
    column = Column(VALUE, bool(items) and all(_is_number(item) for item in items[:SAMPLED_ROWS]))
    return Table((column,) if items else (), tuple((cell(item),) for item in items), noun, tuple(items))


def columns_of(items: list[Any]) -> tuple[Column, ...]:
    """The attributes of objects, the most telling first; every object is looked at for names."""
    values: dict[str, list[Any]] = {}
    for item in items[:SAMPLED_ROWS]:
        if isinstance(item, dict):
            for name, value in item.items():
                values.setdefault(name, []).append(value)
    for item in items[SAMPLED_ROWS:]:
        if isinstance(item, dict):
            for name in item.keys() - values.keys():
                values[name] = [item[name]]
    columns = [_column(name, found) for name, found in values.items()]
    order = {column.name: (_place(column, values[column.name]), at) for at, column in enumerate(columns)}
    return tuple(sorted(columns, key=lambda column: order[column.name]))


def _column(name: str, values: list[Any]) -> Column:
    told = [value for value in values if value is not None and value != ""]
    return Column(
        name,
        is_number=bool(told) and all(_is_number(value) for value in told),
        is_nested=any(isinstance(value, list | dict) for value in told),
    )


def _place(column: Column, values: list[Any]) -> tuple[int, int]:
    """Sort key: how telling a column is."""
    for place, names in enumerate(_FIRST):
        if column.name in names:
            return place, names.index(column.name)
    if column.is_nested:
        return _NESTED_PLACE, 0
    if all(value is None or value == "" for value in values):
        return _EMPTY_PLACE, 0
    return (_LAST_PLACE, _LAST.index(column.name)) if column.name in _LAST else (_SCALAR_PLACE, 0)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith(("sses", "shes", "ches", "xes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith("ss") else name


def _plural(words: str) -> str:
    if words.endswith(("s", "x", "sh", "ch")):
        return f"{words}es"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return f"{words[:-1]}ies"
    return f"{words}s"
