"""A table in the order and the columns in which it is shown. Pure; knows no widget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from cloudflow_tui.document.rows import Column, Table
from cloudflow_tui.tui.widgets.table_cells import shown_number, state_of, sum_of

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
    """Order, filter and columns of one table.

    Args:
        units: Columns by name to their units, shown in the heading.
    """

    def __init__(self, table: Table, units: Mapping[str, str] | None = None) -> None:
        self.table = table
        self.sort: Sort | None = None
        """None keeps the order of the answer."""
        self.filter = ""
        self.order: list[int] = list(range(len(table.rows)))
        """Indices of the rows that are shown, in their order."""
        self.columns: list[int] = list(range(len(table.columns)))
        """Indices of the columns that may be shown, in their order."""
        self._units = units or {}
        self._widths = [self._width(index, column) for index, column in enumerate(table.columns)]
        self._first = 1
        """Place of the first column behind the one that always shows."""
        self._came_from: list[int] = []
        """Such places before, the last one last."""

    def heading(self, index: int) -> str:
        """The name of a column and its unit."""
        name = self.table.columns[index].name
        return f"{name} {self._units[name]}" if name in self._units else name

    def text(self, row: int, index: int) -> str:
        """A cell as it is shown, without the glyph of a state."""
        return shown_number(self.table.columns[index], self.table.rows[row][index])

    def sum(self, index: int) -> str:
        """The sum of a column over the rows that are shown; "" for one that has none."""
        column = self.table.columns[index]
        if not column.is_number or column.name == "id" or column.name.endswith("_id"):
            return ""
        return sum_of([self.table.rows[row][index] for row in self.order])

    def choose(self, columns: Sequence[int]) -> None:
        """Show only these columns, in this order; at least one."""
        if columns:
            self.columns, self._first = list(columns), 1
            self._came_from.clear()

    def _width(self, index: int, column: Column) -> int:
        longest = 0
        count = len(self.table.rows)
        for row in {*range(0, count, count // _MEASURED_ROWS + 1), *range(max(0, count - 100), count)}:
            has_glyph = state_of(column, self.table.rows[row][index]) is not None
            longest = max(longest, cell_len(self.text(row, index)) + (2 if has_glyph else 0))
        heading = cell_len(self.heading(index))
        return min(max(longest, heading), max(_WIDEST, heading))

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
        self.turn_sort(column)
        self._arrange()

    def turn_sort(self, column: int) -> None:
        """As `sort_by`, but leaves it to somebody else to arrange the rows."""
        is_same = self.sort is not None and self.sort.column == column
        self.sort = Sort(column, not self.sort.is_down if is_same and self.sort else False)

    def sort_next(self, shown: Sequence[ShownColumn]) -> None:
        """Up, down, then the next of the columns that are shown, and at the end the order of the answer."""
        self.next_sort(shown)
        self._arrange()

    def next_sort(self, shown: Sequence[ShownColumn]) -> None:
        """As `sort_next`, but leaves it to somebody else to arrange the rows."""
        columns = [column.index for column in shown]
        if not columns:
            return
        if self.sort is None or self.sort.column not in columns:
            self.sort = Sort(columns[0], is_down=False)
        elif not self.sort.is_down:
            self.sort = Sort(self.sort.column, is_down=True)
        else:
            at = columns.index(self.sort.column) + 1
            self.sort = Sort(columns[at], is_down=False) if at < len(columns) else None

    def _arrange(self) -> None:
        self.order = self.arranged()

    def arranged(self) -> list[int]:
        """The rows by filter and sort. May run in a thread, which hands the result to `order`."""
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
        return order

    # Columns

    def layout(self, width: int, left: int) -> list[ShownColumn]:
        """The columns that fit, the first always among them.

        Args:
            width: Cells of a row.
            left: Where the first column starts.
        """
        if not self.columns:
            return []
        first = self.columns[0]
        shown = [ShownColumn(first, left, min(self._shown_width(first), max(4, width - left - 1)))]
        start = left + shown[0].width + GAP
        for place in range(self._first, len(self.columns)):
            index = self.columns[place]
            wanted = self._shown_width(index)
            room = width - 1 - start
            if place == self._first:
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
        return max(self._widths[index], cell_len(self.heading(index)) + 2)

    def more(self, shown: Sequence[ShownColumn]) -> int:
        """How many columns are not shown."""
        return len(self._widths) - len(shown)

    def turn(self, shown: Sequence[ShownColumn], direction: int) -> None:
        """Go to the columns behind those that are shown, or to those before; round the end."""
        count = len(self.columns)
        if direction < 0 and self._came_from:
            self._first = self._came_from.pop()
        elif direction < 0:
            self._first = (
                max(1, self._first - max(1, len(shown) - 1)) if self._first > 1 else max(1, count - 1)
            )
        else:
            after = self.columns.index(shown[-1].index) + 1 if len(shown) > 1 else self._first + 1
            if after < count:
                self._came_from.append(self._first)
                self._first = after
            else:
                self._came_from.clear()
                self._first = 1


def _key(text: str, is_number: bool) -> tuple[float, str]:
    if is_number:
        try:
            return float(text), ""
        except ValueError:
            return float("-inf"), text
    return 0.0, text.casefold()
