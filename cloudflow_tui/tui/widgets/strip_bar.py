"""The strip of panes in a narrow terminal, where one is seen at a time."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

PANES = (("tree", "1 Tree"), ("request", "2 Request"), ("response", "3 Response"), ("history", "4 History"))


class PaneStrip(Drawn):
    """`1 Tree  2 Request  3 Response  4 History`, the one that is seen underlined."""

    DEFAULT_CSS = "PaneStrip { height: 1; }"
    active: reactive[str] = reactive("tree")

    class Picked(Message):
        """A pane was clicked."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    def draw(self, y: int) -> Line:
        line = self.line("panel").at(2)
        for pane, label in PANES:
            is_active = pane == self.active
            line.put(
                label, self.ink("accent" if is_active else "text-muted", bold=is_active, underline=is_active)
            )
            line.put("   ")
        return line

    def on_click(self, event: events.Click) -> None:
        column = 2
        for pane, label in PANES:
            if column <= event.x < column + len(label):
                self.post_message(self.Picked(pane))
            column += len(label) + 3
