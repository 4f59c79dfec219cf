"""The parts of the filter line above the tree: its mark, the box, and how many are found."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line


class FilterInput(Input):
    """The filter box; up and down move the cursor of the rows below while typing goes on."""

    FOOTER: ClassVar[tuple[str, ...]] = (
        "tree.choose", "tree.leave", "app.next_pane", "app.send", "app.palette", "app.help",
    )  # fmt: skip

    class Moved(Message):
        """A key that moves the cursor of the rows was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Left(Message):
        """Escape was pressed."""

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(event.key))
        elif event.key == "escape":
            event.stop()
            self.post_message(self.Left())


class FilterMark(Drawn):
    """The `/` before the filter box."""

    GROUND = "panel"
    is_lit: reactive[bool] = reactive(True)

    def draw(self, y: int) -> Line:
        return self.line().put("/", self.ink("accent", bold=True))


class FilterCount(Drawn):
    """How many endpoints there are, or are found."""

    GROUND = "panel"
    text: reactive[str] = reactive("")

    def draw(self, y: int) -> Line:
        return self.line().end((self.text, self.ink("text-muted"))).at(0)
