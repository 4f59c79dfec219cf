"""A body on the screen: its lines, folded, with the places of a text found in it, and copied from.

Whoever holds the view asks for texts to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from cloudflow_tui.tui.actions import bindings_of
from cloudflow_tui.tui.actions.response import BODY_ACTIONS
from cloudflow_tui.tui.widgets.body_handing import BodyHanding
from cloudflow_tui.tui.widgets.body_lines import MAX_SHIFT
from cloudflow_tui.tui.widgets.body_text import BodyText, Hit
from cloudflow_tui.tui.widgets.lines import plain

if TYPE_CHECKING:
    from cloudflow_tui.document.found import Found

_COPY_LIMIT = 1_000_000


class BodyView(BodyHanding):
    """The lines of one text with a cursor.

    Args:
        is_quiet: The cursor is seen only while the view has the focus.
    """

    FOOTER: ClassVar[tuple[str, ...]] = (
        "app.send",
        "response.find",
        "app.next_pane",
        "app.zoom",
        "app.palette",
        "app.help",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(BODY_ACTIONS),
    ]

    class FindAsked(Message):
        """The user wants to type a text to find."""

    class HitAsked(Message):
        """The user wants to go to another hit."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    class FilterAsked(Message):
        """The user wants to type an expression."""

    class LineAsked(Message):
        """The user wants to go to a line by its number."""

    class OptionAsked(Message):
        """The user wants to look in another way."""

        def __init__(self, option: str) -> None:
            super().__init__()
            self.option = option

    class Left(Message):
        """Escape was pressed."""

    # What is shown

    def show(self, text: BodyText, *, keeps_place: bool = False) -> None:
        """Show a text from its beginning.

        Args:
            keeps_place: The text is the same and only longer now: cursor, folds and position stay.
        """
        self._text = text
        self._found = self._current = None
        if not keeps_place:
            self.forget_place()
            self.set_reactive(BodyView.shift_x, 0)
            self.set_reactive(BodyView.cursor, 0)
            self.scroll_to(y=0, animate=False)
        self._lines_changed()
        self.post_message(self.CursorMoved(self))

    def forget_hits(self) -> None:
        """Colour nothing as found."""
        self._found = self._current = None
        self._painted.clear()
        self.refresh()

    def show_hits(self, found: Found) -> None:
        """Colour these places; called again when more are known."""
        if self._found is not found:
            self._painted.clear()
        self._found, self._marks = found, None
        self.refresh()

    def show_current_hit(self, hit: Hit) -> None:
        """Go to one of the places."""
        self._current = hit
        self._painted.clear()
        self.go_to(hit[0], hit[1])
        self.refresh()

    def go_to(self, line: int, column: int = 0, *, at_top: bool = False) -> None:
        """Put the cursor on a line, whatever is folded, and see that the column is to be seen."""
        if self._folds.open_up(line):
            self._lines_changed()
        self.cursor = min(max(line, 0), max(0, self._text.line_count - 1))
        room = self.columns_seen
        if not self.shift_x <= column < self.shift_x + room - 8:
            self.shift_x = 0 if column < room - 8 else min(column - room // 3, MAX_SHIFT)
        if at_top:
            self.scroll_to(y=self._folds.row_of(self.cursor), animate=False)
        else:
            self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        row = self.row_at(event.y)
        if row < self.row_count:
            self._go_to_row(row)
            if event.x < self._gutter_width():
                self.action_fold()

    # Folds

    def action_fold(self) -> None:
        """Fold or unfold what begins in the line of the cursor, else what holds it."""
        line = self.cursor
        if line in self._folds:
            self._folds.remove(line)
        else:
            end = self._text.fold_end(line)
            if end is None:
                start = self._text.parent_of(line)
                end = self._text.fold_end(start) if start is not None else None
                if start is None or end is None:
                    return
                line = start
            self._folds.add(line, end)
            self.cursor = line
        self.folds_changed()

    def action_fold_all(self) -> None:
        """Fold everything one level below the root."""
        self.fold_exactly(self._text.folds_below_root())

    def action_unfold_all(self) -> None:
        self.workers.cancel_group(self, "fold")
        self._folds.replace(())
        self.folds_changed()

    # Find, copy, leave

    def action_find(self) -> None:
        self.post_message(self.FindAsked())

    def action_next_hit(self) -> None:
        self.post_message(self.HitAsked(1))

    def action_previous_hit(self) -> None:
        self.post_message(self.HitAsked(-1))

    def action_filter(self) -> None:
        self.post_message(self.FilterAsked())

    def action_line(self) -> None:
        self.post_message(self.LineAsked())

    def action_find_option(self, option: str) -> None:
        self.post_message(self.OptionAsked(option))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_copy(self) -> None:
        """Copy the value in the line of the cursor."""
        if self.row_count:
            self._copy(self._text.value(self.cursor, _COPY_LIMIT), "the value")

    def action_copy_path(self) -> None:
        if self.row_count:
            self._copy(self._text.path_text(self.cursor), "the path")

    def action_copy_holder(self) -> None:
        """Copy the object or list around this line."""
        holder = self._text.parent_of(self.cursor) if self.row_count else None
        if holder is not None:
            self._copy(self._text.value(holder, _COPY_LIMIT), "what is around the line")

    def action_copy_line(self) -> None:
        if self.row_count:
            self._copy(self._text.line(self.cursor, _COPY_LIMIT).strip(), "the line")

    def _copy(self, text: str, what: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied {what}: {plain(text[:60])}", markup=False)
        else:
            self.notify(f"Nothing to copy: this line has no {what.removeprefix('the ')}.", severity="warning")
