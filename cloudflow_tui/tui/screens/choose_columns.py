"""Which columns a table shows, and in what order. Dismisses with their numbers, or None."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line


class ColumnsTitle(Drawn):
    """What is chosen, and the keys."""

    GROUND = "boost"
    DEFAULT_CSS = "ColumnsTitle { height: 2; }"

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put("Columns", self.ink("text-strong", bold=True))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        return line.end(
            ("space", key), (" show   ", word), ("K J", key), (" move   ", word),
            ("a", key), (" all   ", word), ("enter", key), (" use  ", word),
        )  # fmt: skip


class ColumnRows(Rows):
    """The columns, those that are shown first and in their order."""

    GROUND = "boost"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Show", show=False),
        Binding("K,shift+up", "shift(-1)", "Up", show=False),
        Binding("J,shift+down", "shift(1)", "Down", show=False),
        Binding("a", "all", "All", show=False),
    ]

    def __init__(self, names: Sequence[str], shown: Sequence[int]) -> None:
        super().__init__()
        self._names = names
        self._shown = set(shown)
        self._order = [*shown, *(index for index in range(len(names)) if index not in self._shown)]

    @property
    def chosen(self) -> list[int]:
        """The columns to show, in their order."""
        return [index for index in self._order if index in self._shown]

    @property
    def row_count(self) -> int:
        return len(self._order)

    def draw_row(self, index: int, line: Line) -> None:
        column = self._order[index]
        is_shown = column in self._shown
        glyph = self.glyphs.running if is_shown else self.glyphs.stopped
        line.at(2).put(glyph, self.ink("accent" if is_shown else "text-dim"))
        line.at(4).put(self._names[column], self.ink("foreground" if is_shown else "text-muted"))

    def action_turn(self) -> None:
        self._shown ^= {self._order[self.cursor]}
        self.refresh_row(self.cursor)
        self.action_move(1)

    def action_shift(self, direction: int) -> None:
        here, there = self.cursor, self.cursor + direction
        if 0 <= there < len(self._order):
            self._order[here], self._order[there] = self._order[there], self._order[here]
            self.cursor = there
            self.refresh()

    def action_all(self) -> None:
        everything = set(self._order)
        self._shown = set() if self._shown == everything else everything
        self.refresh()


class ChooseColumnsScreen(ModalScreen[list[int] | None]):
    """Dismisses with the columns in their order, None when nothing shall change.

    Args:
        names: Of all columns.
        shown: Those that are shown now, in their order.
    """

    DEFAULT_CSS = """
    ChooseColumnsScreen { align: center middle; background: $background 70%; }
    ChooseColumnsScreen > Vertical {
        width: 60; height: 70%; background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    ChooseColumnsScreen ColumnRows { height: 1fr; background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]
    rows = query_one(ColumnRows)

    def __init__(self, names: Sequence[str], shown: Sequence[int]) -> None:
        super().__init__()
        self._names, self._shown = names, shown

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ColumnsTitle()
            yield ColumnRows(self._names, self._shown)

    def on_mount(self) -> None:
        self.rows.focus()

    def on_rows_chosen(self) -> None:
        self.dismiss(self.rows.chosen or None)

    def action_leave(self) -> None:
        self.dismiss(None)
