"""Which rows of a comparison are shown: side by side or one below the other, all or what differs. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cloudflow_tui.document.compare_models import Comparison, Row

CONTEXT_ROWS = 3
EntryKind = Literal["same", "changed", "added", "removed", "moved", "ignored", "gap"]


class Entry(NamedTuple):
    """One row of the screen."""

    kind: EntryKind
    row: int
    """Which row of the comparison; the first that is hidden for a gap."""
    hidden: int = 0
    """How many equal rows a gap stands for."""


class CompareModel:
    """The rows of one comparison as they are shown.

    Args:
        is_unified: Both sides stand below one another; a changed row takes two.
        is_short: Equal rows are left out but for a few around each difference.
    """

    def __init__(self, comparison: Comparison, *, is_unified: bool = False, is_short: bool = False) -> None:
        self.comparison = comparison
        self.is_unified = is_unified
        self.is_short = is_short
        self.entries: list[Entry] = list(self._entries())
        self._marks = [
            at
            for at, entry in enumerate(self.entries)
            if _differs(entry) and (at == 0 or not _differs(self.entries[at - 1]))
        ]
        """First rows of the runs of differences."""

    @property
    def difference_count(self) -> int:
        """How many runs of differing rows there are."""
        return len(self._marks)

    def row(self, entry: Entry) -> Row:
        """The row of the comparison behind an entry."""
        return self.comparison.rows[entry.row]

    def next_difference(self, at: int, direction: int) -> int | None:
        """Where the next run of differences begins, None when there is none; round the end."""
        if not self._marks:
            return None
        if direction > 0:
            return self._marks[bisect_right(self._marks, at) % len(self._marks)]
        return self._marks[bisect_left(self._marks, at) - 1]

    def number_of(self, at: int) -> int:
        """Which run of differences a row belongs to, from 1; 0 when it is equal on both sides."""
        if not 0 <= at < len(self.entries) or not _differs(self.entries[at]):
            return 0
        return bisect_right(self._marks, at)

    def _entries(self) -> Iterator[Entry]:
        rows = self.comparison.rows
        ranges = self.comparison.hunks(CONTEXT_ROWS) if self.is_short else [(0, len(rows))]
        behind = 0
        for start, end in ranges:
            if start > behind:
                yield Entry("gap", behind, start - behind)
            yield from self._between(start, end)
            behind = end
        if behind < len(rows):
            yield Entry("gap", behind, len(rows) - behind)

    def _between(self, start: int, end: int) -> Iterator[Entry]:
        rows = self.comparison.rows
        at = start
        while at < end:
            kind = rows[at].kind
            if not self.is_unified or kind not in ("changed", "moved"):
                yield Entry(kind, at)
                at += 1
                continue
            last = at
            while last < end and rows[last].kind == kind:
                last += 1
            # All of the old before all of the new, as people know it from patches.
            yield from (Entry("removed", row) for row in range(at, last) if rows[row].left is not None)
            yield from (Entry("added", row) for row in range(at, last) if rows[row].right is not None)
            at = last


def _differs(entry: Entry) -> bool:
    return entry.kind not in ("same", "ignored", "gap")
