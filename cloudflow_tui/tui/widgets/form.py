"""The form of a draft: rows, one editor laid over a row, its choices, and the filter box.

The draft is the request; what is typed goes into it at once, and escape puts the old values back. Whoever
shows the form judges the draft on `Edited` and hands the problems in.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from cloudflow_tui.catalog.models import Unset
from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.form_base import FormBase
from cloudflow_tui.tui.widgets.form_changes import add_item, remove_item, switch, take_picked, take_text
from cloudflow_tui.tui.widgets.form_editor import FieldEditor
from cloudflow_tui.tui.widgets.form_fields import Field, Spot, free_object_of
from cloudflow_tui.tui.widgets.form_filter import FilterBox
from cloudflow_tui.tui.widgets.form_folds import group_of, move_item
from cloudflow_tui.tui.widgets.form_list import FieldRows
from cloudflow_tui.tui.widgets.form_rows import Row
from cloudflow_tui.tui.widgets.form_texts import edited_text, is_long, long_text


class Form(FormBase):
    """The parameters of one draft."""

    DEFAULT_CSS = """
    Form { height: 1fr; layers: rows editor; }
    Form FieldRows { layer: rows; height: 1fr; }
    Form.-summary { height: auto; }
    Form.-summary FieldRows { height: auto; }
    """
    # Editing in place

    @on(Rows.Chosen, "FieldRows")
    def _row_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_edit()

    @on(FieldRows.FieldClicked)
    def _field_clicked(self, event: FieldRows.FieldClicked) -> None:
        event.stop()
        if event.is_mark and self.rows.field is not None and self.rows.field.reference is not None:
            self.action_pick()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        self.edit(is_toggling=True)

    def edit_row(self) -> None:
        self.action_edit()

    @on(Input.Blurred, "FieldEditor")
    def _blurred(self, event: Input.Blurred) -> None:
        """Another widget has the focus: what was typed is taken over."""
        event.stop()
        focused = self.screen.focused
        if self.is_editing and focused is not None and focused is not self.editor:
            self.commit()

    def edit(self, *, is_toggling: bool = False) -> None:
        """Open the editor on the field under the cursor; a switch may be switched instead."""
        field, draft = self.rows.field, self._draft
        if field is None or draft is None:
            return
        self.commit()
        value = field.value(draft)
        if field.spot in self._folded:
            self.action_unfold()
        elif field.is_folded:
            self.action_add_item()
        elif is_toggling and (field.is_boolean or field.is_flag):
            self.action_switch()
        elif field.node.has_members and isinstance(value, Unset):
            self.rows.action_move(1)  # to the first of its members, which are set one by one
        elif is_long(field, value):
            self.post_message(self.TextRequested(field, long_text(field, value)))
        else:
            self._open_editor(field, edited_text(field, value), draft)

    def commit(self) -> None:
        """Take over what stands in the open editor and close it."""
        edited = self._edited
        if edited is None:
            return
        try:
            edited.take(self.editor.value, is_final=True)
        except CloudFlowError as error:
            self.post_message(self.Failed(error))
        spot = edited.field.spot
        self._close_editor()
        if edited.is_changed:
            self._changed(spot)
        else:
            self.refresh_rows()
        self._tell_row()

    @on(Input.Changed, "FieldEditor")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        edited = self._edited
        if edited is None:
            return
        text = self.editor.value  # not the event's: that may be of the field before
        self.choices.narrow(text)
        try:
            edited.take(text)
        except CloudFlowError:
            return  # told when the text is accepted
        self._changed(edited.field.spot)

    def accept(self, step: int, is_editing_on: bool) -> None:
        self.commit()
        before = self.rows.cursor
        self.rows.action_move(step)
        if is_editing_on and self.rows.cursor != before and self._may_edit_in_place():
            self.edit()

    def _may_edit_in_place(self) -> bool:
        field, draft = self.rows.field, self._draft
        if field is None or draft is None or field.is_folded:
            return False
        return not is_long(field, field.value(draft))

    def leave(self) -> None:
        edited = self._edited
        if edited is None:
            return
        self._close_editor()
        if edited.put_back():
            self._changed(edited.field.spot)
        else:
            self.refresh_rows()
        self._tell_row()

    @on(FieldEditor.Stepped)
    def _stepped(self, event: FieldEditor.Stepped) -> None:
        event.stop()
        choice = self.choices.step(event.direction)
        if choice:
            self._pick(choice)
        elif event.direction > 0 and self._edited is not None and self._edited.field.reference is not None:
            self.action_pick()

    @on(Rows.Chosen, "ChoiceRows")
    def _choice_clicked(self, event: Rows.Chosen) -> None:
        event.stop()
        self._pick(self.choices.choice(event.index))
        self.commit()

    def _pick(self, choice: str) -> None:
        """Put a choice into the editor; the list below stays whole."""
        with self.editor.prevent(Input.Changed):
            self.editor.value = choice
        self.editor.cursor_position = len(choice)
        if self._edited is not None:
            self._edited.take(choice)
            self._changed(self._edited.field.spot)

    # Live lists

    @on(FieldEditor.PickPressed)
    def _pick_pressed(self, event: FieldEditor.PickPressed) -> None:
        event.stop()
        self.action_pick()

    def action_pick(self) -> None:
        """Ask for the live list of the field under the cursor."""
        self.commit()
        field = self.rows.field
        if field is not None and field.reference is not None:
            self.post_message(self.PickRequested(field))
        elif field is not None:
            self.edit()

    def take_picked(self, field: Field, values: Sequence[str]) -> None:
        """Put values of a live list into a field and go on to the next one."""
        if self._draft is None:
            return
        take_picked(self._draft, field, values)
        self._changed(field.spot)
        self._tell_row()

    @on(FieldEditor.Enlarged)
    def _enlarged(self, event: FieldEditor.Enlarged) -> None:
        event.stop()
        if self._edited is not None:
            field = self._edited.field
            self.commit()
            self.post_message(self.TextRequested(field, event.text))

    def take_text(self, field: Field, text: str) -> None:
        """Take over a text of the large editor."""
        if self._draft is None:
            return
        try:
            take_text(self._draft, field, text)
        except CloudFlowError as error:
            self.post_message(self.Failed(error))
        self._changed(field.spot)

    # Whole values

    def action_switch(self) -> None:
        field, draft = self.rows.field, self._draft
        if field is None or draft is None:
            return
        if field.is_boolean or field.is_flag:
            switch(draft, field)
            self._changed(field.spot)
        else:
            self.edit()

    def action_unset(self) -> None:
        field, draft = self.rows.field, self._draft
        if field is None or draft is None or isinstance(field.value(draft), Unset):
            return
        draft.unset(field.name, place=field.place)
        self._changed(field.spot)

    def action_set_empty(self) -> None:
        field, draft = self.rows.field, self._draft
        if field is not None and draft is not None and not field.is_folded:
            draft.set_text(field.name, "", place=field.place)
            self._changed(field.spot)

    def action_add_item(self) -> None:
        field, draft = self.rows.field, self._draft
        if field is None or draft is None:
            return
        holder = free_object_of(field)
        if holder:
            self.post_message(self.AddRequested(f"{holder}."))
            return
        spot = add_item(draft, field, self._begun)
        if spot is None:
            if field.node.is_list:
                value = field.value(draft)
                text = edited_text(field, value)
                self.edit()
                if self.is_editing and text:
                    self.editor.insert(", ", len(text))
            return
        self.refresh_rows()
        index = next((n for n, row in enumerate(self.rows.rows) if _is_within(row, spot)), -1)
        if index >= 0:
            self.rows.cursor = index
        self._tell_row()

    def action_remove_item(self) -> None:
        field, draft = self.rows.field, self._draft
        if field is not None and draft is not None and remove_item(draft, field, self._begun):
            self._changed(field.spot)

    def action_item_up(self) -> None:
        self._move_item(-1)

    def action_item_down(self) -> None:
        self._move_item(1)

    def _move_item(self, direction: int) -> None:
        field, draft = self.rows.field, self._draft
        if field is None or draft is None:
            return
        path = move_item(draft, field, direction)
        if path is None:
            return
        self._changed(None)
        index = self.rows.index_of((field.place, path))
        if index >= 0:
            self.rows.cursor = index

    def action_fold(self) -> None:
        field = self.rows.field
        spot = None if field is None else group_of(field)
        if spot is None:
            return
        self._folded.add(spot)
        self._show_fold(spot)

    def action_unfold(self) -> None:
        field = self.rows.field
        if field is not None and field.spot in self._folded:
            self._folded.discard(field.spot)
            self._show_fold(field.spot)

    def _show_fold(self, spot: Spot) -> None:
        """Make the rows anew, the cursor on the group or on its first field."""
        self.refresh_rows()
        place, path = spot
        for index, row in enumerate(self.rows.rows):
            field = row.field
            if field is not None and field.place == place and field.path[: len(path)] == path:
                self.rows.cursor = index
                break
        self._tell_row()

    def action_reveal(self) -> None:
        self.rows.revealed = None if self.rows.revealed == self.rows.spot else self.rows.spot
        self.rows.refresh()

    def action_add(self) -> None:
        self.post_message(self.AddRequested())

    # Filter

    def action_filter_rows(self) -> None:
        if self._draft is None:
            self.notify("No call is open, so there is nothing to filter.", severity="warning")
            return
        self.commit()
        self.filter_box.open()

    @on(FilterBox.Changed)
    def _filtered(self, event: FilterBox.Changed) -> None:
        event.stop()
        self.refresh_rows()
        self.rows.cursor = self.rows.nearest_selectable(0)
        self._tell_row()

    @on(FilterBox.Left)
    def _filter_left(self, event: FilterBox.Left) -> None:
        event.stop()
        self.rows.focus()


def _is_within(row: Row, spot: Spot) -> bool:
    """Whether a row is a field of the item at this place and path."""
    field = row.field
    if row.kind != "field" or field is None:
        return False
    return field.place == spot[0] and field.path[: len(spot[1])] == spot[1] and len(field.path) > len(spot[1])
