"""Hits of one piece of text, known by where they begin; line and column are made when they are asked for.

A letter may be found a hundred thousand times in one piece, of which a few are looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import AnyStr, Generic, NamedTuple

from cloudflow_tui.document.on_demand import OnDemand


class Hit(NamedTuple):
    """Where something was found."""

    line: int
    start: int
    """First column."""
    end: int
    """Column behind the last."""


class PlacedHits(OnDemand[Hit], Generic[AnyStr]):
    """Hits in their order. They lie within one line each.

    Args:
        text: The piece.
        newline: A line end as the text has it.
        starts: Offsets where hits begin, rising.
        lengths: How many columns each has, or all of them.
        width: How many columns a stretch of the text has.
        line: The line that the text begins in.
        column: The column that it begins at.
    """

    def __init__(
        self,
        text: AnyStr,
        newline: AnyStr,
        starts: Iterable[int],
        lengths: Sequence[int] | int,
        width: Callable[[AnyStr], int],
        *,
        line: int,
        column: int,
    ) -> None:
        self._text: AnyStr = text
        self._newline: AnyStr = newline
        self._starts = array("Q", starts)
        self._lengths = lengths
        self._width: Callable[[AnyStr], int] = width
        self._line = line
        self._column = column

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, place: int) -> Hit:
        start = self._starts[place]
        lines = self._text.count(self._newline, 0, start)
        begin = self._text.rfind(self._newline, 0, start) + 1
        column = self._width(self._text[begin:start]) + (0 if lines else self._column)
        return Hit(self._line + lines, column, column + self._length(place))

    def __iter__(self) -> Iterator[Hit]:
        text, newline, width = self._text, self._newline, self._width
        line, column, counted = self._line, self._column, 0
        for index, start in enumerate(self._starts):
            ends = text.count(newline, counted, start)
            if ends:
                line += ends
                column, counted = 0, text.rfind(newline, counted, start) + 1
            # Counted on from the hit before: one line may be the whole piece.
            column += width(text[counted:start])
            counted = start
            yield Hit(line, column, column + self._length(index))

    def _length(self, index: int) -> int:
        return self._lengths if isinstance(self._lengths, int) else self._lengths[index]
