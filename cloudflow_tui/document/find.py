"""Text found in the lines of a document, chunk by chunk, so that the caller may show, count or stop between.

Columns are those of `Document.line`. A hit lies within one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cloudflow_tui.document.visible import decoded, may_hold_control
from cloudflow_tui.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.text_index import Text

CHUNK_BYTES: Final = 1024 * 1024

# The Kelvin sign, the long s and the Turkish letters i, which are found for k, s and i when case is ignored.
_PARTNERS: Final = ((b"k", b"\xe2\x84\xaa"), (b"s", b"\xc5\xbf"), (b"i", b"\xc4\xb0"), (b"i", b"\xc4\xb1"))


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
    if not text:
        return iter(())
    if document.kind == "binary":
        return _search_lines(document, pattern)
    return _search_text(document.text, _Wanted(pattern, None if regex else text, case))


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


class _Wanted:
    """What is looked for, and the quickest way to look for it in a chunk."""

    def __init__(self, pattern: re.Pattern[str], literal: str | None, case: bool) -> None:
        self.pattern = pattern
        self.case = case
        self.probe: bytes | None = None
        """The text as bytes, lower case when case is ignored; None when only the pattern will do."""
        self.may_meet_pictures = False
        """It may be found in the way a control character or a broken byte is shown."""
        self.partners: tuple[bytes, ...] = ()
        """Letters beyond ASCII that are letters of the text when case is ignored."""
        if literal is None or not literal.isprintable() or not (case or literal.isascii()):
            return
        self.probe = literal.encode() if case else literal.lower().encode()
        first = literal[0].lower()
        self.may_meet_pictures = "\\" in literal or first in "xu0123456789abcdef" or not literal.isascii()
        if not case:
            self.partners = tuple(partner for letter, partner in _PARTNERS if letter in self.probe)

    def hits(self, chunk: bytes, line: int) -> list[Hit]:
        """The hits in whole lines, the first of which has this number."""
        if self.probe is None or any(partner in chunk for partner in self.partners):
            return _pattern_hits(decoded(chunk.replace(b"\r\n", b"\n")), self.pattern, line)
        if self.may_meet_pictures and not _is_shown_as_it_is(chunk):
            return _pattern_hits(decoded(chunk.replace(b"\r\n", b"\n")), self.pattern, line)
        return _literal_hits(chunk, chunk if self.case else chunk.lower(), self.probe, line)


def _search_text(text: Text, wanted: _Wanted) -> Iterator[list[Hit]]:
    position, line, size = 0, 0, len(text)
    while position < size:
        end = text.find(b"\n", min(size, position + CHUNK_BYTES))
        end = size if end < 0 else end + 1
        chunk = text[position:end]
        yield wanted.hits(chunk, line)
        line += chunk.count(b"\n")
        position = end


def _is_shown_as_it_is(chunk: bytes) -> bool:
    if may_hold_control(chunk):
        return False
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def _literal_hits(chunk: bytes, folded: bytes, probe: bytes, line: int) -> list[Hit]:
    """Hits by bytes; only what stands between two hits is decoded."""
    hits: list[Hit] = []
    width = len(probe.decode())
    at, seen = folded.find(probe), 0
    column, counted = 0, 0
    while at >= 0:
        ends = chunk.count(b"\n", seen, at)
        if ends:
            line += ends
            column, counted = 0, chunk.rfind(b"\n", seen, at) + 1
        # Counted on from the hit before: one line may be the whole body.
        column += len(decoded(chunk[counted:at]))
        counted = at
        hits.append(Hit(line, column, column + width))
        seen = at + len(probe)
        at = folded.find(probe, seen)
    return hits


def _pattern_hits(text: str, pattern: re.Pattern[str], line: int) -> list[Hit]:
    hits: list[Hit] = []
    seen, start_of_line = 0, 0
    for found in pattern.finditer(text):
        start, end = found.span()
        if start == end:
            continue
        ends = text.count("\n", seen, start)
        if ends:
            line += ends
            start_of_line = text.rfind("\n", seen, start) + 1
        seen = start
        if text.find("\n", start, end) < 0:
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
