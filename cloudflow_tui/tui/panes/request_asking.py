"""What the request pane asks for on screens of its own: live lists, long texts, parameters added by hand.

Changes the draft by what comes back; shows nothing itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.themed import themed
from cloudflow_tui.tui.widgets.form import Form
from cloudflow_tui.tui.widgets.form_fields import Field

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.tui.widgets.form_rows import Row
    from cloudflow_tui.workspace import Workspace


class AskingPane(Vertical):
    """A pane around the form of a draft."""

    form = query_one(Form)

    class Failed(Message):
        """Something that was typed could not be taken over."""

        def __init__(self, error: CloudFlowError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._workspace = workspace
        self._draft: Draft | None = None

    def _take_change(self) -> None:
        """The draft is another now."""

    def _drop_readable_text(self) -> None:
        """Let go of a text whose values are in the form."""

    @on(Form.TextRequested)
    def _text_requested(self, event: Form.TextRequested) -> None:
        from cloudflow_tui.tui.screens.large_text import LargeTextScreen
        from cloudflow_tui.tui.widgets.body_editor import MAX_EDITED_CHARACTERS
        from cloudflow_tui.tui.widgets.hidden_secrets import HiddenSecrets

        event.stop()
        field: Field = event.field
        if len(event.text) > MAX_EDITED_CHARACTERS:
            self._take_large(field, event.text)
            return
        hidden = HiddenSecrets(event.text, themed(self).glyphs.masked)

        def take(text: str | None) -> None:
            if text is not None:
                self.form.take_text(field, hidden.restored(text))

        self.app.push_screen(LargeTextScreen(field.name, hidden.shown, is_secret=field.is_secret), take)

    def _name_of(self, field: Field, value: str) -> str:
        if "${" in value:
            meaning = self._resolved(value)
            return themed(self).glyphs.masked if meaning and field.is_secret else meaning
        if self._draft is None or field.reference is None:
            return ""
        return self._workspace.lists.label(self._draft, field.reference, value)

    def _meaning_of(self, row: Row | None) -> str:
        """What the variables in the value of a row stand for, "" without any."""
        if row is None or row.field is None or not isinstance(row.value, str):
            return ""
        return self._name_of(row.field, row.value) if "${" in row.value else ""

    def _resolved(self, text: str) -> str:
        """What a text with variables stands for, secrets masked."""
        from cloudflow_tui.workspace.variables import resolved_text

        return resolved_text(text, self._workspace.variables.find, themed(self).glyphs.masked)

    @on(Form.PickRequested)
    def _pick_requested(self, event: Form.PickRequested) -> None:
        from cloudflow_tui.tui.picking import pick_value

        event.stop()
        field = event.field
        if self._draft is None:
            return

        def take(values: tuple[str, ...] | None) -> None:
            if values is not None:
                self.form.take_picked(field, values)

        try:
            self.app.push_screen(pick_value(self._workspace, self._draft, field), take)
        except CloudFlowError as error:
            self.form.go_to(getattr(error, "parameter", ""))
            self.post_message(self.Failed(error))

    def _take_large(self, field: Field, text: str) -> None:
        """A text that no editor here can hold is taken as it is; one that is there already stays."""
        size = f"{len(text):,} characters"
        if self._draft is not None and field.value(self._draft) == text:
            said = f"{field.name} has {size}; too many to edit here."
            self.post_message(self.Failed(CloudFlowError(said, advice="ctrl+e opens your editor.")))
            return
        self.form.take_text(field, text)

    @on(Form.AddRequested)
    def _add_requested(self, event: Form.AddRequested) -> None:
        from cloudflow_tui.tui.screens.add_parameter import Added, AddParameterScreen

        event.stop()
        draft = self._draft
        if draft is None:
            return

        def add(added: Added | None) -> None:
            if added is None:
                return
            try:
                draft.add_unknown(added.name, added.value, added.place)
            except CloudFlowError as error:
                self.post_message(self.Failed(error))
                return
            self._drop_readable_text()
            self._take_change()
            self.form.go_to(added.name)

        self.app.push_screen(AddParameterScreen(draft, event.prefix), add)
