"""Text found in the lines of a document, chunk by chunk, so that the caller may show, count or stop between.

Columns are those of `Document.line`. A hit lies within one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cloudflow_tui.document.visible import decoded
from cloudflow_tui.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloudflow_tui.document.document import Document

CHUNK_BYTES: Final = 1024 * 1024


class Hit(NamedTuple):
    """Where something was found."""

    line: int
    start: int
    """First column."""
    end: int
    """Column behind the last."""


def find_hits(document: Document, text: str, *, regex: bool = False, case: bool = False) -> Iterator[Hit]:
    """Every hit in the order of the text; see `find_chunks`."""
    for hits in find_chunks(document, text, regex=regex, case=case):
        yield from hits


def find_chunks(
    document: Document, text: str, *, regex: bool = False, case: bool = False
) -> Iterator[list[Hit]]:
    """The hits of each chunk of about CHUNK_BYTES, also when it has none: a place to show progress or stop.

    Args:
        text: What to find; "" finds nothing.
        regex: It is a regular expression; hits without length do not count.
        case: Upper and lower case differ.

    Raises:
        QueryError: Not a regular expression; carries the column.
    """
    pattern = find_pattern(text, regex=regex, case=case)
    return _search(document, pattern, None if regex else text, case) if text else iter(())


def find_pattern(text: str, *, regex: bool = False, case: bool = False) -> re.Pattern[str]:
    """The pattern that `find_hits` goes by; a view marks the hits of a visible line with it.

    Raises:
        QueryError: Not a regular expression; carries the column.
    """
    flags = re.NOFLAG if case else re.IGNORECASE
    try:
        return re.compile(text if regex else re.escape(text), flags)
    except (re.error, RecursionError, OverflowError) as error:
        column = (getattr(error, "pos", None) or 0) + 1
        reason = getattr(error, "msg", "") or str(error)
        raise QueryError(f"Not a regular expression: {reason}", column=column) from error


def _search(
    document: Document, pattern: re.Pattern[str], literal: str | None, case: bool
) -> Iterator[list[Hit]]:
    if document.kind == "binary":
        return _search_lines(document, pattern)
    return _search_text(document.text, pattern, _probe(literal, case), case)


def _probe(literal: str | None, case: bool) -> bytes | None:
    """Bytes without which a chunk has no hit; None when only a closer look tells."""
    if literal is None or (not case and not literal.isascii()) or not literal.isprintable():
        return None
    if "\\" in literal or literal[0].lower() in "xu0123456789abcdef" or not literal.isascii():
        return None  # May meet the way a control character or a broken byte is shown.
    return literal.encode() if case else literal.lower().encode()


def _search_text(
    text: bytes, pattern: re.Pattern[str], probe: bytes | None, case: bool
) -> Iterator[list[Hit]]:
    position, line, size = 0, 0, len(text)
    while position < size:
        end = text.find(b"\n", min(size, position + CHUNK_BYTES))
        end = size if end < 0 else end + 1
        chunk = text[position:end]
        if probe is None or _may_hold(chunk, probe, case):
            yield _hits(decoded(chunk.replace(b"\r\n", b"\n")), pattern, line)
        else:
            yield []
        line += chunk.count(b"\n")
        position = end


def _may_hold(chunk: bytes, probe: bytes, case: bool) -> bool:
    if case:
        return probe in chunk
    # The Kelvin sign, the long s and the Turkish i are letters of ASCII when case is ignored.
    has_partners = any(letter in probe for letter in (b"k", b"s", b"i"))
    return probe in chunk.lower() or (has_partners and not chunk.isascii())


def _hits(text: str, pattern: re.Pattern[str], line: int) -> list[Hit]:
    """Hits in whole lines of text, the first of which has this number."""
    hits: list[Hit] = []
    start_of_line, end_of_line = 0, text.find("\n")
    for found in pattern.finditer(text):
        start, end = found.span()
        while 0 <= end_of_line < start:
            line += 1
            start_of_line, end_of_line = end_of_line + 1, text.find("\n", end_of_line + 1)
        if start < end and (end_of_line < 0 or end <= end_of_line):
            hits.append(Hit(line, start - start_of_line, end - start_of_line))
    return hits


def _search_lines(document: Document, pattern: re.Pattern[str]) -> Iterator[list[Hit]]:
    count, step = document.line_count, 4096
    for first in range(0, count, step):
        yield [
            Hit(number, *found.span())
            for number in range(first, min(count, first + step))
            for found in pattern.finditer(document.line(number))
            if found.end() > found.start()
        ]
