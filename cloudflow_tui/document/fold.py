"""Nodes of a document told from the indentation of its lines: where one ends, what it holds, what holds it.

Nothing is parsed, so a node of any size costs a search for bytes. On broken bodies the answer may be None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.layout import INDENT, MAX_LEVELS
from cloudflow_tui.document.visible import decoded

if TYPE_CHECKING:
    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.text_index import Text

COUNTED_BYTES: Final = 16 * 1024 * 1024
"""Text that is counted through for the number of items, or the index of one."""
_LOOK_BACK_BYTES: Final = 64 * 1024 * 1024
_STEP_BYTES: Final = 1024 * 1024
_WINDOW_BYTES: Final = 64 * 1024
_HEAD_BYTES: Final = 1024
_MAX_LABEL: Final = 60
_MAX_TEXT_LINES: Final = 5000

_KEY = re.compile(rb'"((?:[^"\\]++|\\.)*+)"[ \t]*:')
_TAG = re.compile(rb"</?([^\s/>!?<=\"']+)")
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
    if document.kind == "json":
        closer = _CLOSERS.get(text[end - 1 : end])
        found = text.find(b"\n" + margin + closer, end) if closer else -1
    else:
        found = _end_tag(text, start, end, margin)
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
    return _opened_name(text, start, end, margin) is not None


def openers(document: Document, level: int, limit_bytes: int | None = None) -> Iterator[int]:
    """Offsets of the lines at a level that may open a node, the root being level 0; behind the first line.

    Args:
        limit_bytes: Of the text that is looked through.
    """
    text = document.text
    end_mark = rb"[{\[]" if document.kind == "json" else rb">"
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
    child = b"\n" + _margin(text, start, first) + INDENT
    if document.kind == "xml":
        return sum(1 for _ in re.finditer(re.escape(child) + rb"<[^/!?]", text[first:last]))
    return _children(text, child, first, last)


def parents(document: Document, line: int) -> tuple[str, ...]:
    """The path to a line from the outside in, its own name last: `user`, `roles`, `0`, `role`, `id`.

    List items in JSON are named by their index from 0; XML elements of a list by name and number from 1,
    `user[2]`. `…` stands first when what lies before was too far away, or in place of an index likewise.
    """
    starts = _STARTS.get(document.kind)
    text, index = document.text, document.index
    if starts is None or not 0 <= line < index.count:
        return ()
    offset = index.start_of(line)
    if document.kind == "xml":
        offset = _tag_line(text, offset)
    margin = _margin(text, offset, offset + _HEAD_BYTES)
    level = len(margin) // len(INDENT)
    if _head(text, offset, margin)[:2].startswith((b"}", b"]", b"</")):
        offset = _line_before(text, offset, level, starts)
    labels: list[str] = []
    while offset >= 0:
        above = _line_before(text, offset, level - 1, starts) if level else -1
        label = _label(document.kind, text, offset, level, above)
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


def _opened_name(text: Text, start: int, end: int, margin: bytes) -> bytes | None:
    """The name of the element whose children stand on the lines below; None when there are none."""
    if text[end - 1 : end] != b">" or text[end - 2 : end] in (b"/>", b"?>"):
        return None
    found = _TAG.match(text, start + len(margin), end)
    if not found or text[found.start() + 1 : found.start() + 2] == b"/":
        return None
    opened = b"\n" + margin + INDENT + b"<"
    if text[end : end + len(opened)] != opened:
        return None
    return found.group(1)


def _end_tag(text: Text, start: int, end: int, margin: bytes) -> int:
    name = _opened_name(text, start, end, margin)
    if name is None:
        return -1
    wanted = b"\n" + margin + b"</" + name
    found = text.find(wanted, end)
    while found >= 0 and text[found + len(wanted) : found + len(wanted) + 1] not in (
        b">",
        b" ",
        b"\t",
        b"\n",
    ):
        found = text.find(wanted, found + 1)
    return found


def _tag_line(text: Text, offset: int) -> int:
    """The line itself when it begins with a tag, else the nearest such line above."""
    for _ in range(_MAX_TEXT_LINES):
        if offset == 0 or text[offset : offset + _HEAD_BYTES].lstrip(b" ").startswith(b"<"):
            break
        offset = text.rfind(b"\n", 0, offset - 1) + 1
    return offset


def _line_before(text: Text, offset: int, level: int, starts: tuple[bytes, ...]) -> int:
    """Offset of the nearest line above at a level that may open a node; -1 when none is near enough."""
    wanted = [b"\n" + INDENT * level + start for start in starts]
    window, last = _WINDOW_BYTES, offset
    if level == 0 and offset > 2 * _WINDOW_BYTES:
        # The root is near, or is the one at the very beginning: no need to look through all between.
        near = max(text.rfind(one, offset - _WINDOW_BYTES, offset) for one in wanted)
        return _line_before(text, _WINDOW_BYTES, 0, starts) if near < 0 else near + 1
    while True:
        first = max(0, offset - window)
        # The windows overlap by one line start, which may lie across their border.
        found = max(text.rfind(one, first, last) for one in wanted)
        if found >= 0:
            return found + 1
        if first == 0:
            return 0 if level == 0 and text[:1] in starts and offset > 0 else -1
        if window >= _LOOK_BACK_BYTES:
            return -1
        last = first + len(wanted[0])
        window *= 8


def _children(text: Text, child: bytes, first: int, last: int) -> int:
    """Lines at one level of JSON, those that close a node not counted."""
    part = text[first:last]
    closers = part.count(child + b"}") + part.count(child + b"]")
    return part.count(child) - part.count(child + b" ") - closers


def _label(kind: str, text: Text, offset: int, level: int, above: int) -> str | None:
    margin = INDENT * level
    head = _head(text, offset, margin)
    far = above < 0 or offset - above > COUNTED_BYTES
    if kind == "json":
        key = _KEY.match(head)
        if key:
            return decoded(key.group(1))[:_MAX_LABEL] or '""'
        if level == 0:
            return None
        return "…" if far else str(_children(text, b"\n" + margin, above, offset - 1))
    tag = _TAG.match(head)
    if not tag:
        return None
    name = decoded(tag.group(1))[:_MAX_LABEL]
    if level == 0 or far:
        return name
    same = re.compile(re.escape(b"\n" + margin + b"<" + tag.group(1)) + rb"[\s/>]")
    number = sum(1 for _ in same.finditer(text, above, offset)) + 1
    is_list = b'type="array"' in text[above : above + _HEAD_BYTES].partition(b">")[0]
    return f"{name}[{number}]" if number > 1 or is_list else name
