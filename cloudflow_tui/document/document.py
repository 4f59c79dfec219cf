"""A body as it is read: kind, charset, what is wrong with it, its lines laid out and its lines as they came.

Opening never fails on what is in a body. Colours, folds, hits and tables are asked for beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cloudflow_tui.document.layout import Pretty
from cloudflow_tui.document.pretty import pretty, to_utf8
from cloudflow_tui.document.sniff import SNIFFED_BYTES, Kind, Sniffed, sniff_body
from cloudflow_tui.document.text_index import HexLines, Lines, TextIndex
from cloudflow_tui.document.visible import decoded

if TYPE_CHECKING:
    from mmap import mmap

    from cloudflow_tui.document.body import Body
    from cloudflow_tui.document.text_index import Text
    from cloudflow_tui.document.tokens import Token

AT_ONCE_BYTES: Final = 2 * 1024 * 1024
"""Bodies up to this length are laid out within a few hundredths of a second."""
FIRST_PAGE_BYTES: Final = SNIFFED_BYTES
APART_ABOVE_BYTES: Final = 10_000_000
"""One call that formats so much would hold up everything else, also from a thread."""


class Document:
    """Lines of a body, laid out and raw. Reads are cheap at any size; nothing in it changes.

    Args:
        raw: The bytes as they came.
        laid_out: The text that `line` shows.
        size_bytes: Length of the whole body.
        is_complete: False when only the beginning was laid out.
        index: Of the text, when there is one already.
    """

    def __init__(
        self,
        raw: bytes | mmap,
        sniffed: Sniffed,
        laid_out: Pretty,
        *,
        size_bytes: int,
        is_complete: bool = True,
        index: TextIndex | None = None,
    ) -> None:
        self.kind: Kind = sniffed.kind
        self.charset = sniffed.charset
        self.note = "; ".join(part for part in (sniffed.note, laid_out.note) if part)
        self.size_bytes = size_bytes
        self.is_complete = is_complete
        self.index = TextIndex(laid_out.text) if index is None else index
        self._raw = raw
        self._sniffed = sniffed
        self._raw_lines: TextIndex | HexLines | None = None
        self._lines: Lines = HexLines(raw) if self.kind == "binary" else self.index

    @property
    def text(self) -> Text:
        """The text laid out, UTF-8; empty for binary data, whose lines are made when asked for."""
        return self.index.text

    @property
    def line_count(self) -> int:
        """Lines of the text laid out; 0 for an empty body."""
        return self._lines.count

    def line(self, index: int, limit: int | None = None) -> str:
        """A line laid out, from 0; control characters appear as pictures, tabs stay.

        Args:
            limit: Most characters wanted; a view asks for no more than it shows.

        Raises:
            IndexError: There is no such line.
        """
        return _shown(self._lines, index, limit)

    @property
    def raw_line_count(self) -> int:
        """Lines of the body as it came."""
        return self.raw_lines.count

    def raw_line(self, index: int, limit: int | None = None) -> str:
        """A line of the body as it came; see `line`."""
        return _shown(self.raw_lines, index, limit)

    def tokens(self, index: int, limit: int | None = None) -> list[Token]:
        """The parts of a line to be coloured, by columns of `line`; see `line_tokens`."""
        from cloudflow_tui.document.tokens import line_tokens, state_at

        line = self.line(index, limit)
        if self.kind == "xml":
            return line_tokens(line, "xml", state_at(self.text, self.index.start_of(index)))
        return line_tokens(line, self.kind)

    @property
    def _is_raw_utf8(self) -> bool:
        return self.charset in ("utf-8", "ascii") and not self._sniffed.bom_bytes

    def count_raw_lines(self) -> None:
        """Count the lines of a long body as it came, in a thread, before somebody wants to see them."""
        if self._is_raw_utf8 and self.kind != "binary":
            self._raw_lines = self.raw_lines

    @property
    def raw_lines(self) -> TextIndex | HexLines:
        """The lines of the body as it came, in UTF-8."""
        if self._raw_lines is None:
            if self.kind == "binary":
                self._raw_lines = HexLines(self._raw)
            elif self._is_raw_utf8:
                self._raw_lines = TextIndex(self._raw)
            else:
                self._raw_lines = TextIndex(to_utf8(self._raw[:], self._sniffed))
        return self._raw_lines


def open_document(body: Body, content_type: str | None = "", *, at_once_bytes: int | None = None) -> Document:
    """Lay out a body.

    Args:
        content_type: The Content-Type header; "" when there was none.
        at_once_bytes: Of a body above this length only the first page is laid out (`is_complete` is False);
            call again without it, in a thread, for all. None lays out all.
    """
    try:
        if at_once_bytes is not None and body.size_bytes > at_once_bytes:
            return first_page(body.read(FIRST_PAGE_BYTES), content_type, size_bytes=body.size_bytes)
        return format_body(body, content_type)
    except OSError as error:
        note = f"The body cannot be read any more: {error.strerror or error}."
        return Document(b"", Sniffed("empty", "utf-8", note), Pretty(b""), size_bytes=body.size_bytes)


def first_page(head: bytes, content_type: str | None = "", *, size_bytes: int = 0) -> Document:
    """Lay out the beginning of a body whose rest is still to come or to be read.

    Args:
        head: What there is; at most the first FIRST_PAGE_BYTES of it are laid out.
        size_bytes: Length of the whole body, as far as it is known.
    """
    head = head[:FIRST_PAGE_BYTES]
    sniffed = sniff_body(head, content_type)
    laid_out = Pretty(b"") if sniffed.kind == "binary" else pretty(head, sniffed, is_partial=True)
    return Document(head, sniffed, laid_out, size_bytes=size_bytes or len(head), is_complete=False)


def format_body(body: Body, content_type: str | None = "") -> Document:
    """Lay out all of a body. May run in a thread; a large spooled one is laid out by a process of its own.

    Raises:
        OSError: The spool file is gone.
    """
    raw = mapped(body)
    sniffed = sniff_body(raw[:SNIFFED_BYTES], content_type)
    if sniffed.kind in ("binary", "empty"):
        return Document(raw, sniffed, Pretty(b""), size_bytes=body.size_bytes)
    if body.path is not None and body.size_bytes > APART_ABOVE_BYTES and sniffed.kind in ("json", "xml"):
        from cloudflow_tui.document.apart import lay_out_apart

        apart = lay_out_apart(body.path, sniffed)
        if apart is not None:
            laid_out = Pretty(b"", apart.note)
            return Document(raw, sniffed, laid_out, size_bytes=body.size_bytes, index=apart.index)
    return Document(raw, sniffed, pretty(raw[:], sniffed), size_bytes=body.size_bytes)


def mapped(body: Body) -> bytes | mmap:
    """The bytes of a body; those of a spool file stay in the file until they are looked at.

    Raises:
        OSError: The spool file is gone.
    """
    if body.path is None or not body.size_bytes:
        return body.read()
    import mmap

    with body.path.open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _shown(lines: Lines, index: int, limit: int | None) -> str:
    # A character has four bytes at most; one that is cut at the end is cut off again below.
    data = lines.line(index, None if limit is None else limit * 4 + 4)
    text = decoded(data.removesuffix(b"\r"))
    return text if limit is None else text[:limit]
