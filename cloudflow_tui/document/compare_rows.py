"""Two texts side by side as one list of rows; a row is made when it is looked at.

Rows of one kind with the same sides are one stretch, so that what is equal costs next to nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from cloudflow_tui.document.on_demand import OnDemand

RowKind = Literal["same", "changed", "added", "removed", "moved", "ignored"]
_KINDS: Final[tuple[RowKind, ...]] = ("same", "changed", "added", "removed", "moved", "ignored")


class Row(NamedTuple):
    """One line of each side; the text is None where the side has nothing."""

    kind: RowKind
    left_number: int
    """Counted from 1, 0 where the side has nothing."""
    left: str | None
    right_number: int
    right: str | None


class Run(NamedTuple):
    """Rows of one kind that follow one another."""

    kind: RowKind
    start: int
    end: int
    """Behind the last."""


class Stretch(NamedTuple):
    """Rows that follow one another, of one kind and with the same sides."""

    kind: RowKind
    length: int
    """Rows."""
    has_left: bool
    has_right: bool


class SideBySide(OnDemand[Row]):
    """All lines of two texts, each beside its like or alone.

    Args:
        left: Lines of the one; must not change.
        stretches: Which lines stand beside each other; they use up both texts.
    """

    def __init__(self, left: Sequence[str], right: Sequence[str], stretches: Iterable[Stretch]) -> None:
        self.left = left
        self.right = right
        self.stretches: list[Stretch] = []
        self._rows_before = array("Q")
        self._left_before = array("Q")
        self._right_before = array("Q")
        rows = lefts = rights = 0
        for stretch in stretches:
            self.stretches.append(stretch)
            self._rows_before.append(rows)
            self._left_before.append(lefts)
            self._right_before.append(rights)
            rows += stretch.length
            lefts += stretch.length * stretch.has_left
            rights += stretch.length * stretch.has_right
        self._count = rows

    def __len__(self) -> int:
        return self._count

    def at(self, place: int) -> Row:
        stretch = bisect_right(self._rows_before, place) - 1
        return self._row(stretch, place - self._rows_before[stretch])

    def __iter__(self) -> Iterator[Row]:
        for at, stretch in enumerate(self.stretches):
            for offset in range(stretch.length):
                yield self._row(at, offset)

    def runs(self) -> list[Run]:
        """All rows, those of one kind together, whatever sides they have."""
        return _joined((one.kind, one.length) for one in self.stretches)

    def _row(self, at: int, offset: int) -> Row:
        kind, _, has_left, has_right = self.stretches[at]
        left, right = self._left_before[at] + offset, self._right_before[at] + offset
        return Row(
            kind,
            left + 1 if has_left else 0,
            self.left[left] if has_left else None,
            right + 1 if has_right else 0,
            self.right[right] if has_right else None,
        )


class RowWriter:
    """Puts two texts side by side, line by line."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.right: list[str] = []
        self._stretches: list[Stretch] = []

    def pair(self, kind: RowKind, left: str, right: str) -> None:
        """One line of each."""
        self.left.append(left)
        self.right.append(right)
        self._stretch(kind, 1, has_left=True, has_right=True)

    def write(self, kind: RowKind, left: Sequence[str], right: Sequence[str]) -> None:
        """Some lines of each; the longer text goes on beside nothing."""
        self.left += left
        self.right += right
        both = min(len(left), len(right))
        self._stretch(kind, both, has_left=True, has_right=True)
        self._stretch(kind, len(left) - both, has_left=True, has_right=False)
        self._stretch(kind, len(right) - both, has_left=False, has_right=True)

    def _stretch(self, kind: RowKind, count: int, *, has_left: bool, has_right: bool) -> None:
        if not count:
            return
        if self._stretches:
            before = self._stretches[-1]
            if before.kind == kind and before.has_left == has_left and before.has_right == has_right:
                self._stretches[-1] = Stretch(kind, before.length + count, has_left, has_right)
                return
        self._stretches.append(Stretch(kind, count, has_left, has_right))

    def rows(self) -> SideBySide:
        """What was written so far."""
        return SideBySide(self.left, self.right, self._stretches)


def runs_of(rows: Iterable[Row]) -> list[Run]:
    """All rows, those of one kind together."""
    return _joined((row.kind, 1) for row in rows)


def _joined(counted: Iterable[tuple[RowKind, int]]) -> list[Run]:
    found: list[Run] = []
    end = 0
    for kind, count in counted:
        start, end = end, end + count
        if found and found[-1].kind == kind:
            start = found.pop().start
        found.append(Run(kind, start, end))
    return found


def pack(stretches: Iterable[Stretch]) -> array[int]:
    """Stretches as numbers; `unpack` reads them."""
    return array(
        "Q",
        (
            one.length << 5 | _KINDS.index(one.kind) << 2 | one.has_left << 1 | one.has_right
            for one in stretches
        ),
    )


def unpack(numbers: Iterable[int]) -> Iterator[Stretch]:
    """What `pack` was given."""
    for number in numbers:
        yield Stretch(_KINDS[number >> 2 & 7], number >> 5, bool(number & 2), bool(number & 1))
