"""How deeply a JSON text is nested and what is open at its end, told from its brackets alone."""

from __future__ import annotations

import re
from typing import Final

from cloudflow_tui.document.layout import MAX_LEVELS

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_STRINGS_WITH_BRACKETS = re.compile(rb'"[^"]*+"?+')
_NOT_STRUCTURE: Final = bytes(set(range(256)) - set(b'"[]{}'))


def depth_of(data: bytes) -> int:
    """How deeply a JSON text is nested at most; never less than it is for valid JSON."""
    marks, rounds = without_pairs(brackets_of(data))
    return rounds + len(marks)


def without_escapes(data: bytes) -> bytes:
    """JSON text whose quotes are all ends of strings."""
    return _ESCAPE.sub(b"", data) if b"\\" in data else data


def brackets_of(data: bytes) -> bytes:
    """The brackets of a JSON text that stand outside of its strings."""
    data = without_escapes(data)
    # Two quotes side by side are an empty string, or the border of two strings: both may go.
    marks = data.translate(None, _NOT_STRUCTURE).replace(b'""', b"")
    return _STRINGS_WITH_BRACKETS.sub(b"", marks) if b'"' in marks else marks


def without_pairs(marks: bytes) -> tuple[bytes, int]:
    """The brackets without pairs that hold nothing, and how many levels went, MAX_LEVELS at most."""
    rounds = 0
    while rounds <= MAX_LEVELS:
        fewer = marks.replace(b"[]", b"").replace(b"{}", b"")
        if len(fewer) == len(marks):
            break
        marks = fewer
        rounds += 2
    return marks, rounds
