"""Texts to read and to copy, a page each: the rule of a finding, a reply. Knows nothing of what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped


@dataclass(frozen=True, slots=True)
class Page:
    """One text with its name."""

    name: str
    text: str
    ink: str = "foreground"


class _PagesTitle(Drawn):
    GROUND = "boost"
    DEFAULT_CSS = "_PagesTitle { height: 2; }"

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._names = names
        self.at = 0
        self.note = ""

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        if y == 0:
            line.put(self._title, self.ink("text-strong", bold=True))
            return line.end(("y", key), (" Copy   ", word), ("esc", key), (" Leave  ", word))
        if self.note:
            return line.put(self.note, self.ink("status-2xx", bold=True))
        if len(self._names) > 1:
            for index, name in enumerate(self._names):
                is_shown = index == self.at
                line.put(name, self.ink("accent" if is_shown else "text-muted", bold=is_shown)).put("   ")
            line.end(("tab", key), (" Next  ", word))
        return line


class PagesScreen(ModalScreen[None]):
    """Dismisses with nothing.

    Args:
        pages: At least one.
    """

    DEFAULT_CSS = """
    PagesScreen { align: center middle; background: $background 70%; }
    PagesScreen > Vertical {
        width: 90%; max-width: 120; height: 70%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Leave", show=False, id="pages.leave"),
        Binding("tab,right_square_bracket", "turn", "Next page", show=False, id="pages.next", priority=True),
        Binding("y", "copy", "Copy", show=False, id="pages.copy"),
    ]
    title_line = query_one(_PagesTitle)
    page = query_one(TextPage)

    def __init__(self, title: str, pages: Sequence[Page]) -> None:
        super().__init__()
        self._title = title
        self._pages = pages
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _PagesTitle(self._title, [page.name for page in self._pages])
            yield TextPage()

    def on_mount(self) -> None:
        self.page.focus()
        self._show()

    def _show(self) -> None:
        shown = self._pages[self._at]
        self.title_line.at, self.title_line.note = self._at, ""
        self.title_line.refresh()

        def lines(width: int) -> list[PageLine]:
            room = max(20, width - 4)
            return [
                [Span("  "), Span(piece, shown.ink)]
                for part in shown.text.split("\n")
                for piece in wrapped(part, room)
            ]

        self.page.set_page(lines)

    def action_turn(self) -> None:
        self._at = (self._at + 1) % len(self._pages)
        self._show()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._pages[self._at].text)
        self.title_line.note = "Copied through the terminal."
        self.title_line.refresh()
