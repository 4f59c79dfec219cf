"""Masking of one run of bytes or of a stream, by name and by value together.

A stream is masked in windows, so memory stays bounded: at most STREAM_LIMIT_BYTES are held. A secret
value that does not end within that many bytes masks the rest of the stream.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from cloudflow_tui.redact.edits import JSON_NUMBER, Edit, apply_edits, json_string_spans
from cloudflow_tui.redact.scan import name_edits
from cloudflow_tui.redact.values import Kind, KnownValues

MASK = "••••••••"
_ASCII_MASK = b"********"
WINDOW_BYTES = 1024 * 1024
OVERLAP_BYTES = 64 * 1024
STREAM_LIMIT_BYTES = 8 * 1024 * 1024

_PLACEHOLDERS = re.compile(rb"\"?(?:\$\{[^{}\n\"'<>&]+\})+\"?")
"""Variables in the place of a secret value; masked only when known as a value."""
_SEPARATORS = (b",", b"{", b"[", b">", b"&", b"\n")
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)")
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def kind_of(head: bytes, content_type: str) -> Kind:
    """What rules of format hold: what the bytes look like wins over what they are said to be."""
    said = content_type.partition(";")[0].strip().lower()
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] in (b"{", b"["):
        return "json"
    if text[:5] == b"<?xml" or (text[:1] == b"<" and "html" not in said and "xml" in said):
        return "xml"
    if said == "application/x-www-form-urlencoded":
        return "form"
    if "json" in said and text[:1] != b"<":
        return "json"
    return "text"


def wide_charset(head: bytes, content_type: str) -> str:
    """The name of a charset of two or four bytes a character, "" for all others."""
    for mark, name in _WIDE_MARKS:
        if head.startswith(mark):
            return name
    said = _CHARSET.search(content_type)
    name = said[1].lower() if said else ""
    return name if name.startswith(("utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4")) else ""


def mask_for(head: bytes, content_type: str) -> bytes:
    """The mask in the charset of the body: asterisks where bullets cannot be written."""
    said = _CHARSET.search(content_type)
    named = _XML_CHARSET.match(head.lstrip())
    charset = said[1] if said else named[1].decode("ascii", "replace") if named else "utf-8"
    try:
        is_utf8 = codecs.lookup(charset).name == "utf-8"
    except LookupError:
        is_utf8 = False
    return MASK.encode() if is_utf8 else _ASCII_MASK


def mask_bytes(data: bytes, kind: Kind, values: KnownValues, mask: bytes = MASK.encode()) -> bytes:
    """The bytes with every secret masked; the very same object when there is none."""
    edits = _edits(data, kind, values, mask, is_inside=False)
    return apply_edits(data, edits, mask) if edits else data


def mask_pieces(
    read: Callable[[int], bytes], kind: Kind, values: KnownValues, mask: bytes = MASK.encode()
) -> Iterator[tuple[bytes, bytes]]:
    """Masks what `read(count)` yields until it yields b"": (piece as it was, masked).

    Both are the very same object where nothing is secret.

    Raises:
        OSError: From `read`.
    """
    held = b""
    is_inside = False
    while True:
        chunk = read(WINDOW_BYTES)
        held += chunk
        edits = _edits(held, kind, values, mask, is_inside=is_inside)
        if not chunk:
            if held:
                yield held, apply_edits(held, edits, mask) if edits else held
            return
        limit = _safe_limit(held, edits)
        if limit == 0 and len(held) > STREAM_LIMIT_BYTES:
            start = min(edit.start for edit in edits)
            yield held, held[:start] + mask
            while more := read(WINDOW_BYTES):
                yield more, b""
            return
        if limit:
            piece = held[:limit]
            inner = [edit for edit in edits if edit.end <= limit]
            yield piece, apply_edits(piece, inner, mask) if inner else piece
            if values.has_bare and kind == "json":
                spans = json_string_spans(held, is_inside=is_inside)
                is_inside = any(start <= limit <= end for start, end in spans)
            held = held[limit:]


def _safe_limit(data: bytes, edits: list[Edit]) -> int:
    """How much can be handed on: behind a separator, with no piece of evidence or secret cut in two."""
    wanted = len(data) - OVERLAP_BYTES
    if wanted <= 0:
        return 0
    limit = _behind_separator(data, wanted)
    for edit in sorted(edits, key=lambda edit: edit.anchor, reverse=True):
        if edit.anchor < limit < edit.end or (edit.is_open and edit.anchor < limit):
            limit = _behind_separator(data, edit.anchor)
    return limit


def _behind_separator(data: bytes, position: int) -> int:
    """The nearest place before `position` where no name, key or tag is cut in two."""
    low = max(0, position - OVERLAP_BYTES)
    found = max(data.rfind(mark, low, position) for mark in _SEPARATORS) + 1
    return found if found or low == 0 else position


def _edits(data: bytes, kind: Kind, values: KnownValues, mask: bytes, *, is_inside: bool) -> list[Edit]:
    edits = name_edits(data, kind, mask)
    # One byte alone is found far sooner than two.
    if b"$" in data and b"${" in data:
        edits = [edit for edit in edits if not _PLACEHOLDERS.fullmatch(data, edit.start, edit.end)]
    if not values:
        return edits
    strings: list[tuple[int, int]] | None = None
    for start, end, is_bare in values.spans(data, kind):
        if kind != "json" or not is_bare:
            edits.append(Edit(start, start, end, mask))
            continue
        if strings is None:
            strings = json_string_spans(data, is_inside=is_inside)
        if any(first <= start and end <= last for first, last in strings):
            edits.append(Edit(start, start, end, mask))
        elif _is_whole_number(data, start, end):
            edits.append(Edit(start, start, end, b'"' + mask + b'"'))
    return edits


def _is_whole_number(data: bytes, start: int, end: int) -> bool:
    around = data[max(0, start - 1) : start] + data[end : end + 1]
    return JSON_NUMBER.fullmatch(data, start, end) is not None and not re.search(rb"[\w.+-]", around)
