"""Bracketed names of query strings and forms: `user[role_ids][]=1` to `{"user": {"role_ids": ["1"]}}`.

Values stay text, a bare word counts as "". What cannot be nested is left out, as servers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

_MAX_DEPTH = 32
_NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_KEY = re.compile(r"\[([^\[\]]*)\]")


def parse_query(text: str) -> dict[str, Any]:
    """A query string or a form body as nested data."""
    return nest(parse_qsl(text, keep_blank_values=True, max_num_fields=10_000))


def nest(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Pairs of (bracketed name, text) as nested data; the last of equal names wins."""
    data: dict[str, Any] = {}
    for name, value in pairs:
        match = _NAME.match(name)
        if match is None:
            continue
        keys = [match[1], *_KEY.findall(match[2])]
        if len(keys) <= _MAX_DEPTH:
            _put(data, keys, value)
    return data


def _put(data: dict[str, Any], keys: list[str], value: str) -> None:
    """Walk to the place of a value; `[]` stands for a new member of a list, or the one begun last."""
    place: Any = data
    for position, key in enumerate(keys):
        is_last = position == len(keys) - 1
        if isinstance(place, list):
            if key == "":
                if is_last:
                    place.append(value)
                continue
            place = _member(place, key, is_last)
        following: Any = value if is_last else ([] if keys[position + 1] == "" else {})
        if is_last or not isinstance(place.get(key), type(following)):
            place[key] = following
        place = place[key]


def _member(members: list[Any], key: str, is_last: bool) -> dict[str, Any]:
    """The member of a list that a named key below `[]` belongs to."""
    if members and isinstance(members[-1], dict) and not (is_last and key in members[-1]):
        found: dict[str, Any] = members[-1]
        return found
    members.append({})
    made: dict[str, Any] = members[-1]
    return made
