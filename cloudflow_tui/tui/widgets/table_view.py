"""A list answer as a table: head, rows, and what does not fit. Rows are drawn, any number costs the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.find_bar import FindBar
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.table_cells import STATE_INKS, state_glyph, state_of
from cloudflow_tui.tui.widgets.table_model import ShownColumn, TableModel

if TYPE_CHECKING:
    from cloudflow_tui.document.rows import Table
    from cloudflow_tui.document.table_text import TableForm

_LEFT = 4
_NARROW_LEFT = 2
_HEAD_ROWS = _FOOT_ROWS = 2
_ARRANGED_AT_ONCE = 3000
"""Rows that are filtered and sorted between two keys."""
_COPIED_ROWS = 20_000
_FORM_NAMES = {"csv": "CSV", "markdown": "Markdown", "json": "JSON"}


class TableHead(Drawn):
    """Names of the columns with the mark of the sort, and a rule."""

    DEFAULT_CSS = "TableHead { height: 2; }"

    class Picked(Message):
        """The name of a column was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self) -> None:
        super().__init__()
        self._model: TableModel | None = None
        self._columns: list[ShownColumn] = []

    def show(self, model: TableModel | None, columns: list[ShownColumn]) -> None:
        self._model, self._columns = model, columns
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line()
        if self._model is None or not self._columns:
            return line
        if y == 1:
            return line.at(1).put(self.glyphs.line * (self.size.width - 1), self.ink("rule"))
        for column in self._columns:
            self._draw_name(column, self._model, line)
        return line

    def _draw_name(self, shown: ShownColumn, model: TableModel, line: Line) -> None:
        column = model.table.columns[shown.index]
        is_sorted = model.sort is not None and model.sort.column == shown.index
        style = self.ink("text-strong" if is_sorted else "text-muted", bold=True)
        name = model.heading(shown.index)
        if is_sorted and model.sort is not None:
            name += " " + (self.glyphs.sort_down if model.sort.is_down else self.glyphs.sort_up)
        if column.is_number:
            line.at(shown.start).put_right(name, style, width=shown.width)
        else:
            line.at(shown.start).put(name, style, limit=shown.width)

    def on_click(self, event: events.Click) -> None:
        for column in self._columns:
            if column.start - 1 <= event.x <= column.start + column.width:
                self.post_message(self.Picked(column.index))


class TableRows(Rows):
    """The rows of a table."""

    DEFAULT_CSS = "TableRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "table.choose",
        "table.filter",
        "table.sort",
        "app.zoom",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("table"))

    class Asked(Message):
        """A key asks for something that concerns the whole table."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    class LeftUpwards(Message):
        """Up was pressed in the first row."""

    def __init__(self) -> None:
        super().__init__()
        self._model: TableModel | None = None
        self._columns: list[ShownColumn] = []

    def show(self, model: TableModel | None, columns: list[ShownColumn]) -> None:
        self._model, self._columns = model, columns
        self.rows_changed()

    @property
    def row_count(self) -> int:
        return 0 if self._model is None else len(self._model.order)

    @property
    def cursor_ground(self) -> str:
        return "selection" if self.has_focus else "cursor-row"

    def draw_row(self, index: int, line: Line) -> None:
        model = self._model
        if model is None:
            return
        row = model.order[index]
        is_cursor = index == self.cursor
        for place, shown in enumerate(self._columns):
            column = model.table.columns[shown.index]
            text = model.text(row, shown.index)
            state = state_of(column, text)
            is_quiet = column.is_nested or text == "false"
            ink = self.ink("text-muted" if is_quiet else "foreground", bold=is_cursor and place < 2)
            line.at(shown.start)
            if state is not None:
                colour = self.ink(STATE_INKS[state])
                line.put(f"{state_glyph(state, self.glyphs)} ", colour)
                line.put(text, colour if state == "refused" else ink, limit=shown.width - 2)
            elif column.is_number:
                line.put_right(text, ink, width=shown.width)
            else:
                line.put(text, ink, limit=shown.width)

    def action_move(self, direction: int) -> None:
        if direction < 0 and self.cursor == 0:
            self.post_message(self.LeftUpwards())
        super().action_move(direction)

    def row_clicked(self, index: int, event: events.Click) -> None:
        if event.chain > 1:
            super().row_clicked(index, event)

    def action_ask(self, what: str) -> None:
        self.post_message(self.Asked(what))

    def action_copy(self) -> None:
        """Copy the row under the cursor, its cells apart by tabs."""
        if self._model is not None and self.row_count:
            themed(self).copy_to_clipboard("\t".join(self._model.table.rows[self._model.order[self.cursor]]))
            self.notify("Copied the row.")


class TableFoot(Drawn):
    """How many rows and columns are not shown, or that there are no rows."""

    DEFAULT_CSS = "TableFoot { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self._more = 0
        self._sums: list[tuple[ShownColumn, str]] = []

    def show(self, sentence: str, more_columns: int, sums: list[tuple[ShownColumn, str]]) -> None:
        self._sentence, self._more, self._sums = sentence, more_columns, sums
        self.refresh()

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y == 0 and self._sums:
            line.put("sum", self.ink("text-muted"))
            for shown, text in self._sums:
                room = max(shown.width, len(text))
                line.at(shown.start + shown.width - room).put_right(
                    text, self.ink("text-strong", bold=True), width=room
                )
            return line
        if y != self.size.height - 1:
            return line
        if self._sentence:
            line.put(self._sentence, self.ink("text-muted"))
        if self._more:
            line.put("   " if self._sentence else "")
            line.put(f"{shown_count(self._more, 'more column')}: ", self.ink("text-muted"))
            line.put("c", self.ink("accent", bold=True)).put(" choose", self.ink("text-muted"))
        return line


class TableView(Vertical):
    """A table with its filter line, head and foot."""

    DEFAULT_CSS = """
    TableView { height: 1fr; }
    TableView > TableHead { margin-top: 1; }
    TableView.-low > TableHead { margin-top: 0; }
    """

    class Opened(Message):
        """A row was chosen; the index is its place in the answer."""

        def __init__(self, view: TableView, index: int) -> None:
            super().__init__()
            self.view = view
            self.index = index

    class LeftUpwards(Message):
        """Up was pressed in the first row."""

    class Arranged(Message):
        """The rows of a long table were brought into order."""

        def __init__(self, model: TableModel, order: list[int]) -> None:
            super().__init__()
            self.model = model
            self.order = order

    bar = query_one(FindBar)
    head = query_one(TableHead)
    rows = query_one(TableRows)
    foot = query_one(TableFoot)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._model: TableModel | None = None
        self._empty_sentence = ""
        self._has_sums = False

    def compose(self) -> ComposeResult:
        yield FindBar(placeholder="show only rows with")
        yield TableHead()
        yield TableRows()
        yield TableFoot()

    def show(self, table: Table, empty_sentence: str, units: Mapping[str, str] | None = None) -> None:
        """Show a table from its beginning.

        Args:
            empty_sentence: Said when it has no rows.
            units: Columns by name to their units.
        """
        self.workers.cancel_group(self, "arrange")
        self._model = TableModel(table, units)
        self._empty_sentence = empty_sentence
        self.bar.close()
        self.rows.cursor = 0
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < 16, "-low")
        self._lay_out()

    def _lay_out(self) -> None:
        model = self._model
        if model is None or not self.size.width:
            return
        columns = self._columns(model)
        self.head.show(model, columns)
        self.rows.show(model, columns)
        shown, count = len(model.order), len(model.table.rows)
        taken = _HEAD_ROWS + (0 if self.has_class("-low") else 1) + (1 if self.bar.is_open else 0)
        self.rows.styles.height = max(1, min(shown, self.size.height - taken - _FOOT_ROWS))
        self.bar.set_count(f"{shown:,} of {count:,}" if model.filter else "")
        sentence = ""
        if not count:
            sentence = self._empty_sentence
        elif not shown:
            sentence = f"No row holds {model.filter!r}."
        sums = [(column, model.sum(column.index)) for column in columns] if self._has_sums else []
        self.foot.show(
            sentence, model.more(columns) if shown else 0, [(column, text) for column, text in sums if text]
        )

    def _columns(self, model: TableModel) -> list[ShownColumn]:
        return model.layout(self.size.width, _LEFT if self.size.width >= 60 else _NARROW_LEFT)

    @on(TableRows.Asked)
    def _asked(self, event: TableRows.Asked) -> None:
        event.stop()
        model = self._model
        if model is None or not model.table.rows:
            return
        if event.what == "filter":
            self.bar.open()
        elif event.what == "leave":
            self.bar.close()
        elif event.what == "sort":
            model.next_sort(self._columns(model))
            self._arrange(model)
        elif event.what == "sum":
            self._has_sums = not self._has_sums
            if self._has_sums and not any(model.sum(one.index) for one in self._columns(model)):
                self._has_sums = False
                self.notify("No column that is shown has numbers to sum up.", severity="warning")
        elif event.what == "choose_columns":
            self._choose_columns(model)
        elif event.what in ("csv", "markdown", "json"):
            self._copy_as(model, cast("TableForm", event.what))
        else:
            model.turn(self._columns(model), 1 if event.what == "columns" else -1)
        self._lay_out()

    def _copy_as(self, model: TableModel, form: TableForm) -> None:
        from cloudflow_tui.document.table_text import table_text

        rows = model.order[:_COPIED_ROWS]
        self.app.copy_to_clipboard(table_text(model.table, rows, model.columns, form))
        left = len(model.order) - len(rows)
        more = f", the first of {len(model.order):,}" if left else ""
        self.notify(f"Copied {shown_count(len(rows), 'row')} as {_FORM_NAMES[form]}{more}.")

    def _choose_columns(self, model: TableModel) -> None:
        from cloudflow_tui.tui.screens.choose_columns import ChooseColumnsScreen

        def chosen(columns: list[int] | None) -> None:
            if columns is not None and model is self._model:
                model.choose(columns)
                self._lay_out()

        names = [model.heading(index) for index in range(len(model.table.columns))]
        self.app.push_screen(ChooseColumnsScreen(names, model.columns), chosen)

    def _arrange(self, model: TableModel) -> None:
        """Bring the rows into their order, in a thread when there are many."""
        if len(model.table.rows) <= _ARRANGED_AT_ONCE:
            model.order = model.arranged()
            self._lay_out()
        else:
            self._work(model)

    @work(thread=True, group="arrange", exclusive=True, exit_on_error=False)
    def _work(self, model: TableModel) -> None:
        order = model.arranged()
        if not get_current_worker().is_cancelled:
            self.post_message(self.Arranged(model, order))

    @on(Arranged)
    def _arranged(self, event: Arranged) -> None:
        event.stop()
        if event.model is self._model:
            event.model.order = event.order
            self.rows.cursor = min(self.rows.cursor, max(0, len(event.order) - 1))
            self._lay_out()

    @on(TableHead.Picked)
    def _head_picked(self, event: TableHead.Picked) -> None:
        event.stop()
        if self._model is not None:
            self._model.turn_sort(event.column)
            self._arrange(self._model)

    @on(FindBar.Changed)
    def _bar_changed(self, event: FindBar.Changed) -> None:
        event.stop()
        self._filter(event.text)

    @on(FindBar.Closed)
    def _bar_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        self._filter("")
        self.rows.focus()

    @on(FindBar.Accepted)
    def _bar_accepted(self, event: FindBar.Accepted) -> None:
        event.stop()
        self.rows.focus()

    def _filter(self, text: str) -> None:
        if self._model is not None:
            self._model.filter = text
            self.rows.cursor = 0
            self._arrange(self._model)

    @on(Rows.Chosen)
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self._model is not None:
            self.post_message(self.Opened(self, self._model.order[event.index]))

    @on(TableRows.LeftUpwards)
    def _left_upwards(self, event: TableRows.LeftUpwards) -> None:
        event.stop()
        self.post_message(self.LeftUpwards())
