"""The one editor of a form, laid over the value that is edited, and the list of choices below it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line, cut

MAX_CHOICES = 8


class FieldEditor(Input):
    """One line of text. Says when it was accepted or left; changes nothing itself."""

    DEFAULT_CSS = """
    FieldEditor {
        layer: editor;
        position: absolute;
        display: none;
        height: 1;
        border: none !important;
        padding: 0 1;
        background: $boost;
        color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { background-tint: $boost 0%; border: none; }
        &>.input--placeholder { color: $text-dim; text-style: italic; }
        &>.input--cursor { background: $accent; color: $on-accent; text-style: none; }
        &>.input--selection { background: $selection; color: $text-strong; }
    }
    """
    FOOTER: ClassVar[tuple[str, ...]] = (
        "editor.accept", "editor.next", "editor.leave", "app.send", "app.palette", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(one for one in actions_of("editor") if one.id not in ("editor.finish", "editor.switch_place"))
    )

    class Accepted(Message):
        """The text shall be taken over; `step` says where to go: 1 next, -1 before, 0 nowhere."""

        def __init__(self, step: int, *, is_editing_on: bool) -> None:
            super().__init__()
            self.step = step
            self.is_editing_on = is_editing_on

    class Left(Message):
        """The old value shall stay."""

    class Stepped(Message):
        """Go up or down in the choices."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class Enlarged(Message):
        """A large editor is asked for, with this text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False

    def open(self, text: str, *, hint: str, is_secret: bool) -> None:
        """Show the editor with a text, the caret behind it, and take the focus."""
        self.password = is_secret
        self.placeholder = hint
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        self.display = True
        self.focus()

    def close(self) -> None:
        """Hide the editor and forget its text."""
        self.display = False
        with self.prevent(Input.Changed):
            self.value = ""

    def action_accept(self) -> None:
        self.post_message(self.Accepted(1, is_editing_on=False))

    def action_next(self) -> None:
        self.post_message(self.Accepted(1, is_editing_on=True))

    def action_previous(self) -> None:
        self.post_message(self.Accepted(-1, is_editing_on=True))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_down(self) -> None:
        self.post_message(self.Stepped(1))

    def action_up(self) -> None:
        self.post_message(self.Stepped(-1))

    def action_reveal(self) -> None:
        self.password = not self.password

    def action_enlarge(self) -> None:
        self.post_message(self.Enlarged(self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Several lines go to the large editor; one line cannot hold them."""
        if len(event.text.strip("\r\n").splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Enlarged(self.value + event.text))


class ChoiceRows(Rows, can_focus=False):
    """The values that the catalog knows for the field that is edited; any other may be typed."""

    DEFAULT_CSS = """
    ChoiceRows {
        layer: editor;
        position: absolute;
        display: none;
    }
    """
    GROUND = "panel"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self.is_picked = False
        """Whether a row was gone to; the list shows its cursor then."""

    def open(self, choices: tuple[str, ...], text: str) -> None:
        """Show choices, the one with this text under the cursor."""
        self._all = self._shown = choices
        self.is_picked = text in choices
        self.cursor = choices.index(text) if text in choices else 0
        self.display = bool(choices)
        self.rows_changed()

    def close(self) -> None:
        self.display = False
        self._all = self._shown = ()

    def narrow(self, text: str) -> None:
        """Show the choices with this text in them; all when there is none."""
        wanted = text.lower().strip()
        self._shown = tuple(one for one in self._all if wanted in one.lower()) or self._all
        self.is_picked = text in self._shown
        self.cursor = self._shown.index(text) if self.is_picked else 0
        self.rows_changed()

    def step(self, direction: int) -> str:
        """Go up or down; returns the choice there, "" when there is none."""
        if not self._shown:
            return ""
        if self.is_picked:
            self.cursor = (self.cursor + direction) % len(self._shown)
        self.is_picked = True
        self.refresh()
        return self._shown[self.cursor]

    def choice(self, index: int) -> str:
        return self._shown[index]

    @property
    def is_active(self) -> bool:
        return True

    @property
    def row_count(self) -> int:
        return len(self._shown)

    def is_selectable(self, index: int) -> bool:
        return True

    def draw_row(self, index: int, line: Line) -> None:
        is_chosen = self.is_picked and index == self.cursor
        style = self.ink("text-strong" if is_chosen else "foreground", bold=is_chosen)
        line.at(1).put(cut(self._shown[index], line.width - 2, self.glyphs.more), style)
