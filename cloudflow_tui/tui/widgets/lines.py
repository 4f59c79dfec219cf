"""One line of the screen, put together from the left with columns and a right end.

Every width is in cells; text that does not fit ends in the cut mark. Knows no theme and no widget.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

CUT = "…"
Piece = tuple[str, Style]
_UNSAFE = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}


def plain(text: str) -> str:
    """The text with control characters shown, not obeyed, so that it takes one line and no commands."""
    return text.translate(_UNSAFE) if not text.isprintable() else text


def cut(text: str, width: int, mark: str = CUT) -> str:
    """The text in at most `width` cells; one that is longer ends in the mark."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + mark if width > 1 else mark


def cut_before_advice(text: str, width: int) -> str:
    """A saying that fits: what it says first is cut, what to do next (its last sentence) stays."""
    head, _, advice = text.rpartition(". ")
    room = width - cell_len(advice) - 1
    if cell_len(text) <= width or not head or room < width // 3:
        return cut(text, width)
    return cut(head + ".", room) + " " + advice


class Line:
    """A line under construction.

    Args:
        width: Cells of the whole line.
        ground: Style under everything; styles of pieces lie on it.
    """

    __slots__ = ("_ends", "_parts", "_used", "ground", "width")

    def __init__(self, width: int, ground: Style) -> None:
        self.width = width
        self.ground = ground
        self._parts: list[Segment] = []
        self._ends: list[Piece] = []
        self._used = 0

    @property
    def used(self) -> int:
        """Cells taken from the left so far."""
        return self._used

    def at(self, column: int) -> Line:
        """Go on at this column; a line that is there already gets nothing."""
        if column > self._used:
            self._parts.append(Segment(" " * (column - self._used), self.ground))
            self._used = column
        return self

    def put(self, text: str, style: Style | None = None, *, limit: int = 0, pad: int = 0) -> Line:
        """Add text.

        Args:
            limit: Most cells it may take, 0 for no limit of its own.
            pad: Fewest cells it takes; filled in its own style.
        """
        text = plain(text)
        if limit:
            text = cut(text, limit)
        size = cell_len(text)
        if pad > size:
            text, size = text + " " * (pad - size), pad
        if text:
            self._parts.append(Segment(text, self.ground if style is None else self.ground + style))
            self._used += size
        return self

    def put_right(self, text: str, style: Style | None, *, width: int) -> Line:
        """Add text that ends `width` cells further right."""
        text = cut(plain(text), width)
        return self.at(self._used + width - cell_len(text)).put(text, style)

    def end(self, *pieces: Piece) -> Line:
        """Text at the right end; what stands on the left is cut before it."""
        self._ends.extend(pieces)
        return self

    def strip(self, margin: int = 0) -> Strip:
        """The whole line, exactly `width` cells wide.

        Args:
            margin: Empty cells behind the right end.
        """
        ends = [(plain(text), style) for text, style in self._ends]
        room = self.width - margin - sum(cell_len(text) for text, _ in ends) if ends else self.width
        left = Strip(self._parts, self._used)
        if self._used > room - (1 if ends else 0):
            left = self._shortened(left, max(0, room - (1 if ends else 0)))
        left = left.extend_cell_length(max(0, room), self.ground)
        segments = [Segment(text, self.ground + style) for text, style in ends]
        whole = Strip([*left, *segments]) if ends else left
        return whole.adjust_cell_length(self.width, self.ground)

    def _shortened(self, strip: Strip, width: int) -> Strip:
        if width <= 0:
            return Strip([])
        kept = strip.crop(0, width - 1)
        last = next((segment.style for segment in reversed(list(kept)) if segment.text.strip()), self.ground)
        return Strip([*kept, Segment(CUT, last)])
