"""The line in which a text to find or to filter by is typed, with the count of hits and the keys for them."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line


class FindInput(Input):
    """Where the text is typed."""

    DEFAULT_CSS = "FindInput > .input--placeholder { color: $text-muted; text-style: italic; }"

    FOOTER: ClassVar[tuple[str, ...]] = ("response.leave", "app.next_pane", "app.send", "app.palette")
    BINDINGS: ClassVar[list[BindingType]] = []

    class Left(Message):
        """Escape was pressed."""

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())


class FindMark(Drawn):
    """The `/` before the text."""

    GROUND = "cursor-row"

    def draw(self, y: int) -> Line:
        return self.line().at(2).put("/", self.ink("accent", bold=True))


class FindCount(Drawn):
    """How many hits there are, and how to go on."""

    GROUND = "cursor-row"
    text: reactive[str] = reactive("")
    has_keys: reactive[bool] = reactive(False)

    def draw(self, y: int) -> Line:
        line = self.line()
        ends = [(self.text, self.ink("text-strong", bold=True))]
        if self.has_keys and self.size.width >= 40:
            for key, word in (("n", " next"), ("N", " previous")):
                ends += [("   " + key, self.ink("accent", bold=True)), (word, self.ink("text-muted"))]
        return line.end(*ends, ("  ", self.ink("text-muted")))


class FindBar(Horizontal):
    """Mark, text and count in one line; closed it takes no room."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $cursor-row; }
    FindBar.-open { display: block; }
    FindBar FindMark { width: 4; }
    FindBar FindInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $cursor-row; color: $text-strong;
    }
    FindBar FindInput:focus { border: none; background: $cursor-row; }
    FindBar FindCount { width: 1fr; max-width: 50; }
    """

    class Changed(Message):
        """The text is another one now."""

        def __init__(self, bar: FindBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

    class Accepted(Message):
        """Enter was pressed: go to the hits."""

        def __init__(self, bar: FindBar) -> None:
            super().__init__()
            self.bar = bar

    class Closed(Message):
        """Escape was pressed; the bar is gone and its text empty."""

        def __init__(self, bar: FindBar) -> None:
            super().__init__()
            self.bar = bar

    input = query_one(FindInput)
    count = query_one(FindCount)

    def __init__(self, *, placeholder: str = "", has_keys: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._has_keys = has_keys

    def compose(self) -> ComposeResult:
        yield FindMark()
        yield FindInput(placeholder=self._placeholder, select_on_focus=True)
        yield FindCount()

    def on_mount(self) -> None:
        self.count.has_keys = self._has_keys

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def open(self) -> None:
        """Show the line and put the caret into it."""
        self.add_class("-open")
        self.input.focus()

    def close(self) -> None:
        """Take the line away; its text is empty then."""
        if self.is_open:
            self.remove_class("-open")
            self.input.value = ""
            self.post_message(self.Closed(self))

    def set_count(self, text: str) -> None:
        self.count.text = text

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(self))

    @on(FindInput.Left)
    def _left(self, event: FindInput.Left) -> None:
        event.stop()
        self.close()
