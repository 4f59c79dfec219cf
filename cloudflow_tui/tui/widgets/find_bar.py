"""The line in which a text to find or to filter by is typed, with the count of hits and the keys for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from cloudflow_tui.document.find import Part
from cloudflow_tui.tui.widgets.drawn import Drawn
from cloudflow_tui.tui.widgets.lines import Line

_OPTIONS_FROM_WIDTH = 64
_OPTION_KEYS = {"alt+c": "case", "alt+r": "regex", "alt+k": "part"}
_PARTS: tuple[Part, ...] = ("all", "keys", "values")


@dataclass(frozen=True, slots=True)
class FindOptions:
    """How a text is looked for."""

    case: bool = False
    """Upper and lower case differ."""
    regex: bool = False
    part: Part = "all"

    def turned(self, option: str) -> FindOptions:
        """With one of them turned on, off, or to its next value."""
        if option == "part":
            return replace(self, part=_PARTS[(_PARTS.index(self.part) + 1) % len(_PARTS)])
        return replace(self, case=not self.case) if option == "case" else replace(self, regex=not self.regex)


class FindInput(Input):
    """Where the text is typed."""

    DEFAULT_CSS = "FindInput > .input--placeholder { color: $text-muted; text-style: italic; }"

    FOOTER: ClassVar[tuple[str, ...]] = ("response.leave", "app.next_pane", "app.send", "app.palette")
    BINDINGS: ClassVar[list[BindingType]] = []

    class PastAsked(Message):
        """A text that was typed earlier is wanted."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class OptionAsked(Message):
        """A key asks for another way to look."""

        def __init__(self, option: str) -> None:
            super().__init__()
            self.option = option

    class Left(Message):
        """Escape was pressed."""

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
        elif event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.PastAsked(-1 if event.key == "up" else 1))
        elif event.key in _OPTION_KEYS:
            event.stop()
            event.prevent_default()
            self.post_message(self.OptionAsked(_OPTION_KEYS[event.key]))


class FindMark(Drawn):
    """The `/` before the text, or the key of another line."""

    GROUND = "cursor-row"

    def __init__(self, mark: str = "/") -> None:
        super().__init__()
        self._mark = mark
        self.styles.width = len(mark) + 3

    def draw(self, y: int) -> Line:
        return self.line().at(2).put(self._mark, self.ink("accent", bold=True))


class FindCount(Drawn):
    """How many hits there are, and how to go on."""

    GROUND = "cursor-row"
    text: reactive[str] = reactive("")
    has_keys: reactive[bool] = reactive(False)
    is_wrong: reactive[bool] = reactive(False)
    """The text says what cannot be used."""
    options: reactive[FindOptions] = reactive(FindOptions())

    def draw(self, y: int) -> Line:
        line = self.line()
        ends = [(self.text, self.ink("status-4xx" if self.is_wrong else "text-strong", bold=True))]
        if self.has_keys and not self.is_wrong and self.size.width >= _OPTIONS_FROM_WIDTH:
            ends += [(words, self.ink(ink)) for words, ink in self._option_words()]
        if self.has_keys and self.size.width >= 40:
            for key, word in (("n", " next"), ("N", " previous")):
                ends += [("   " + key, self.ink("accent", bold=True)), (word, self.ink("text-muted"))]
        return line.end(*ends, ("  ", self.ink("text-muted")))

    def _option_words(self) -> list[tuple[str, str]]:
        options = self.options
        part = [] if options.part == "all" else [(f"   {options.part} only", "accent")]
        return [
            ("   case ", "text-muted"),
            ("on", "accent") if options.case else ("off", "text-muted"),
            ("   regex ", "text-muted"),
            ("on", "accent") if options.regex else ("off", "text-muted"),
            *part,
        ]


class FindBar(Horizontal):
    """Mark, text and count in one line; closed it takes no room."""

    DEFAULT_CSS = """
    FindBar { height: 1; display: none; background: $cursor-row; }
    FindBar.-open { display: block; }
    FindBar FindInput {
        width: 1fr; height: 1; border: none; padding: 0; background: $cursor-row; color: $text-strong;
    }
    FindBar FindInput:focus { border: none; background: $cursor-row; }
    FindBar FindCount { width: 2fr; max-width: 76; }
    FindBar.-plain FindCount { width: 18; }
    FindBar.-plain.-wrong FindCount { width: 2fr; }
    """

    class Said(Message):
        """Base of what a bar tells."""

        def __init__(self, bar: FindBar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> FindBar:
            return self.bar

    class Changed(Said):
        """The text is another one now."""

        def __init__(self, bar: FindBar, text: str) -> None:
            super().__init__(bar)
            self.text = text

    class OptionsChanged(Said):
        """The text is to be looked for in another way."""

    class Accepted(Said):
        """Enter was pressed: go to the hits."""

    class Closed(Said):
        """Escape was pressed; the bar is gone and its text empty."""

    input = query_one(FindInput)
    count = query_one(FindCount)

    def __init__(
        self,
        *,
        placeholder: str = "",
        mark: str = "/",
        has_keys: bool = False,
        has_past: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._mark = mark
        self._has_keys = has_keys
        self.set_class(has_past, "-plain")
        self._past: list[str] | None = [] if has_past else None
        """Texts that were accepted, the last one last; None when they are not kept."""
        self._past_at = 0

    def compose(self) -> ComposeResult:
        yield FindMark(self._mark)
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

    def set_count(self, text: str, *, is_wrong: bool = False) -> None:
        """Say how many hits there are, or what cannot be used."""
        self.set_class(is_wrong, "-wrong")
        self.count.text, self.count.is_wrong = text, is_wrong

    @property
    def options(self) -> FindOptions:
        return self.count.options

    def turn(self, option: str) -> None:
        """Turn an option on or off: `case`, `regex` or `part`."""
        if self._has_keys:
            self.count.options = self.options.turned(option)
            self.post_message(self.OptionsChanged(self))

    @on(FindInput.OptionAsked)
    def _option_asked(self, event: FindInput.OptionAsked) -> None:
        event.stop()
        self.turn(event.option)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(self, event.value))

    @on(FindInput.PastAsked)
    def _past_asked(self, event: FindInput.PastAsked) -> None:
        event.stop()
        if self._past:
            self._past_at = min(max(self._past_at + event.direction, 0), len(self._past))
            self.input.value = [*self._past, ""][self._past_at]
            self.input.cursor_position = len(self.input.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._past is not None and event.value:
            self._past[:] = [text for text in self._past if text != event.value] + [event.value]
            self._past_at = len(self._past)
        self.post_message(self.Accepted(self))

    @on(FindInput.Left)
    def _left(self, event: FindInput.Left) -> None:
        event.stop()
        self.close()
