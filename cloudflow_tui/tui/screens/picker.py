"""Picks the value of a parameter from a live list: filters as typed, reads page by page, or asks the history.

Dismisses with the values, or None when the field shall stay as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Drawn, Rows
from cloudflow_tui.tui.widgets.lines import Line
from cloudflow_tui.tui.widgets.picker_rows import PickerHead, PickerModel, PickerRows
from cloudflow_tui.tui.widgets.wrapping import wrapped

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace
    from cloudflow_tui.workspace.objects import ListPlace, LiveList

_MOVES = {"up": "move(-1)", "down": "move(1)", "pageup": "move_page(-1)", "pagedown": "move_page(1)"}


class PickerWords(Drawn):
    """A line or two of words."""

    GROUND = "boost"
    DEFAULT_CSS = "PickerWords { height: 1; } PickerWords#note { height: 2; }"
    text: reactive[str] = reactive("")
    end: reactive[str] = reactive("")
    ink_name: reactive[str] = reactive("text-muted")

    def __init__(self, *, is_title: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_title = is_title

    def draw(self, y: int) -> Line:
        line = self.line().at(2)
        if self._is_title:
            line.put(self.text, self.ink("text-strong", bold=True))
            return line.end((f"{self.end}  ", self.ink("text-muted")))
        parts = wrapped(self.text, max(20, self.size.width - 4))
        if y < len(parts):
            line.put(parts[y], self.ink(self.ink_name))
        return line


class PickerScreen(ModalScreen[tuple[str, ...] | None]):
    """A list of objects under a filter.

    Args:
        draft: The draft that is filled; not changed.
        name: The parameter.
        place: The list, as `LiveLists.place_of` gives it.
        is_list: The parameter takes several values.
        chosen: The values that it has now.
    """

    DEFAULT_CSS = """
    PickerScreen { align: center middle; background: $background 70%; }
    PickerScreen > Vertical {
        width: 100; max-width: 100%; height: 80%; background: $boost;
        padding: 1 0 0 0; border-left: tall $accent;
    }
    PickerScreen Input {
        width: 1fr; height: 1; margin: 0 2 1 2; border: none; padding: 0 1;
        background: $field; color: $text-strong;
        &.-textual-compact { padding: 0 1; }
        &:focus { border: none; background-tint: $field 0%; }
        & > .input--placeholder { color: $text-dim; text-style: italic; }
        & > .input--cursor { background: $accent; color: $on-accent; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(actions_of("picker"))
    box = query_one(Input)
    rows = query_one(PickerRows)
    head = query_one(PickerHead)
    title_line = query_one("#title", PickerWords)
    note = query_one("#note", PickerWords)

    def __init__(
        self,
        workspace: Workspace,
        draft: Draft,
        name: str,
        place: ListPlace,
        *,
        is_list: bool = False,
        chosen: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._draft = draft
        self._parameter = name
        self._place = place
        self._is_list = is_list
        self._chosen = tuple(chosen)
        self._model = PickerModel(marked=list(chosen) if is_list else [])
        self._is_reading = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield PickerWords(is_title=True, id="title")
            box = Input(placeholder="words of the name, or an id", compact=True)
            box.cursor_blink = False
            yield box
            yield PickerHead(self._model)
            yield PickerRows(self._model)
            yield PickerWords(id="note")

    def on_mount(self) -> None:
        self.title_line.text = f"{self._parameter}: one of {self._place.reference.endpoint_id}"
        if self._is_list:
            self.title_line.text = f"{self._parameter}: some of {self._place.reference.endpoint_id}"
        self.box.focus()
        self._read()

    # The list

    @work(group="picker", exclusive=True, exit_on_error=False)
    async def _read(self, *, is_fresh: bool = False) -> None:
        self._is_reading = True
        self._tell_reading(0, None)
        try:
            live = await self._workspace.lists.read(
                self._place, is_fresh=is_fresh, on_progress=self._tell_reading
            )
        finally:
            self._is_reading = False
        if not live.objects:
            sent = self._workspace.lists.sent_before(self._draft, self._parameter)
            note = f"{live.note} What was sent to this call before:".strip() if sent else live.note
            live = replace(live, objects=sent, columns=(), note=note)
        self._show(live)

    def _tell_reading(self, count: int, total: int | None) -> None:
        of = f" of {total:,}" if total is not None else ""
        self.title_line.end = f"reading: {count:,}{of}" if count else "reading"

    def _show(self, live: LiveList) -> None:
        self._model.take_list(live)
        self.rows.cursor = self._first_row()
        self._refresh()

    def _first_row(self) -> int:
        values = [one.value for one in self._model.shown]
        return next((values.index(one) for one in self._chosen if one in values), 0)

    def _refresh(self) -> None:
        self.rows.rows_changed()
        self.rows.show_cursor()
        self.head.refresh()
        live, shown = self._model.live, len(self._model.shown)
        if not self._is_reading:
            origin = {"live": "read now", "kept": "read a moment ago", "history": "from the history"}[
                live.origin
            ]
            count = f"{shown:,} of {len(live.objects):,}" if shown != len(live.objects) else f"{shown:,}"
            marked = f"{len(self._model.marked)} marked, " if self._is_list else ""
            self.title_line.end = f"{marked}{count}, {origin}"
        self.note.text, self.note.ink_name = self._note()

    def _note(self) -> tuple[str, str]:
        live, text = self._model.live, self.box.value.strip()
        if self._is_reading:
            return "", "text-muted"
        if text and not self._model.shown:
            return f"No object has “{text}”. enter takes it as it is.", "text-muted"
        if live.note:
            return live.note, "status-4xx" if live.origin == "history" else "text-muted"
        if not live.objects:
            return "200 OK, the list is empty. What is typed is taken as it is.", "text-muted"
        marks = "tab Mark   " if self._is_list else ""
        return f"enter Take   {marks}ctrl+l Read anew   esc Leave", "text-muted"

    # Keys

    def on_key(self, event: events.Key) -> None:
        if event.key in _MOVES:
            event.stop()
            event.prevent_default()
            name, _, argument = _MOVES[event.key].rstrip(")").partition("(")
            getattr(self.rows, f"action_{name}")(int(argument))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._model.narrow(event.value)
        self.rows.cursor = 0
        self._refresh()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(Rows.Chosen)
    def _clicked(self, event: Rows.Chosen) -> None:
        event.stop()
        if self._is_list:
            self.action_mark()
        else:
            self.action_take()

    def action_take(self) -> None:
        """Take what is marked, else what is under the cursor, else what was typed."""
        chosen, text = self.rows.chosen, self.box.value.strip()
        if self._is_list and (self._model.marked != list(self._chosen) or not text):
            if not self._model.marked and not self._chosen and chosen is not None:
                self.dismiss((chosen.value,))
            else:
                self.dismiss(tuple(self._model.marked))
            return
        value = chosen.value if chosen is not None else text
        if value:
            before = self._model.marked if self._is_list else []
            self.dismiss((*(one for one in before if one != value), value))

    def action_mark(self) -> None:
        """Mark the value under the cursor and go on."""
        chosen = self.rows.chosen
        if self._is_list and chosen is not None:
            self._model.mark(chosen.value)
            self.rows.action_move(1)
            self._refresh()

    def action_read_anew(self) -> None:
        self._read(is_fresh=True)

    def action_leave(self) -> None:
        self.dismiss(None)
