"""Says what a status, an error text or a word of the conventions means, while it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.tui.screens.explain_lines import is_known, said_of
from cloudflow_tui.tui.screens.large_text import LargeTextTitle
from cloudflow_tui.tui.widgets.text_page import PageLine, Span, TextPage
from cloudflow_tui.tui.widgets.wrapping import wrapped

__all__ = ["ExplainScreen", "is_known"]


class _ExplainTitle(LargeTextTitle):
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("up down", "Scroll"), ("esc", "Leave"))


class ExplainScreen(ModalScreen[None]):
    """Dismisses with nothing.

    Args:
        text: What is explained first.
    """

    DEFAULT_CSS = """
    ExplainScreen { align: center middle; background: $background 70%; }
    ExplainScreen > Vertical {
        width: 90%; max-width: 110; height: 80%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    ExplainScreen Input {
        width: 1fr; height: 1; margin: 0 2 1 2; border: none; padding: 0 1;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", show=False, id="explain.leave"),
        Binding("up", "scroll(-1)", "Up", show=False, id="explain.up"),
        Binding("down", "scroll(1)", "Down", show=False, id="explain.down"),
        Binding("pageup", "scroll(-10)", "Page up", show=False, id="explain.page_up"),
        Binding("pagedown", "scroll(10)", "Page down", show=False, id="explain.page_down"),
    ]
    box = query_one(Input)
    page = query_one(TextPage)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical():
            yield _ExplainTitle("Explain a status or a text")
            box = Input(
                self._text, placeholder="422, the words of an error, or a topic such as keys", compact=True
            )
            box.cursor_blink = False
            yield box
            yield TextPage()

    def on_mount(self) -> None:
        self.box.focus()
        self._show(self._text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, text: str) -> None:
        said = said_of(text)

        def lines(width: int) -> list[PageLine]:
            return [
                [Span(" " * one.indent), Span(piece, one.ink, one.is_bold)]
                for one in said
                for piece in wrapped(one.text, max(20, width - one.indent - 2))
            ]

        self.page.set_page(lines)

    def action_scroll(self, rows: int) -> None:
        self.page.action_go(rows)
