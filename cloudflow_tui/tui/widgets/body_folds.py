"""Which lines of a body are folded away, and how rows of the screen and lines belong together.

A fold begins in a line that stays and hides the lines below it up to its end. Knows no text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Folds:
    """Folded ranges of lines; folds inside a folded one are kept but change nothing."""

    def __init__(self) -> None:
        self._ends: dict[int, int] = {}
        self._starts: list[int] = []
        """First lines of the folds that show, ascending."""
        self._hidden_before: list[int] = [0]
        """How many lines the folds before each of them hide; the last is the sum."""

    def __contains__(self, line: object) -> bool:
        return line in self._ends

    def __len__(self) -> int:
        return len(self._ends)

    def end_of(self, start: int) -> int:
        """The last line that the fold of this line hides."""
        return self._ends[start]

    def add(self, start: int, end: int) -> None:
        self._ends[start] = end
        self._settle()

    def remove(self, start: int) -> None:
        del self._ends[start]
        self._settle()

    def add_all(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Fold these as well."""
        self._ends.update(ranges)
        self._settle()

    def replace(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Fold exactly these."""
        self._ends = dict(ranges)
        self._settle()

    def open_up(self, line: int) -> bool:
        """Unfold whatever hides a line; False when it was to be seen already."""
        hiding = [start for start, end in self._ends.items() if start < line <= end]
        for start in hiding:
            del self._ends[start]
        if hiding:
            self._settle()
        return bool(hiding)

    def _settle(self) -> None:
        shown = list(self._outermost())
        self._starts = [start for start, _ in shown]
        self._hidden_before = [0, *accumulate(end - start for start, end in shown)]

    def _outermost(self) -> Iterator[tuple[int, int]]:
        behind = -1
        for start, end in sorted(self._ends.items()):
            if start > behind:
                yield start, end
                behind = end

    @property
    def hidden_count(self) -> int:
        """How many lines are not to be seen."""
        return self._hidden_before[-1]

    def line_at(self, row: int) -> int:
        """The line in a row of the screen."""
        # A fold counts for the rows below its first line, and that one stands `start - hidden` rows down.
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._starts[middle] - self._hidden_before[middle] < row:
                low = middle + 1
            else:
                high = middle
        return row + self._hidden_before[low]

    def row_of(self, line: int) -> int:
        """The row where a line stands; for a hidden one that of the fold which hides it."""
        index = bisect_right(self._starts, line) - 1
        if index >= 0 and self._starts[index] < line <= self._ends[self._starts[index]]:
            line = self._starts[index]
        return line - self._hidden_before[bisect_left(self._starts, line)]
