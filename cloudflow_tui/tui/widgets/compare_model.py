"""Which rows of a comparison are shown: side by side or one below the other, all or what differs. Pure.

Costs as much as there are runs of differing rows, not as there are rows: a million of them are a moment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from cloudflow_tui.document.compare_models import Comparison
from cloudflow_tui.document.compare_rows import Row, Run

CONTEXT_ROWS = 3
LEAST_FOLDED = 6
"""Fewer equal rows than that are shown."""
EntryKind = Literal["same", "changed", "added", "removed", "moved", "ignored", "gap"]
_EQUAL = ("same", "ignored")


class Entry(NamedTuple):
    """One row of the screen."""

    kind: EntryKind
    row: int
    """Which row of the comparison; the first that is hidden for a gap."""
    hidden: int = 0
    """How many equal rows a gap stands for."""


class _Part(NamedTuple):
    """Entries that follow one another."""

    kind: EntryKind
    rows: Sequence[int]
    """What they show; of a gap, what it hides."""

    @property
    def height(self) -> int:
        return 1 if self.kind == "gap" else len(self.rows)


class CompareModel:
    """The rows of one comparison as they are shown.

    Args:
        runs: Of the comparison, where they are known already; finding them looks at every row.
        is_unified: Both sides stand below one another; a changed row takes two.
        is_short: Equal rows are left out but for a few around each difference, where there is one.
        opened: First rows of the gaps that are shown all the same.
    """

    def __init__(
        self,
        comparison: Comparison,
        runs: Sequence[Run] | None = None,
        *,
        is_unified: bool = False,
        is_short: bool = False,
        opened: Collection[int] = (),
    ) -> None:
        self.comparison = comparison
        self.is_unified = is_unified
        self.is_short = is_short
        self._opened = opened
        self._runs = comparison.runs() if runs is None else runs
        self._run_starts = [run.start for run in self._runs]
        self._parts: list[_Part] = []
        self._firsts: list[int] = []
        """Of each part, its first entry."""
        self._marks: list[int] = []
        """First entries of the runs of differences."""
        self.count = 0
        """How many entries there are."""
        self._lay_out()

    def entry(self, at: int) -> Entry:
        """One row of the screen, from 0."""
        index = bisect_right(self._firsts, at) - 1
        kind, rows = self._parts[index]
        if kind == "gap":
            return Entry("gap", rows[0], len(rows))
        return Entry(kind, rows[at - self._firsts[index]])

    @property
    def difference_count(self) -> int:
        """How many runs of rows there are that differ in one way."""
        return len(self._marks)

    @property
    def first_difference(self) -> int:
        """Where the first run begins, 0 when there is none."""
        return self._marks[0] if self._marks else 0

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

    def number_until(self, at: int) -> int:
        """How many runs begin at a row or before it."""
        return bisect_right(self._marks, at)

    def _lay_out(self) -> None:
        total = len(self.comparison.rows)
        behind = 0
        for start, end in [*self._ranges(total), (total, total)]:
            if start - behind >= LEAST_FOLDED and behind not in self._opened:
                self._put("gap", range(behind, start))
            else:
                self._put_rows(behind, start)
            self._put_rows(start, end)
            behind = end

    def _ranges(self, total: int) -> Iterator[tuple[int, int]]:
        """What is shown: (first row, behind the last)."""
        if not self.is_short or all(run.kind in _EQUAL for run in self._runs):
            yield (0, total)
            return
        start = end = 0
        for run in self._runs:
            if run.kind in _EQUAL:
                continue
            if run.start - CONTEXT_ROWS > end:
                if end:
                    yield (start, end)
                start = run.start - CONTEXT_ROWS
            end = min(total, run.end + CONTEXT_ROWS)
        if end:
            yield (start, end)

    def _put_rows(self, start: int, end: int) -> None:
        at = start
        index = bisect_right(self._run_starts, start) - 1
        while at < end:
            run = self._runs[index]
            self._put_run(run, at, min(end, run.end))
            at, index = run.end, index + 1

    def _put_run(self, run: Run, start: int, end: int) -> None:
        if run.kind not in _EQUAL:
            self._marks.append(self.count)
        if not self.is_unified or run.kind not in ("changed", "moved"):
            self._put(run.kind, range(start, end))
            return
        rows = self.comparison.rows
        # All of the old before all of the new, as people know it from patches.
        self._put("removed", [row for row in range(start, end) if rows[row].left is not None])
        self._put("added", [row for row in range(start, end) if rows[row].right is not None])

    def _put(self, kind: EntryKind, rows: Sequence[int]) -> None:
        if rows:
            self._parts.append(_Part(kind, rows))
            self._firsts.append(self.count)
            self.count += self._parts[-1].height
