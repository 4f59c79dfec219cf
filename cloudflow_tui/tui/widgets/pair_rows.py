"""Names and values as rows, in their order: headers. A value may be longer than a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line, plain
from cloudflow_tui.tui.widgets.wrapping import wrapped

_NAME_MAX = 30
_COLUMN = 2


class PairRows(Rows):
    """Pairs with a cursor; `y` copies the value."""

    DEFAULT_CSS = "PairRows { height: 1fr; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "app.send",
        "response.copy",
        "app.next_pane",
        "app.zoom",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", show=False, id="response.copy"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pairs: Sequence[tuple[str, str]] = ()
        self._rows: list[tuple[int, bool, str]] = []
        """(index of the pair, whether its name stands here, a piece of its value)."""
        self._name_width = 0

    def show(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these pairs; repeats and order are kept."""
        self._pairs = pairs
        longest = max((cell_len(plain(name)) for name, _ in pairs), default=0)
        self._name_width = min(longest, _NAME_MAX) + 2
        self._lay_out()

    def _lay_out(self) -> None:
        room = max(10, self.size.width - _COLUMN - self._name_width - 2)
        self._rows = [
            (index, number == 0, piece)
            for index, (_, value) in enumerate(self._pairs)
            for number, piece in enumerate(wrapped(value, room))
        ]
        self.rows_changed()

    def on_resize(self) -> None:
        self._lay_out()
        super().on_resize()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        return 0 <= index < len(self._rows) and self._rows[index][1]

    def draw_row(self, index: int, line: Line) -> None:
        pair, is_first, piece = self._rows[index]
        if is_first:
            line.at(_COLUMN).put(self._pairs[pair][0], self.ink("json-key"), limit=self._name_width - 2)
        line.at(_COLUMN + self._name_width).put(piece)

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if self._rows:
            name, value = self._pairs[self._rows[self.cursor][0]]
            themed(self).copy_to_clipboard(value)
            self.notify(f"Copied: the value of {plain(name)}", markup=False)
