"""The filter box above the rows of a form: shows only what has the words in its name."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line


class FilterBoxMark(Drawn):
    DEFAULT_CSS = "FilterBoxMark { width: 4; height: 1; }"

    def draw(self, y: int) -> Line:
        return self.line().at(2).put("f", self.ink("accent", bold=True))


class FilterBoxCount(Drawn):
    DEFAULT_CSS = "FilterBoxCount { width: 14; height: 1; }"
    count: reactive[int] = reactive(0)

    def draw(self, y: int) -> Line:
        word = "row" if self.count == 1 else "rows"
        return self.line().end((f"{self.count} {word}  ", self.ink("text-muted"))).at(0)


class FilterWords(Input):
    DEFAULT_CSS = """
    FilterWords {
        width: 1fr;
        background: $background;
        &:focus { background-tint: $boost 0%; }
        &>.input--placeholder { color: $text-dim; text-style: italic; }
        &>.input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """


class FilterBox(Horizontal):
    """One line with the words; hidden while there are none."""

    DEFAULT_CSS = "FilterBox { layer: rows; dock: top; height: 1; display: none; }"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "editor.accept",
        "editor.leave",
        "app.send",
        "app.palette",
        "app.help",
    )

    count: reactive[int] = reactive(0)
    words = query_one(FilterWords)
    shown_count = query_one(FilterBoxCount)

    class Changed(Message):
        """Other words stand in the box."""

    class Left(Message):
        """The box gives the focus back."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def compose(self) -> ComposeResult:
        yield FilterBoxMark()
        words = FilterWords(compact=True, select_on_focus=False, placeholder="words in the name")
        words.cursor_blink = False
        yield words
        yield FilterBoxCount()

    @property
    def text(self) -> str:
        return self._text

    @property
    def rows(self) -> int:
        """Rows that the box takes."""
        return 1 if self.display else 0

    def open(self) -> None:
        self.display = True
        self.words.focus()

    def close(self) -> None:
        """Empty and hide the box."""
        self._text = ""
        if self.is_mounted:
            with self.words.prevent(Input.Changed):
                self.words.value = ""
        self.display = False

    def watch_count(self, count: int) -> None:
        if self.is_mounted:
            self.shown_count.count = count

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._text = event.value
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave(is_kept=True)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "escape"):
            event.stop()
            event.prevent_default()
            self._leave(is_kept=event.key == "down")

    def _leave(self, *, is_kept: bool) -> None:
        if not is_kept or not self._text.strip():
            self.close()
            self.post_message(self.Changed())
        self.post_message(self.Left())
