"""Answers as XML, in the manner of the server: types, nil, arrays; names keep their underscores.

Takes the same data as the JSON answer, so that both formats always say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cloudflow_tui.sandbox.words import singular

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ITEM = "item"
"""Name of members that have none of their own."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_SPECIAL = re.compile(r"[&<>\r]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def write_xml(name: str, data: object, member: str = "") -> str:
    """A document whose root has this name.

    Args:
        member: Name of the members when `data` is a list.
    """
    parts = [HEAD]
    _write(parts, name or "hash", data, 0, member)
    return "".join(parts)


def _write(parts: list[str], name: str, value: object, depth: int, member: str = "") -> None:
    indent = "  " * depth
    tag, extra = (name, "") if _NAME.fullmatch(name) else (ITEM, f' key="{_escape(name, True)}"')
    if isinstance(value, Mapping):
        if not value:
            parts.append(f"{indent}<{tag}{extra}/>\n")
            return
        parts.append(f"{indent}<{tag}{extra}>\n")
        for key, inner in value.items():
            _write(parts, str(key), inner, depth + 1)
        parts.append(f"{indent}</{tag}>\n")
    elif isinstance(value, list | tuple):
        if not value:
            parts.append(f'{indent}<{tag}{extra} type="array"/>\n')
            return
        parts.append(f'{indent}<{tag}{extra} type="array">\n')
        for entry in value:
            key, inner = _member(name, entry, member)
            _write(parts, key, inner, depth + 1)
        parts.append(f"{indent}</{tag}>\n")
    elif value is None:
        parts.append(f'{indent}<{tag}{extra} nil="true"/>\n')
    else:
        kind, text = _scalar(value)
        parts.append(f"{indent}<{tag}{extra}{kind}>{text}</{tag}>\n")


def _member(list_name: str, entry: Any, member: str) -> tuple[str, object]:
    """Name and value of a list's member: a one-key object brings its own name."""
    if not member and isinstance(entry, dict) and len(entry) == 1:
        ((key, inner),) = entry.items()
        if isinstance(inner, dict):
            return str(key), inner
    name = member or (list_name[:-1] if list_name.endswith("_ids") else singular(list_name))
    return (name if name != list_name or member else ITEM), entry


def _scalar(value: object) -> tuple[str, str]:
    """Type attribute and text."""
    if isinstance(value, bool):
        return ' type="boolean"', "true" if value else "false"
    if isinstance(value, int):
        return ' type="integer"', str(value)
    if isinstance(value, float):
        return ' type="float"', str(value)
    text = str(value)
    if _MOMENT.fullmatch(text):
        return ' type="datetime"', text
    return "", _escape(text)


def _escape(text: str, is_attribute: bool = False) -> str:
    found = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))
    return found.replace('"', "&quot;").replace("\n", "&#10;") if is_attribute else found
