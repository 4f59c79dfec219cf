"""XML as data by the conventions of the API, in the shape that the same answer has in JSON.

`type` tells integers, booleans, decimals and lists, `nil` what is not set, a dash in a name counts as an
underscore, and `hash` is only a wrapper. Lists of objects are lists of one-key objects, lists of texts are
plain lists, and a list as the root has no outer key. Read by expat; declared entities are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

MAX_DEPTH: Final = 200

_WHOLE = re.compile(r"[+-]?[0-9]{1,4000}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_TIME_TYPES: Final = ("datetime", "dateTime", "date", "time")
_SCALAR_TYPES: Final = frozenset(
    ("integer", "boolean", "decimal", "float", "double", "string", "symbol", *_TIME_TYPES)
)
_NONE: Final[dict[str, str]] = {}
_SHAPE_TYPES: Final = frozenset(("array", "hash"))


class _RefusedError(Exception):
    """Raised by a handler to leave expat: entities declared, or too deep."""


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[tuple[str, Any, bool]] = field(default_factory=list)
    """(name, value, whether it is an object)"""


def xml_data(data: bytes) -> Any:
    """The values of an XML document in UTF-8; None when it is not well formed or is refused."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    top = _Element("", {})
    stack = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > MAX_DEPTH:
            raise _RefusedError
        stack.append(_Element(_local(name).replace("-", "_"), attributes))

    def end(_name: str) -> None:
        element = stack.pop()
        value = _value(element)
        stack[-1].children.append((element.name, value, bool(element.children)))
        if len(stack) == 1:
            stack.append(element)  # Kept to tell how the root was written.

    def text(found: str) -> None:
        stack[-1].texts.append(found)

    def refuse(*_declared: object) -> None:
        raise _RefusedError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _RefusedError):
        return None
    return _root(stack[1], top.children[0][1])


def _root(element: _Element, value: Any) -> Any:
    """The whole answer: a list of objects without key, `hash` unwrapped, all else under its name."""
    if isinstance(value, list):
        is_plain = any(not is_object for _, _, is_object in element.children)
        return {element.name: value} if is_plain or element.name in ("errors", "error") else value
    if element.name == "hash":
        return {} if value in (None, "") else value
    return {element.name: value}


def _value(element: _Element) -> Any:
    kind, others = "", _NONE
    if element.attributes:
        kind = element.attributes.get("type", "")
        if _is_nil(element.attributes):
            return None
        others = {
            f"@{_local(name)}": value
            for name, value in element.attributes.items()
            if not _is_convention(name, value, bool(element.children))
        }
    if not element.children:
        return _leaf(element, kind, others)
    if kind == "array" or (not kind and _is_plural_of_children(element)):
        return [{name: value} if is_object else value for name, value, is_object in element.children]
    return _members(element, others)


def _leaf(element: _Element, kind: str, others: dict[str, str]) -> Any:
    text = "".join(element.texts)
    if not others:
        return _scalar(text, kind)
    return {**others, "#text": _scalar(text, kind)} if text else dict(others)


def _members(element: _Element, others: dict[str, str]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for name, _, _ in element.children:
        counts[name] = counts.get(name, 0) + 1
    members: dict[str, Any] = dict(others)
    for name, value, _ in element.children:
        if counts[name] > 1:
            members.setdefault(name, []).append(value)
        else:
            members[name] = value
    text = "".join(element.texts).strip()
    if text:
        members["#text"] = text
    return members


def _scalar(text: str, kind: str) -> Any:
    """Text by its type; what does not fit its type stays text."""
    if kind == "array":
        return []
    if kind == "hash":
        return {}
    if kind in ("", "string", "symbol"):
        return text
    stripped = text.strip()
    if kind == "boolean":
        return _BOOLEANS.get(stripped, text or None)
    if kind == "integer" and _WHOLE.fullmatch(stripped):
        return int(stripped)
    if kind in ("decimal", "float", "double") and _NUMBER.fullmatch(stripped):
        number = float(stripped)
        return number if number - number == 0 else stripped
    return text if stripped or kind not in _SCALAR_TYPES else None


def _is_nil(attributes: dict[str, str]) -> bool:
    return any(_local(name) == "nil" and value in ("true", "1") for name, value in attributes.items())


def _is_convention(name: str, value: str, has_children: bool) -> bool:
    """Whether an attribute only tells the type, and holds nothing of the object."""
    if name == "nil" or name.startswith("xmlns") or _local(name) == "nil":
        return True
    return name == "type" and (value in _SHAPE_TYPES or value in _SCALAR_TYPES or not has_children)


def _is_plural_of_children(element: _Element) -> bool:
    """Whether it is a list that does not say so: `<users>` around nothing but `<user>`."""
    names = {name for name, _, _ in element.children}
    if len(names) != 1 or "".join(element.texts).strip():
        return False
    name = names.pop()
    return element.name in (f"{name}s", f"{name}es", f"{name[:-1]}ies")


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
