"""One value of an answer to read, over as many lines as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.figures import shown_count
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped


class ValueTitle(Drawn):
    """Where the value stands, how long it is, and the keys."""

    DEFAULT_CSS = "ValueTitle { height: 2; }"

    def __init__(self, name: str, length: int) -> None:
        super().__init__()
        self._words, self._length = name, length

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put(self._words, self.ink("text-strong", bold=True))
        line.put(f"   {shown_count(self._length, 'character')}", self.ink("text-muted"))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        return line.end(("y", key), (" Copy   ", word), ("esc", key), (" Leave  ", word))


class ValueScreen(ModalScreen[None]):
    """Shows a text broken into lines.

    Args:
        name: Where it stands.
    """

    DEFAULT_CSS = """
    ValueScreen { align: center middle; background: $background 70%; }
    ValueScreen > Vertical {
        width: 90%; height: 80%; background: $background; padding: 1 0; border-left: tall $accent;
    }
    ValueScreen TextPage { padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", show=False),
        Binding("y", "copy", "Copy", show=False),
    ]
    page = query_one(TextPage)

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._title, self._text = name, text

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ValueTitle(self._title, len(self._text))
            yield TextPage()

    def on_mount(self) -> None:
        self.page.set_page(self._lines, widest=1)
        self.page.focus()

    def _lines(self, width: int) -> Sequence[PageLine]:
        room = max(8, width - 4)
        return [[Span(part)] for line in self._text.split("\n") for part in _broken(line, room)]

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._text)
        self.notify("Copied the value.")

    def action_leave(self) -> None:
        self.dismiss()


def _broken(line: str, room: int) -> list[str]:
    """A line broken; its indentation stays."""
    text = line.lstrip(" ")
    margin = line[: min(len(line) - len(text), room // 2)]
    return [margin + part for part in wrapped(text, room - len(margin))]
