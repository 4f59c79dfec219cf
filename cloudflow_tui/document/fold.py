"""Nodes of a document told from the indentation of its lines: where one ends, what it holds, what holds it.

Nothing is parsed, so a node of any size costs a search for bytes. On broken bodies the answer may be None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.fold_far import Kept, Needles
from cloudflow_tui.document.layout import INDENT, MAX_LEVELS
from cloudflow_tui.document.text_index import find_in_steps
from cloudflow_tui.document.visible import decoded
from cloudflow_tui.document.xml_ends import element_at, root_at

if TYPE_CHECKING:
    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.text_index import Text

COUNTED_BYTES: Final = 16 * 1024 * 1024
"""Text that is counted through for the number of items, or the index of one."""
_STEP_BYTES: Final = 1024 * 1024
_WINDOW_BYTES: Final = 64 * 1024
_HEAD_BYTES: Final = 1024
_MAX_LABEL: Final = 60
_MAX_TEXT_LINES: Final = 5000

_KEY = re.compile(rb'"((?:[^"\\]++|\\.)*+)"[ \t]*:')
_TAG = re.compile(rb"</?([^\s/>!?<=\"']+)")
_NAME_ENDS: Final = (b">", b" ", b"/", b"\n", b"\t", b"\r")
_CLOSERS: Final = {b"{": b"}", b"[": b"]"}
_STARTS: Final = {"json": (b'"', b"{", b"["), "xml": (b"<",)}


def fold_end(document: Document, line: int) -> int | None:
    """The last line of the node that opens at this line; None when none does, or its end is missing."""
    text, index = document.text, document.index
    if document.kind not in _STARTS or not 0 <= line < index.count:
        return None
    start, end = index.start_of(line), index.end_of(line)
    margin = _margin(text, start, end)
    if len(margin) >= MAX_LEVELS * len(INDENT):
        return None  # Deeper nodes share one margin, and cannot be told apart.
    if document.kind == "xml":
        element = element_at(text, start + len(margin), margin, end)
        return None if element is None or element.end < 0 else index.number_at(element.end)
    closer = _CLOSERS.get(text[end - 1 : end])
    if closer and line == 0 and not document.note and text[-2:] == b"\n" + closer:
        return index.count - 1
    found = find_in_steps(text, b"\n" + margin + closer, end) if closer else -1
    return None if found < 0 else index.number_at(found + 1)


def is_foldable(document: Document, line: int) -> bool:
    """Whether a node over several lines opens at this line, told from the line alone."""
    text, index = document.text, document.index
    if document.kind not in _STARTS or not 0 <= line < index.count:
        return False
    start, end = index.start_of(line), index.end_of(line)
    margin = _margin(text, start, end)
    if len(margin) >= MAX_LEVELS * len(INDENT):
        return False
    if document.kind == "json":
        return text[end - 1 : end] in (b"{", b"[")
    return element_at(text, start + len(margin), margin, end, needs_end=False) is not None


def openers(document: Document, level: int, limit_bytes: int | None = None) -> Iterator[int]:
    """Offsets of the lines at a level that may open a node, the root being level 0; behind the first line.

    Args:
        limit_bytes: Of the text that is looked through.
    """
    text = document.text
    # A start tag may go on in the next line, or text follow it.
    end_mark = rb"[{\[]" if document.kind == "json" else rb""
    opener = re.compile(
        rb"\n(?=" + INDENT * level + rb"(?![ \n])[^\n]*" + end_mark + rb"\n)|\A(?!  )", re.DOTALL
    )
    start, size = 0, len(text) if limit_bytes is None else min(len(text), limit_bytes)
    while start < size and document.kind in _STARTS:
        # One search of all would hold up everything else.
        end = text.find(b"\n", start + _STEP_BYTES)
        end = len(text) if end < 0 else end + 1
        for found in opener.finditer(text, start, end):
            if found.end() or level == 0:
                yield found.end()
        start = end - 1 if end < len(text) else end


def hidden_items(document: Document, line: int, end_line: int | None = None) -> int | None:
    """How many members, items or elements the node that opens at this line holds itself.

    Args:
        end_line: Its last line, when it is known already.

    Returns:
        None when there is no such node, or it is too long to be counted at once.
    """
    end_line = fold_end(document, line) if end_line is None else end_line
    if end_line is None:
        return None
    text, index = document.text, document.index
    start = index.start_of(line)
    first, last = index.end_of(line), index.start_of(end_line)
    if last - first > COUNTED_BYTES:
        return None
    margin = _margin(text, start, first)
    child = b"\n" + margin + INDENT
    if document.kind == "xml":
        element = element_at(text, start + len(margin), margin, first)
        if element is not None and element.children is not None:
            return element.children
        return sum(1 for _ in re.finditer(re.escape(child) + rb"<[^/!?]", text[first:last]))
    return _children(text, child, first, last)


def parents(
    document: Document, line: int, kept: Kept | None = None, *, can_wait: bool = False
) -> tuple[str, ...]:
    """The path to a line from the outside in, its own name last: `user`, `roles`, `0`, `role`, `id`.

    List items in JSON are named by their index from 0; XML elements of a list by name and number from 1,
    `user[2]`. `…` stands first when what lies before was too far away, or in place of an index likewise.

    Args:
        kept: What is known of the text from earlier lines; grows.
        can_wait: Look through all of the text if need be; else no more than a key may take.
    """
    starts = _STARTS.get(document.kind)
    text, index = document.text, document.index
    if starts is None or not 0 <= line < index.count:
        return ()
    way = _Way(document.kind, text, starts, kept or Kept(), can_wait)
    offset = index.start_of(line)
    if document.kind == "xml":
        offset = _tag_line(text, offset)
    margin = _margin(text, offset, offset + _HEAD_BYTES)
    level = len(margin) // len(INDENT)
    if _head(text, offset, margin)[:2].startswith((b"}", b"]", b"</")):
        offset = way.line_before(offset, level)
    labels: list[str] = []
    while offset >= 0:
        above = way.line_before(offset, level - 1) if level else -1
        label = way.label(offset, level, above)
        if label is not None:
            labels.append(label)
        if level == 0:
            break
        level -= 1
        offset = above
    else:
        labels.append("…")
    return tuple(reversed(labels))


def _margin(text: Text, start: int, end: int) -> bytes:
    limit = min(end, start + MAX_LEVELS * len(INDENT))
    head = text[start:limit]
    return head[: len(head) - len(head.lstrip(b" "))]


def _head(text: Text, offset: int, margin: bytes) -> bytes:
    return text[offset + len(margin) : offset + len(margin) + _HEAD_BYTES]


def _tag_line(text: Text, offset: int) -> int:
    """The line itself when it begins with a tag, else the nearest such line above."""
    for _ in range(_MAX_TEXT_LINES):
        if offset == 0 or text[offset : offset + _HEAD_BYTES].lstrip(b" ").startswith(b"<"):
            break
        offset = text.rfind(b"\n", 0, offset - 1) + 1
    return offset


def _children(text: Text, child: bytes, first: int, last: int) -> int:
    """Lines at one level of JSON, those that close a node not counted."""
    part = text[first:last]
    closers = part.count(child + b"}") + part.count(child + b"]")
    return part.count(child) - part.count(child + b" ") - closers


@dataclass(frozen=True, slots=True)
class _Way:
    """The way from a line up to the root."""

    kind: str
    text: Text
    starts: tuple[bytes, ...]
    kept: Kept
    can_wait: bool

    def line_before(self, offset: int, level: int) -> int:
        """Offset of the nearest line above at a level that may open a node; -1 when none is near enough."""
        text, starts, kept, can_wait = self.text, self.starts, self.kept, self.can_wait
        if level == 0 and self.kind == "xml":
            # Text that stays as it came may have a < at the margin as well.
            root = root_at(text, _WINDOW_BYTES)
            if 0 <= root < offset and (root == 0 or text[root - 1 : root] == b"\n"):
                return root
        if level == 0 and offset > 2 * _WINDOW_BYTES:
            # The root is near, or is the one at the very beginning: no need to look through all between.
            near = max(text.rfind(b"\n" + one, offset - _WINDOW_BYTES, offset) for one in starts)
            if near >= 0:
                return near + 1
            # Not kept: what was passed over is not known to be free of others.
            return Kept().opener_before(text, _WINDOW_BYTES, 0, starts, can_wait=can_wait)
        return kept.opener_before(text, offset, level, starts, can_wait=can_wait)

    def label(self, offset: int, level: int, above: int) -> str | None:
        margin = INDENT * level
        head = _head(self.text, offset, margin)
        if self.kind == "json":
            key = _KEY.match(head)
            if key:
                return decoded(key.group(1))[:_MAX_LABEL] or '""'
            return None if level == 0 else self.number(above, offset, _json_items(margin))
        tag = _TAG.match(head)
        if not tag:
            return None
        name = decoded(tag.group(1))[:_MAX_LABEL]
        if level == 0 or above < 0:
            return name
        start = b"\n" + margin + b"<" + tag.group(1)
        before = self.number(above, offset, tuple((start + end, 1) for end in _NAME_ENDS))
        if before == "…":
            return f"{name}[…]"
        is_list = b'type="array"' in self.text[above : above + _HEAD_BYTES].partition(b">")[0]
        return f"{name}[{int(before) + 1}]" if before != "0" or is_list else name

    def number(self, above: int, offset: int, needles: Needles) -> str:
        """How many of them stand between two lines, `…` when that cannot be told soon enough."""
        if above < 0:
            return "…"
        count = self.kept.count(self.text, above, offset - 1, needles, can_wait=self.can_wait)
        return "…" if count is None else str(count)


def _json_items(margin: bytes) -> Needles:
    """Lines at one level of JSON, those that close a node not counted."""
    child = b"\n" + margin
    return ((child, 1), (child + b" ", -1), (child + b"}", -1), (child + b"]", -1))
