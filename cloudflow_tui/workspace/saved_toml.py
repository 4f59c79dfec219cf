"""Data as TOML that reads well in a diff: plain values first, a table for each object, long text over lines.

What TOML cannot say stands in an inline table of one key: `{ "$null" = true }`, `{ "$decimal" = "0.10" }`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Final

NULL: Final = "$null"
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_NAMED: Final = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r"}


def to_toml(data: Mapping[str, Any]) -> str:
    """The text of these keys; what is UNSET or an empty table is the caller's to leave out."""
    return "\n".join(_table(data, ())).strip("\n") + "\n"


def from_toml(text: str) -> dict[str, Any]:
    """The data of such a text.

    Raises:
        ValueError: It is no TOML, with line and column in its words.
    """
    import tomllib

    data: dict[str, Any] = _with_null(tomllib.loads(text))
    return data


def _with_null(value: Any) -> Any:
    if isinstance(value, dict):
        return None if value == {NULL: True} else {key: _with_null(one) for key, one in value.items()}
    return [_with_null(one) for one in value] if isinstance(value, list) else value


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    later: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _is_table(value) or _is_tables(value):
            later.append((key, value))
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later:
        name = ".".join(map(_key, (*path, key)))
        for one in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _table(one, (*path, key))


def _is_table(value: object) -> bool:
    """An object that may stand in a table of its own; those of one odd key stay in their line."""
    return isinstance(value, Mapping) and not (len(value) == 1 and next(iter(value)).startswith("$"))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _value(value: Any) -> str:
    if value is None:
        return f'{{ "{NULL}" = true }}'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(one) if isinstance(one, str) else _value(one) for one in value) + "]"
    if isinstance(value, float):
        return repr(value) if isfinite(value) else {"nan": "nan", "inf": "inf", "-inf": "-inf"}[repr(value)]
    return str(value)


def _text(text: str) -> str:
    if "\n" not in text:
        return _quoted(text)
    body = "\n".join(map(_escaped, text.split("\n")))
    return f'"""\n{body}"""'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    named = {**_NAMED, "\n": "\\n"}
    return "".join(named.get(one, one if one.isprintable() else f"\\U{ord(one):08X}") for one in text)
