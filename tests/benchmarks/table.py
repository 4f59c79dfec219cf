"""The table of a run: lines for a terminal, or rows of Markdown for the README."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.measuring import Row, Sample, Unit

HEADS = ("what", "here", "beside it", "ratio", "budget", "")
_MARKS = {True: "held", False: "MISSED", None: ""}


def figure(sample: Sample, unit: Unit) -> str:
    """A median with its unit: `41 ms`, `1.31 s`, `37 MB`, `850 requests/s`."""
    value = sample.median
    if unit == "1/s":
        return f"{value:,.0f} requests/s"
    if unit == "ms" and value >= 1000:
        return f"{value / 1000:.2f} s"
    digits = 2 if value < 1 else 1 if value < 10 else 0
    return f"{value:.{digits}f} {unit}"


def budget(row: Row) -> str:
    """What was allowed, in words."""
    parts = []
    if row.limit is not None:
        sign = "≥" if row.unit == "1/s" else "≤"
        parts.append(f"{sign} {figure(Sample((row.limit,)), row.unit)}")
    if row.limit_ratio is not None:
        parts.append(f"≤ {row.limit_ratio:g} ×")
    return ", ".join(parts)


def cells(row: Row) -> tuple[str, ...]:
    """The words of one row, in the order of HEADS."""
    theirs = "" if row.theirs is None else f"{row.beside} {figure(row.theirs, row.unit)}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    what = f"{row.what} ({row.note})" if row.note else row.what
    return what, figure(row.ours, row.unit), theirs, ratio, budget(row), _MARKS[row.is_within]


def spread(row: Row) -> str:
    """How far the runs lay apart, for the eye only."""
    ours = f"{row.ours.least:.4g}–{row.ours.most:.4g}, n={len(row.ours.values)}"
    return ours if row.theirs is None else f"{ours}; beside {row.theirs.least:.4g}–{row.theirs.most:.4g}"


def to_text(rows: Sequence[Row]) -> str:
    """Aligned columns, the spread at the end."""
    lines = [(*HEADS[:-1], "", "least–most"), *((*cells(row), spread(row)) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def to_markdown(rows: Sequence[Row]) -> str:
    """Rows of a Markdown table."""
    lines = [HEADS[:-1], ("---",) * (len(HEADS) - 1), *(cells(row)[:-1] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
