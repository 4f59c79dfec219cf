"""Asks for one line of text, such as the value of a variable. Dismisses with it, or None."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.screens.add_parameter import AddParameterWords


class AskScreen(ModalScreen[str | None]):
    """One question.

    Args:
        hint: A second line, "" for none.
        text: What stands in the box.
        fault_of: What is wrong with an answer, "" when it will do.
        is_secret: Show bullets for what is typed.
    """

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 70%; }
    AskScreen > Vertical {
        width: 64; max-width: 100%; height: auto; background: $boost; padding: 1 0; border-left: tall $accent;
    }
    AskScreen Input {
        width: 1fr; height: 1; margin: 1 2 1 2; border: none; padding: 0 1;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((find_action("editor.leave"),))
    box = query_one(Input)
    said = query_one("#said", AddParameterWords)

    def __init__(
        self,
        question: str,
        *,
        hint: str = "",
        text: str = "",
        fault_of: Callable[[str], str] = lambda _text: "",
        is_secret: bool = False,
    ) -> None:
        super().__init__()
        self._question = question
        self._hint = hint
        self._text = text
        self._fault_of = fault_of
        self._is_secret = is_secret

    def compose(self) -> ComposeResult:
        with Vertical():
            yield AddParameterWords(self._question, ink_name="text-strong", is_bold=True)
            if self._hint:
                yield AddParameterWords(self._hint)
            box = Input(self._text, compact=True, password=self._is_secret)
            box.cursor_blink = False
            yield box
            yield AddParameterWords("enter Accept   esc Leave", id="said")

    def on_mount(self) -> None:
        self.box.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fault = self._fault_of(event.value)
        if fault:
            self.said.ink_name = "status-4xx"
            self.said.text = f"! {fault}"
        else:
            self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
