"""The one editor of a form, laid over the value that is edited, and the list of choices below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.form_texts import MAX_LINE
from cloudflow_tui.tui.widgets.lines import Line, cut

MAX_CHOICES = 8
Accept = Callable[[int, bool], None]
"""Takes the text over. Gets where to go, 1 next or -1 before, and whether to edit there as well."""
_AT_ONCE = {action.id: action.method for action in actions_of("editor")[:4]}
"""What takes a text over or leaves it."""


def binding_id(widget: Widget, key: str) -> str:
    """The id of what a key does now for a widget with focus, in the user's own keymap; "" for nothing."""
    active = widget.screen.active_bindings.get(key)
    return (active.binding.id or "") if active is not None else ""


class FieldEditor(Input):
    """One line of text; changes nothing itself.

    Args:
        on_accept: Takes the text over. Called, not told by a message: keys on their way already are for
            the field that comes next.
        on_leave: Closes the editor; the old value stays.
    """

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

    class StrayKey(Message):
        """A key was meant for the rows: it was on its way when the editor closed."""

        def __init__(self, key: events.Key) -> None:
            super().__init__()
            self.key = key

    class Stepped(Message):
        """Go up or down in the choices."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class PickPressed(Message):
        """The value shall be picked from a live list."""

    class Enlarged(Message):
        """A large editor is asked for, with this text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, on_accept: Accept, on_leave: Callable[[], None], *, id: str | None = None) -> None:
        super().__init__(compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self._accept_text = on_accept
        self._leave_text = on_leave

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

    def on_key(self, event: events.Key) -> None:
        """Carry out keys at once: those that come in a burst behind them belong to the next field."""
        if not self.display:
            event.stop()
            event.prevent_default()
            self.post_message(self.StrayKey(event))
            return
        method = "" if event.is_printable else _AT_ONCE.get(binding_id(self, event.key), "")
        if method:
            event.stop()
            event.prevent_default()
            getattr(self, f"action_{method}")()

    def action_accept(self) -> None:
        self._accept_text(1, False)

    def action_next(self) -> None:
        self._accept_text(1, True)

    def action_previous(self) -> None:
        self._accept_text(-1, True)

    def action_leave(self) -> None:
        self._leave_text()

    def action_down(self) -> None:
        self.post_message(self.Stepped(1))

    def action_up(self) -> None:
        self.post_message(self.Stepped(-1))

    def action_pick(self) -> None:
        self.post_message(self.PickPressed())

    def action_reveal(self) -> None:
        self.password = not self.password

    def action_enlarge(self) -> None:
        self.post_message(self.Enlarged(self.value))

    def on_paste(self, event: events.Paste) -> None:
        """Several lines and very long ones go to the large editor; one line cannot hold them."""
        is_long = len(event.text) > MAX_LINE
        if is_long or len(event.text.strip("\r\n").splitlines()) > 1:
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
