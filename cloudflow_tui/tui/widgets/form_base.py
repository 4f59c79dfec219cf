"""What a form shows: its rows for a draft, problems, refusals, the cursor, and the editor over a row.

Changes no draft; the keys that do are in `form`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.form_changes import EditedValue
from cloudflow_tui.tui.widgets.form_editor import MAX_CHOICES, ChoiceRows, FieldEditor
from cloudflow_tui.tui.widgets.form_fields import Field, Spot, fields_of
from cloudflow_tui.tui.widgets.form_filter import FilterBox
from cloudflow_tui.tui.widgets.form_list import FieldRows, NameOf
from cloudflow_tui.tui.widgets.form_rows import FormView, Row, refusals_of, rows_of
from cloudflow_tui.tui.widgets.form_texts import choices_of, typing_hint

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import FieldError
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft

OTHER_ACTIONS = (
    "request.next_tab", "request.previous_tab", "request.drop_text", "request.undo", "request.redo",
    "request.open_editor",
)  # fmt: skip
"""Of the pane around the form."""
SHORT_HEIGHT = 30
"""Below this height of the screen blank rows go."""


class FormBase(Widget):
    """Rows of one draft, with an editor, choices and a filter box laid over them.

    Args:
        name_of: What the id in a field is called, "" when that is not known.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(one for one in actions_of("request") if one.id not in OTHER_ACTIONS)
    )

    is_summary: reactive[bool] = reactive(False, toggle_class="-summary")
    rows = query_one(FieldRows)
    editor = query_one(FieldEditor)
    choices = query_one(ChoiceRows)
    filter_box = query_one(FilterBox)

    class Edited(Message):
        """A value of the draft was changed."""

        def __init__(self, form: FormBase, spot: Spot | None) -> None:
            super().__init__()
            self.form = form
            self.spot = spot

    class RowChanged(Message):
        """Another row is under the cursor, or something about it changed."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class AddRequested(Message):
        """A parameter shall be added by hand, or a key of a free object."""

        def __init__(self, prefix: str = "") -> None:
            super().__init__()
            self.prefix = prefix

    class TextRequested(Message):
        """A value shall be edited in the large editor."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    class PickRequested(Message):
        """The value of a field shall be picked from its live list."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Failed(Message):
        """A value could not be taken over."""

        def __init__(self, error: CloudFlowError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, name_of: NameOf | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._name_of = name_of
        self._draft: Draft | None = None
        self._version = ""
        self._problems: Sequence[Problem] = ()
        self._refusals: dict[Spot, tuple[str, ...]] = {}
        self._begun: dict[Spot, int] = {}
        self._folded: set[Spot] = set()
        self._edited: EditedValue | None = None

    def compose(self) -> ComposeResult:
        yield FieldRows(self.edit_row, self._name_of)
        yield FilterBox()
        yield FieldEditor(self.accept, self.leave)
        yield ChoiceRows()

    # What is shown

    @property
    def draft(self) -> Draft | None:
        return self._draft

    def show(self, draft: Draft, problems: Sequence[Problem], *, version: str = "") -> None:
        """Show a draft from its first field on; what was typed before is dropped."""
        self._close_editor()
        self._draft, self._problems, self._version = draft, problems, version
        self._refusals, self._begun = {}, {}
        self._folded.clear()
        self.rows.revealed = None
        self.filter_box.close()
        self.rows.cursor = 0
        self.refresh_rows()
        missing = (index for index, row in enumerate(self.rows.rows) if _is_troubled(row))
        self.rows.cursor = next(missing, self.rows.nearest_selectable(0))
        self.rows.scroll_to(y=0, animate=False)
        self.rows.show_cursor()
        self._tell_row()

    def set_problems(self, problems: Sequence[Problem], *, version: str = "") -> None:
        """Show what is missing or wrong."""
        self._problems, self._version = problems, version
        self.refresh_rows()
        self._tell_row()

    def set_refusals(self, errors: Sequence[FieldError]) -> int:
        """Mark the fields that the server complained about; returns how many there are."""
        if self._draft is None:
            return 0
        self._refusals = refusals_of(fields_of(self._draft, begun=self._begun), errors)
        self.refresh_rows()
        return len(self._refusals)

    @property
    def refused_count(self) -> int:
        return len(self._refusals)

    def refresh_rows(self) -> None:
        """Make the rows again from the draft."""
        if self._draft is None or not self.is_mounted:
            return
        is_dense = self.app.size.height < SHORT_HEIGHT or self.is_summary
        view = FormView(
            self._draft,
            self._problems,
            self._refusals,
            self._begun,
            frozenset(self._folded),
            self.filter_box.text,
            self._edited.field.spot if self._edited is not None else None,
            self.is_summary,
            is_dense,
        )
        self.rows.set_rows(rows_of(view), version=self._version)
        self.filter_box.count = sum(row.kind == "field" for row in self.rows.rows)
        self._place_editor()

    def watch_is_summary(self) -> None:
        self.refresh_rows()
        if self.is_mounted:
            self.rows.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self.refresh_rows)

    def _tell_row(self) -> None:
        self.post_message(self.RowChanged(self.rows.row))

    @on(Rows.CursorMoved)
    def _cursor_moved(self, event: Rows.CursorMoved) -> None:
        event.stop()
        if event.rows is self.rows:
            self.rows.revealed = None
            self._tell_row()

    def _changed(self, spot: Spot | None) -> None:
        """The draft is another now: forget what the server said of the field, and tell."""
        if spot is not None:
            self._refusals.pop(spot, None)
        self.refresh_rows()
        self.post_message(self.Edited(self, spot))

    # Going to fields

    def focus_rows(self) -> None:
        self.rows.focus()

    def go_to(self, name: str) -> bool:
        """Put the cursor on the field of this name; False when there is none."""
        self._unfold_all()
        for index, row in enumerate(self.rows.rows):
            if row.kind == "field" and row.field is not None:
                parameter = row.field.parameter
                if row.field.name == name or (parameter is not None and parameter.name == name):
                    self.rows.cursor = index
                    return True
        return False

    def go_to_problem(self, direction: int = 0) -> bool:
        """Go to a field that is missing, wrong or refused: the first, the next or the one before."""
        self._unfold_all()
        found = self._troubled()
        if not found and self.filter_box.text:
            self.filter_box.close()
            self.refresh_rows()
            found = self._troubled()
        if not found:
            return False
        at = self.rows.cursor
        if direction > 0:
            self.rows.cursor = next((index for index in found if index > at), found[0])
        elif direction < 0:
            self.rows.cursor = next((index for index in reversed(found) if index < at), found[-1])
        else:
            self.rows.cursor = found[0]
        return True

    def _unfold_all(self) -> None:
        if self._folded:
            self._folded.clear()
            self.refresh_rows()

    def _troubled(self) -> list[int]:
        return [index for index, row in enumerate(self.rows.rows) if _is_troubled(row)]

    def action_next_problem(self) -> None:
        self.go_to_problem(1)

    def action_previous_problem(self) -> None:
        self.go_to_problem(-1)

    # The editor over a row

    def edit_row(self) -> None:
        """Open the editor on the row under the cursor."""

    def accept(self, step: int, is_editing_on: bool) -> None:
        """Take over what stands in the editor and go on."""

    def leave(self) -> None:
        """Close the editor; the old value stays."""

    @on(FieldEditor.StrayKey)
    def _stray_key_of_editor(self, event: FieldEditor.StrayKey) -> None:
        event.stop()
        self.rows.post_message(events.Key(event.key.key, event.key.character))

    @on(FieldRows.StrayKey)
    def _stray_key_of_rows(self, event: FieldRows.StrayKey) -> None:
        event.stop()
        self.editor.post_message(events.Key(event.key.key, event.key.character))

    @property
    def is_editing(self) -> bool:
        return self._edited is not None

    def _open_editor(self, field: Field, text: str, draft: Draft) -> None:
        self._edited = EditedValue(field, draft)
        self.rows.editing = field.spot
        self.refresh_rows()
        self.rows.show_cursor()
        hint = typing_hint(field)
        self.editor.open(text, hint=hint, is_secret=field.is_secret)
        self.choices.open(choices_of(field), text)
        self._place_editor()
        self._tell_row()

    def _place_editor(self) -> None:
        """Lay the editor over its field, and the choices below it or above."""
        if self._edited is None:
            return
        index = self.rows.index_of(self._edited.field.spot)
        top = index - round(self.rows.scroll_offset.y) + self.filter_box.rows
        self.editor.styles.offset = (self.rows.field_column, top)
        self.editor.styles.width = self.rows.field_width
        height = min(self.choices.row_count, MAX_CHOICES)
        below = self.size.height - top - 1
        self.choices.styles.width = self.rows.field_width
        self.choices.styles.height = height
        self.choices.styles.offset = (self.rows.field_column, top + 1 if below >= height else top - height)

    @on(FieldRows.Scrolled)
    def _scrolled(self, event: FieldRows.Scrolled) -> None:
        event.stop()
        self._place_editor()

    def _close_editor(self) -> None:
        if self._edited is None:
            return
        self._edited = None
        self.rows.editing = None
        if self.editor.has_focus:
            self.rows.focus()
        self.editor.close()
        self.choices.close()


def _is_troubled(row: Row) -> bool:
    if row.kind != "field":
        return False
    return row.is_refused or (row.problem is not None and row.problem.blocks)
