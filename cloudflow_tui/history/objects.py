"""Which objects of the cloud an exchange is about: by its path, and by its answer. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from cloudflow_tui.document.body import Body

PARSED_BYTES: Final = 1024 * 1024
"""Answers above that are not looked through for objects."""
MOST_OBJECTS: Final = 1000
"""Of one answer."""
_ID: Final = re.compile(r"[0-9]+|(?=[A-Za-z]*[0-9])[A-Za-z0-9]{8,}(?:-[A-Za-z0-9]+)*")
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*[a-z_]")
_SUFFIX: Final = re.compile(r"\.(json|xml)$", re.IGNORECASE)
_LEAST_WORDS: Final = frozenset(("page", "per_page", "v1", "v2"))

Object = tuple[str, str]
"""(kind, id), such as ("virtual_machine", "12")."""


def singular(word: str) -> str:
    """`users` to `user`, `policies` to `policy`, `addresses` to `address`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "uses")) and word != "uses":
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def objects_of_path(path: str) -> list[Object]:
    """The objects that a path names, outermost first: a word and the id behind it."""
    parts = _SUFFIX.sub("", path.partition("?")[0]).split("/")
    found: list[Object] = []
    for word, part in pairwise(parts):
        part = _SUFFIX.sub("", unquote(part))
        if _ID.fullmatch(part) and _WORD.fullmatch(word) and word not in _LEAST_WORDS:
            found.append((singular(word), part))
    return found


def objects_of_data(data: Any) -> dict[Object, dict[str, Any]]:
    """The objects of an answer with their attributes: one, or the items of a list."""
    found: dict[Object, dict[str, Any]] = {}
    for kind, attributes in _named_objects(data):
        object_id = attributes.get("id", attributes.get("identifier"))
        if isinstance(object_id, str | int) and not isinstance(object_id, bool) and object_id != "":
            found.setdefault((singular(kind), str(object_id)), attributes)
            if len(found) == MOST_OBJECTS:
                break
    return found


def objects_of_body(body: Body, content_type: str) -> dict[Object, dict[str, Any]]:
    """The objects of an answer; none for what is neither JSON nor XML or is very large."""
    if not body.size_bytes or body.size_bytes > PARSED_BYTES:
        return {}
    from cloudflow_tui.document.data import to_data

    return objects_of_data(to_data(body, content_type))


def _named_objects(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(data, list):
        for item in data:
            if isinstance(item, dict) and len(item) == 1:
                yield from _named_objects(item)
        return
    if not isinstance(data, dict):
        return
    for kind, inner in data.items():
        if isinstance(inner, dict) and _WORD.fullmatch(kind):
            yield kind, inner
        elif isinstance(inner, list):
            for item in inner:
                if isinstance(item, dict):
                    is_wrapped = len(item) == 1 and isinstance(next(iter(item.values())), dict)
                    yield from item.items() if is_wrapped else [(kind, item)]
