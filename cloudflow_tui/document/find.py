"""Text found in the lines of a document, piece by piece, so that the caller may show, count or stop between.

Columns are those of `Document.line`. A hit lies within one line. Counting makes no object a hit.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from cloudflow_tui.document.placed import Hit, PlacedHits
from cloudflow_tui.document.visible import decoded, may_hold_control
from cloudflow_tui.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cloudflow_tui.document.document import Document
    from cloudflow_tui.document.text_index import Searched

CHUNK_BYTES: Final = 64 * 1024
"""One letter may be found in every byte of a piece."""
_LONGEST_PIECE: Final = 2 * CHUNK_BYTES
"""A line that goes on behind it is cut into pieces, so that no call takes long."""
_OVERLAP_BYTES: Final = 64 * 1024
"""What is looked at behind such a cut, for a hit that lies across it."""

Part = Literal["all", "keys", "values"]
"""Where hits count: everywhere, in names (keys, tags, attributes), or in all that is no name."""

# The Kelvin sign, the long s and the Turkish letters i, which are found for k, s and i when case is ignored.
_PARTNERS: Final = ((b"k", b"\xe2\x84\xaa"), (b"s", b"\xc5\xbf"), (b"i", b"\xc4\xb0"), (b"i", b"\xc4\xb1"))
_JSON_NAME: Final = re.compile(r'\s*"(?:[^"\\]++|\\.)*+"(?=[ \t]*:)')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is looked through at once."""

    start: int
    end: int
    looked_to: int
    """How far hits that begin in it may reach."""
    line: int
    """The line that it begins in."""
    column: int
    """The column that it begins at; 0 unless a line is cut."""


def find_hits(document: Document, text: str, *, regex: bool = False, case: bool = False) -> Iterator[Hit]:
    """Every hit in the order of the text; see `find_chunks`."""
    for hits in find_chunks(document, text, regex=regex, case=case):
        yield from hits


def find_chunks(
    document: Document, text: str, *, regex: bool = False, case: bool = False, part: Part = "all"
) -> Iterator[Sequence[Hit]]:
    """The hits of each piece of about CHUNK_BYTES, also when it has none: a place to show progress or stop.

    Args:
        text: What to find; "" finds nothing.
        regex: It is a regular expression; hits without length do not count.
        case: Upper and lower case differ.
        part: Where hits count.

    Raises:
        QueryError: Not a regular expression; carries the column.
    """
    wanted = Wanted(text, regex=regex, case=case, part=part, kind=document.kind)
    if not text:
        return iter(())
    if document.kind == "binary":
        return _search_lines(document, wanted.pattern)
    found = document.text
    return (wanted.hits(found, piece) for piece in pieces_of(found))


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


class Wanted:
    """What is looked for, and the quickest way to look for it.

    Args:
        kind: Of the document; tells what a name is.

    Raises:
        QueryError: Not a regular expression; carries the column.
    """

    def __init__(
        self, text: str, *, regex: bool = False, case: bool = False, part: Part = "all", kind: str = ""
    ) -> None:
        self.pattern = find_pattern(text, regex=regex, case=case)
        self.case = case
        self.part: Part = part if kind in ("json", "xml") else "all"
        self.kind = kind
        self.probe: bytes | None = None
        """The text as bytes, lower case when case is ignored; None when only the pattern will do."""
        self.may_meet_pictures = False
        """It may be found in the way a control character or a broken byte is shown."""
        self.partners: tuple[bytes, ...] = ()
        """Letters beyond ASCII that are letters of the text when case is ignored."""
        if regex or not text.isprintable() or not (case or text.isascii()) or not text:
            return
        self.probe = text.encode() if case else text.lower().encode()
        first = text[0].lower()
        self.may_meet_pictures = "\\" in text or first in "xu0123456789abcdef" or not text.isascii()
        if not case:
            self.partners = tuple(partner for letter, partner in _PARTNERS if letter in self.probe)

    def count(self, text: Searched, piece: Piece) -> int:
        """How many hits begin in a piece."""
        chunk = text[piece.start : piece.looked_to]
        if piece.looked_to == piece.end and self.part == "all" and self._goes_by_bytes(chunk):
            assert self.probe is not None
            return (chunk if self.case else chunk.lower()).count(self.probe)
        return len(self.hits(text, piece))

    def hits(self, text: Searched, piece: Piece) -> Sequence[Hit]:
        """The hits that begin in a piece, in their order."""
        chunk = text[piece.start : piece.looked_to]
        if self._goes_by_bytes(chunk):
            assert self.probe is not None
            folded = chunk if self.case else chunk.lower()
            found: Sequence[Hit] = _literal_hits(chunk, folded, self.probe, piece)
        else:
            shown = decoded(chunk.replace(b"\r\n", b"\n"))
            limit = len(shown)
            if piece.looked_to > piece.end:
                limit = len(decoded(text[piece.start : piece.end].replace(b"\r\n", b"\n")))
            found = _pattern_hits(shown, self.pattern, piece, limit)
        if self.part == "all":
            return found
        lines = decoded(chunk.replace(b"\r\n", b"\n")).split("\n")
        return [hit for hit in found if self._counts(lines[hit.line - piece.line], hit, piece)]

    def on_line(self, line: str, number: int) -> list[Hit]:
        """The hits in one line, or in its beginning."""
        found = (Hit(number, *match.span()) for match in self.pattern.finditer(line) if match.group())
        return [
            hit
            for hit in found
            if self.part == "all" or is_name(self.kind, line, hit.start) == (self.part == "keys")
        ]

    def _counts(self, line: str, hit: Hit, piece: Piece) -> bool:
        start = hit.start - (piece.column if hit.line == piece.line else 0)
        return is_name(self.kind, line, start) == (self.part == "keys")

    def _goes_by_bytes(self, chunk: bytes) -> bool:
        if self.probe is None or any(partner in chunk for partner in self.partners):
            return False
        return not self.may_meet_pictures or _is_shown_as_it_is(chunk)


def is_name(kind: str, line: str, column: int) -> bool:
    """Whether a column is within a key of JSON, or within a tag or the name of an attribute of XML."""
    if kind == "json":
        name = _JSON_NAME.match(line)
        return name is not None and column < name.end()
    opened = line.rfind("<", 0, column + 1)
    if opened < 0 or line.startswith("<!", opened) or line.find(">", opened, column) >= 0:
        return False
    before = line[opened:column]
    return before.count('"') % 2 == 0 and before.count("'") % 2 == 0


def pieces_of(text: Searched, line: int = 0) -> Iterator[Piece]:
    """A text in pieces that end with a line, or within a very long one.

    Args:
        line: The number of its first line.
    """
    position, column, size = 0, 0, len(text)
    while position < size:
        end = text.find(b"\n", min(size, position + CHUNK_BYTES))
        end = size if end < 0 else end + 1
        if end - position <= _LONGEST_PIECE:
            yield Piece(position, end, end, line, column)
            line += text[position:end].count(b"\n")
            position, column = end, 0
            continue
        cut = position + CHUNK_BYTES
        while cut < end and text[cut : cut + 1] >= b"\x80":
            cut += 1
        yield Piece(position, cut, min(end, cut + _OVERLAP_BYTES), line, column)
        chunk = text[position:cut]
        line += chunk.count(b"\n")
        begins = chunk.rfind(b"\n") + 1
        column = len(decoded(chunk[begins:])) + (0 if begins else column)
        position = cut


def _is_shown_as_it_is(chunk: bytes) -> bool:
    if may_hold_control(chunk):
        return False
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def _literal_hits(chunk: bytes, folded: bytes, probe: bytes, piece: Piece) -> Sequence[Hit]:
    """Hits by bytes; only what stands before a hit that is looked at is decoded."""
    size = piece.end - piece.start
    starts = [at for at in map(re.Match.start, re.finditer(re.escape(probe), folded)) if at < size]
    width = len if chunk.isascii() else _decoded_width
    length = len(probe.decode())
    return PlacedHits(chunk, b"\n", starts, length, width, line=piece.line, column=piece.column)


def _pattern_hits(text: str, pattern: re.Pattern[str], piece: Piece, limit: int) -> Sequence[Hit]:
    starts, lengths = array("Q"), array("Q")
    for start, end in map(re.Match.span, pattern.finditer(text)):
        if start >= limit:
            break
        if start < end and text.find("\n", start, end) < 0:
            starts.append(start)
            lengths.append(end - start)
    return PlacedHits(text, "\n", starts, lengths, len, line=piece.line, column=piece.column)


def _decoded_width(data: bytes) -> int:
    return len(decoded(data))


def _search_lines(document: Document, pattern: re.Pattern[str]) -> Iterator[list[Hit]]:
    count, step = document.line_count, 4096
    for first in range(0, count, step):
        yield [
            Hit(number, *found.span())
            for number in range(first, min(count, first + step))
            for found in pattern.finditer(document.line(number))
            if found.end() > found.start()
        ]
