"""Where an element of laid out XML ends: found by its tags when it is short, by indentation when it is long.

Elements that hold text stay as they came, and a start tag may go over several lines: there indentation tells
nothing, and the tags are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cloudflow_tui.document.layout import INDENT
from cloudflow_tui.document.text_index import find_in_steps

if TYPE_CHECKING:
    from cloudflow_tui.document.text_index import Text

_NEAR_BYTES: Final = 4 * 1024
_FAR_BYTES: Final = 1024 * 1024
"""A longer element that stays as it came has no end that is looked for."""
_SPACE: Final = (b">", b" ", b"\t", b"\n")

_START: Final = rb"""<(?P<name>[^\s/>!?<="']++)(?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+(?P<empty>/)?+>"""
_START_TAG = re.compile(_START)
_BIT = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<cut><!--|<!\[CDATA\[|<\?)|(?P<end></)[^<>]*+>|" + _START,
    re.DOTALL,
)


class Element(NamedTuple):
    """An element that begins at a line."""

    end: int
    """Offset of a character in the line of its end; -1 when there is none."""
    children: int | None
    """How many elements it holds itself; None when they were not counted."""


def element_at(
    text: Text, start: int, margin: bytes, line_end: int, *, needs_end: bool = True
) -> Element | None:
    """The element over several lines that begins at an offset; None when there is none.

    Args:
        start: Of the <, behind the margin of the line.
        line_end: Of that line.
        needs_end: The end of a long one is looked for; without it is told at once that there is one.
    """
    if text[start : start + 1] != b"<":
        return None
    tag = _START_TAG.match(text, start, min(len(text), start + _FAR_BYTES))
    if tag is None:
        return None
    if tag["empty"]:
        return Element(tag.end() - 1, 0) if tag.end() > line_end else None
    near = _counted(text, start, _NEAR_BYTES)
    if near is None and text.find(b"\n" + margin + INDENT + b"<", tag.end(), tag.end() + 200) == tag.end():
        return Element(_end_tag(text, tag.end(), margin, tag["name"]) if needs_end else -1, None)
    counted = near or _counted(text, start, _FAR_BYTES)
    return counted if counted is not None and counted.end > line_end else None


def root_at(text: Text, limit_bytes: int) -> int:
    """Offset of the root element when it stands near the beginning; -1 otherwise."""
    for found in _BIT.finditer(text, 0, min(len(text), limit_bytes)):
        if found["cut"]:
            break
        if found["name"]:
            return found.start()
    return -1


def _counted(text: Text, start: int, limit_bytes: int) -> Element | None:
    """The end told from the tags; None when it is not within the limit."""
    depth = children = 0
    for found in _BIT.finditer(text, start, min(len(text), start + limit_bytes)):
        if found["cut"]:
            return None
        if found["end"]:
            depth -= 1
        elif found["name"]:
            children += depth == 1
            depth += not found["empty"]
        if depth <= 0:
            return Element(found.end() - 1, children)
    return None


def _end_tag(text: Text, start: int, margin: bytes, name: bytes) -> int:
    """The end tag told from its margin."""
    wanted = b"\n" + margin + b"</" + name
    found = find_in_steps(text, wanted, start)
    while found >= 0 and text[found + len(wanted) : found + len(wanted) + 1] not in _SPACE:
        found = find_in_steps(text, wanted, found + 1)
    return found + 1 if found >= 0 else -1
