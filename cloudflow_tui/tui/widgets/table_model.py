"""A table in the order and the columns in which it is shown. Pure; knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from cloudflow_tui.document.rows import Column, Table

GAP = 2
_WIDEST = 32
_MEASURED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column the rows stand."""

    column: int
    is_down: bool = True
    """The largest first."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with its place on the screen."""

    index: int
    start: int
    width: int


class TableModel:
    """Order, filter and columns of one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.sort: Sort | None = None
        """None keeps the order of the answer."""
        self.filter = ""
        self.order: list[int] = list(range(len(table.rows)))
        """Indices of the rows that are shown, in their order."""
        self._widths = [self._width(index, column) for index, column in enumerate(table.columns)]
        self._first = 1
        """The first column behind the one that always shows."""

    def _width(self, index: int, column: Column) -> int:
        longest = max((cell_len(row[index]) for row in self.table.rows[:_MEASURED_ROWS]), default=0)
        return min(max(longest, cell_len(column.name)), max(_WIDEST, cell_len(column.name)))

    # Rows

    def set_filter(self, text: str) -> None:
        """Show only rows that hold this text in some cell."""
        self.filter = text
        self._arrange()

    def set_sort(self, sort: Sort | None) -> None:
        self.sort = sort
        self._arrange()

    def sort_by(self, column: int) -> None:
        """Sort by a column; the other way round when it is sorted by it already."""
        is_same = self.sort is not None and self.sort.column == column
        self.set_sort(Sort(column, not self.sort.is_down if is_same and self.sort else False))

    def sort_next(self, shown: Sequence[ShownColumn]) -> None:
        """Up, down, then the next of the columns that are shown, and at the end the order of the answer."""
        columns = [column.index for column in shown]
        if not columns:
            return
        if self.sort is None or self.sort.column not in columns:
            self.set_sort(Sort(columns[0], is_down=False))
        elif not self.sort.is_down:
            self.set_sort(Sort(self.sort.column, is_down=True))
        else:
            at = columns.index(self.sort.column) + 1
            self.set_sort(Sort(columns[at], is_down=False) if at < len(columns) else None)

    def _arrange(self) -> None:
        wanted = self.filter.casefold()
        rows = self.table.rows
        order = [
            index
            for index, row in enumerate(rows)
            if not wanted or any(wanted in cell.casefold() for cell in row)
        ]
        if self.sort is not None:
            column = self.sort.column
            known = [index for index in order if rows[index][column]]
            blank = [index for index in order if not rows[index][column]]
            is_number = self.table.columns[column].is_number
            known.sort(key=lambda index: _key(rows[index][column], is_number), reverse=self.sort.is_down)
            order = known + blank
        self.order = order

    # Columns

    def layout(self, width: int, left: int) -> list[ShownColumn]:
        """The columns that fit, the first always among them.

        Args:
            width: Cells of a row.
            left: Where the first column starts.
        """
        if not self._widths:
            return []
        shown = [ShownColumn(0, left, min(self._shown_width(0), max(4, width - left - 1)))]
        start = left + shown[0].width + GAP
        for index in range(self._first, len(self._widths)):
            wanted = self._shown_width(index)
            room = width - 1 - start
            if index == self._first:
                # One that is wider than the pane is cut, else it could never be seen.
                wanted = min(wanted, max(room, 4))
            if wanted > room:
                break
            shown.append(ShownColumn(index, start, wanted))
            start += wanted + GAP
        return shown

    def _shown_width(self, index: int) -> int:
        """The width of a column; the mark of the sort stands behind the name."""
        if self.sort is None or self.sort.column != index:
            return self._widths[index]
        return max(self._widths[index], cell_len(self.table.columns[index].name) + 2)

    def more(self, shown: Sequence[ShownColumn]) -> int:
        """How many columns are not shown."""
        return len(self._widths) - len(shown)

    def turn(self, shown: Sequence[ShownColumn], direction: int) -> None:
        """Go to the columns behind those that are shown, or back; round the end."""
        count = len(self._widths)
        if direction > 0:
            after = shown[-1].index + 1 if len(shown) > 1 else self._first + 1
            self._first = after if after < count else 1
        else:
            self._first = (
                max(1, self._first - max(1, len(shown) - 1)) if self._first > 1 else max(1, count - 1)
            )


def _key(text: str, is_number: bool) -> tuple[float, str]:
    if is_number:
        try:
            return float(text), ""
        except ValueError:
            return float("-inf"), text
    return 0.0, text.casefold()
