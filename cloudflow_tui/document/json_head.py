"""The sound beginning of a long broken JSON text, laid out the fast way: only the rest needs the tokenizer.

The beginning ends at a comma before the fault. Brackets that are open there are closed for the formatter, and
what it made of the closing ones is taken off again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cloudflow_tui.document.json_brackets import open_brackets
from cloudflow_tui.document.layout import MAX_LEVELS, NEWLINES

_PLACE: Final = re.compile(r"\(byte ([0-9]+)\)")
_STRING_OR_COMMA: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)|(,)', re.DOTALL)
_LOOKED_BACK_BYTES: Final = 64 * 1024
_CLOSING: Final = bytes.maketrans(b"{[", b"}]")


@dataclass(frozen=True, slots=True)
class Head:
    """A part of a text that is laid out already."""

    text: bytes
    end: int
    """Where the rest begins: at a comma."""
    stack: bytes
    """The brackets that are open there, outermost first."""


def sound_head(data: bytes, fault: str) -> Head | None:
    """The beginning of a text up to the last comma before its fault; None when it cannot be told.

    Args:
        fault: What the formatter says; it names the byte, or that the text breaks off.
    """
    import msgspec

    place = _PLACE.search(fault)
    end = _last_comma(data, min(int(place[1]), len(data)) if place else len(data))
    if end <= 0:
        return None
    stack = open_brackets(data[:end])
    if not 0 < len(stack) <= MAX_LEVELS or stack.strip(b"[{"):
        return None
    closing = stack[::-1].translate(_CLOSING)
    try:
        text = msgspec.json.format(data[:end] + closing, indent=2).rstrip(b"\n")
    except (msgspec.DecodeError, RecursionError):
        return None
    lines = [NEWLINES[len(stack) - 1 - at] + closing[at : at + 1] for at in range(len(stack))]
    added = b"".join(lines)
    return Head(text[: -len(added)], end, stack) if text.endswith(added) else None


def _last_comma(data: bytes, before: int) -> int:
    """Offset of the last comma between values in front of a place, -1 when none is near."""
    start = max(0, before - _LOOKED_BACK_BYTES)
    while start and data[start - 1 : start] == b"\\":
        start -= 1
    if _is_within_string(data, start):
        start = data.find(b'"', start, before) + 1
        # Past the end of the string, unless that quote is itself escaped.
        while start and data[start - 2 : start - 1] == b"\\":
            start = data.find(b'"', start, before) + 1
        if not start:
            return -1
    found = -1
    for match in _STRING_OR_COMMA.finditer(data, start, before):
        if match[1]:
            found = match.start()
    return found


def _is_within_string(data: bytes, offset: int) -> bool:
    """Whether a place is between two quotes, told from the number of quotes before it."""
    quotes = data.count(b'"', 0, offset)
    if data.find(b"\\", 0, offset) >= 0:
        quotes = data[:offset].replace(b"\\\\", b"").replace(b'\\"', b"").count(b'"')
    return quotes % 2 == 1
