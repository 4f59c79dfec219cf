"""Rows and lines under folds, held against the plainest way to say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.tui.widgets.body_folds import Folds

LINES = 30


@st.composite
def nested_ranges(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Ranges that lie within or beside each other, as those of a tree do."""
    found: list[tuple[int, int]] = []

    def fill(first: int, last: int, depth: int) -> None:
        line = first
        while line < last and depth < 4:
            start = draw(st.integers(line, last))
            end = draw(st.integers(start, last))
            if end <= start:
                return
            found.append((start, end))
            fill(start + 1, end - 1, depth + 1)
            line = end + 1

    fill(0, LINES - 1, 0)
    return found


def seen_lines(ranges: list[tuple[int, int]]) -> list[int]:
    hidden = {line for start, end in ranges for line in range(start + 1, end + 1)}
    return [line for line in range(LINES) if line not in hidden]


@given(nested_ranges())
def test_rows_are_the_lines_that_no_fold_hides(ranges: list[tuple[int, int]]) -> None:
    folds = Folds()
    folds.replace(ranges)
    seen = seen_lines(ranges)
    assert LINES - folds.hidden_count == len(seen)
    assert [folds.line_at(row) for row in range(len(seen))] == seen
    assert [folds.row_of(line) for line in seen] == list(range(len(seen)))


@given(nested_ranges(), st.integers(0, LINES - 1))
def test_a_hidden_line_stands_where_its_fold_begins(ranges: list[tuple[int, int]], line: int) -> None:
    folds = Folds()
    folds.replace(ranges)
    seen = seen_lines(ranges)
    above = max(one for one in seen if one <= line)
    assert folds.row_of(line) == seen.index(above)


@given(nested_ranges(), st.integers(0, LINES - 1))
def test_opening_up_shows_the_line_and_keeps_other_folds(ranges: list[tuple[int, int]], line: int) -> None:
    folds = Folds()
    folds.replace(ranges)
    was_hidden = line not in seen_lines(ranges)
    assert folds.open_up(line) is was_hidden
    kept = [(start, end) for start, end in ranges if not start < line <= end]
    assert sorted(start for start, _ in kept) == sorted(start for start, _ in ranges if start in folds)
    assert folds.line_at(folds.row_of(line)) == line


def test_adding_and_removing_one_fold() -> None:
    folds = Folds()
    folds.add(2, 5)
    assert 2 in folds
    assert folds.end_of(2) == 5
    assert folds.hidden_count == 3
    folds.remove(2)
    assert len(folds) == 0
    assert folds.line_at(4) == 4
