"""One value edited over several lines: long text, an object, a list of objects. Dismisses with the text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen

from cloudflow_tui.tui.actions import bindings_of, find_action
from cloudflow_tui.tui.widgets.body_editor import BodyEditor
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line


class LargeTextTitle(Drawn):
    """The name of the value, and the keys."""

    GROUND = "boost"
    DEFAULT_CSS = "LargeTextTitle { height: 2; }"
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("ctrl+s", "Accept"), ("esc", "Leave"))

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if y:
            return line
        line.put(self._words, self.ink("text-strong", bold=True))
        key, word = self.ink("accent", bold=True), self.ink("text-muted")
        return line.end(*(piece for one, said in self.KEYS for piece in ((one, key), (f" {said}  ", word))))


class LargeTextScreen(ModalScreen[str | None]):
    """Dismisses with the text, or None when the value shall stay.

    Args:
        name: What is edited.
        text: What it is now.
        is_secret: Hide the text until the screen is left; a secret of several lines is replaced, not edited.
    """

    DEFAULT_CSS = """
    LargeTextScreen { align: center middle; background: $background 70%; }
    LargeTextScreen > Vertical {
        width: 90%; max-width: 110; height: 70%;
        background: $boost; padding: 1 0 0 0; border-left: tall $accent;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of((find_action("editor.finish"),))
    editor = query_one(BodyEditor)

    def __init__(self, name: str, text: str, *, is_secret: bool = False) -> None:
        super().__init__()
        self._title = name
        self._text = "" if is_secret else text
        self._is_secret = is_secret

    def compose(self) -> ComposeResult:
        title = f"{self._title}, a new value" if self._is_secret else self._title
        with Vertical():
            yield LargeTextTitle(title)
            editor = BodyEditor(self._text)
            editor.is_coloured = self._text.lstrip()[:1] in ("{", "[")
            yield editor

    def on_mount(self) -> None:
        self.editor.focus()

    @on(BodyEditor.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(BodyEditor.TooLarge)
    def _too_large(self, event: BodyEditor.TooLarge) -> None:
        event.stop()
        self.dismiss(event.text)

    def action_finish(self) -> None:
        self.dismiss(self.editor.text)
