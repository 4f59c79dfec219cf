"""A text laid out while its body still grows, and written to a file piece by piece with its lines counted.

What is ordinary is laid out on the way. Of everything else `feed` or `end` says False, and the body has to be
laid out as a whole when all of it is there.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, BinaryIO, Protocol

from cloudflow_tui.document.json_runs import RUN_BYTES, take_run
from cloudflow_tui.document.layout import room_for
from cloudflow_tui.document.text_index import BLOCK_BYTES

if TYPE_CHECKING:
    from cloudflow_tui.document.sniff import Sniffed

_BEGIN_BYTES = 64 * 1024


class Growing(Protocol):
    """Lays out what it is fed."""

    def feed(self, data: bytes) -> bool:
        """Take more of the body; False when it cannot be laid out this way."""

    def end(self) -> bool:
        """All of the body was fed; False when it cannot be laid out this way."""


class CountedFile:
    """Writes a text and counts its line ends block by block, as `line_ends` does.

    Args:
        handle: Open for writing, at its beginning.
    """

    def __init__(self, handle: BinaryIO) -> None:
        self.ends: array[int] = array("Q")
        self.size_bytes = 0
        self._handle = handle
        self._total = 0

    def write(self, piece: bytes) -> None:
        """Take more of the text."""
        self._handle.write(piece)
        start = 0
        while start < len(piece):
            taken = min(len(piece) - start, BLOCK_BYTES - self.size_bytes % BLOCK_BYTES)
            self._total += piece.count(b"\n", start, start + taken)
            start += taken
            if self.size_bytes % BLOCK_BYTES == 0:
                self.ends.append(self._total)
            else:
                self.ends[-1] = self._total
            self.size_bytes += taken

    def begin_again(self) -> None:
        """Forget what was written."""
        self._handle.seek(0)
        self._handle.truncate()
        self.ends, self.size_bytes, self._total = array("Q"), 0, 0


class GrowingJson:
    """JSON from comma to comma."""

    def __init__(self, out: CountedFile) -> None:
        self._out = out
        self._held = b""
        self._fed_bytes = 0
        self._stack = b""
        """Brackets open at the beginning of what is held; none before the first comma."""

    def feed(self, data: bytes) -> bool:
        self._held += data
        self._fed_bytes += len(data)
        if self._out.size_bytes > room_for(self._fed_bytes):
            return False
        if not self._stack:
            return len(self._held) < _BEGIN_BYTES or (self._begin() and self._take(is_end=False))
        return self._take(is_end=False)

    def end(self) -> bool:
        return bool(self._stack) and self._take(is_end=True)

    def _begin(self) -> bool:
        from cloudflow_tui.document.json_pretty import Layout

        layout = Layout(self._held[:_BEGIN_BYTES], True)
        if not layout.first_comma():
            return False
        self._out.write(layout.pieces.text())
        self._held, self._stack = self._held[layout.position :], bytes(layout.stack)
        return True

    def _take(self, *, is_end: bool) -> bool:
        data, position, stack = self._held, 0, self._stack
        while stack and (is_end or len(data) - position > RUN_BYTES):
            run = take_run(data, position, stack, RUN_BYTES, is_end=is_end)
            if run is None:
                return False
            self._out.write(run.text)
            position, stack = run.end, run.stack
        self._held, self._stack = data[position:], stack
        return bool(stack) or is_end


def growing(sniffed: Sniffed, out: CountedFile) -> Growing | None:
    """What lays out a body of this kind; None when that takes all of it.

    The byte order mark, if there is one, must not be fed.
    """
    if sniffed.charset not in ("utf-8", "ascii", ""):
        return None
    if sniffed.kind == "json":
        return GrowingJson(out)
    if sniffed.kind == "xml":
        from cloudflow_tui.document.xml_growing import GrowingXml

        return GrowingXml(out)
    return None
