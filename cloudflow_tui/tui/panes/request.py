"""The request pane: the draft of one call as form, body, headers, wire text and its entry of the guide.

Holds one draft, handed to it, and tells of each change. Sends nothing and knows no other pane.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.request.undo import UndoStack
from cloudflow_tui.tui.actions import actions_of, bindings_of
from cloudflow_tui.tui.panes.request_asking import AskingPane
from cloudflow_tui.tui.panes.request_foot import RequestFoot
from cloudflow_tui.tui.panes.request_tabs import TABS, DraftTab, make_tab
from cloudflow_tui.tui.widgets.form import Form
from cloudflow_tui.tui.widgets.form_base import OTHER_ACTIONS
from cloudflow_tui.tui.widgets.tabs import TabRow

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import FieldError
    from cloudflow_tui.profiles.models import Format
    from cloudflow_tui.request import Problem
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace


class RequestPane(AskingPane):
    """The draft of one call."""

    DEFAULT_CSS = """
    RequestPane { height: 1fr; }
    RequestPane #params { height: 1fr; }
    RequestPane.-summary { height: auto; }
    RequestPane.-summary #params { height: auto; }
    RequestPane.-summary RequestFoot { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(
        tuple(one for one in actions_of("request") if one.id in OTHER_ACTIONS)
    )

    is_summary: reactive[bool] = reactive(False, toggle_class="-summary")
    """Show only the required fields and those with errors."""
    tabs = query_one(TabRow)
    foot = query_one(RequestFoot)
    params = query_one("#params", Vertical)

    class Changed(Message):
        """The draft was changed, or another one is shown."""

        def __init__(self, draft: Draft, problems: Sequence[Problem]) -> None:
            super().__init__()
            self.draft = draft
            self.problems = problems

    def __init__(self, workspace: Workspace, *, id: str | None = None) -> None:
        super().__init__(workspace, id=id)
        self._problems: Sequence[Problem] = ()
        self._made: dict[str, DraftTab] = {}
        self._undo: dict[int, tuple[Draft, UndoStack]] = {}

    def compose(self) -> ComposeResult:
        yield TabRow(*TABS)
        with Vertical(id="params"):
            yield Form(self._name_of)
            yield RequestFoot()

    # The draft

    @property
    def draft(self) -> Draft | None:
        """The draft that is shown; it changes in place."""
        return self._draft

    @property
    def problems(self) -> Sequence[Problem]:
        return self._problems

    def show_draft(self, draft: Draft) -> None:
        """Show another draft."""
        self._draft = draft
        self._record(draft)
        self._problems = self._workspace.validate(draft)
        self.foot.draft = draft
        self.form.show(draft, self._problems, version=self._workspace.version)
        for tab in self._made.values():
            tab.show(draft)
        self._tell()

    def set_format(self, format: Format) -> None:
        """Switch between JSON and XML; the values stay."""
        if self._draft is None or self._draft.format == format:
            return
        self.commit()
        self._drop_readable_text()
        before = self._draft.format
        self._draft.format = format
        self._take_change()
        if self._draft.raw_body is not None:
            said = (
                f"The body cannot be read as {before.upper()}: its text stays as it is in {format.upper()}."
            )
            advice = f"x drops it for the form; m goes back to {before.upper()}, to mend it."
            self.post_message(self.Failed(CloudFlowError(said, advice=advice)))

    def commit(self) -> None:
        """Take over what stands in an open editor."""
        self.form.commit()
        for tab in self._made.values():
            tab.commit()

    def action_drop_text(self) -> None:
        """Send the values of the form again, not the text of the Body tab."""
        if self._draft is not None and self._draft.raw_body is not None:
            self._draft.raw_body = None
            self._take_change()

    def _drop_readable_text(self) -> None:
        """Let go of a text whose values are in the form; one that cannot be read stays."""
        if self._draft is not None and not any(one.kind == "syntax" for one in self._problems):
            self._draft.raw_body = None

    def _take_change(self, origin: DraftTab | None = None) -> None:
        """The draft is another now: judge it, show it, tell of it."""
        draft = self._draft
        if draft is None:
            return
        self._record(draft)
        self._problems = self._workspace.validate(draft)
        self.form.set_problems(self._problems, version=self._workspace.version)
        for tab in self._made.values():
            if tab is not origin:
                tab.follow(draft)
        self._tell()

    def _tell(self) -> None:
        self._set_badges()
        if self._draft is not None:
            self.post_message(self.Changed(self._draft, self._problems))

    def _set_badges(self) -> None:
        missing = sum(one.kind == "missing" for one in self._problems)
        wrong = sum(
            one.blocks and one.kind not in ("missing", "syntax") and one.place != "header"
            for one in self._problems
        )
        refused = self.form.refused_count
        if missing:
            self.tabs.set_badge("params", f"*{missing}", "required", bold=True)
        elif refused or wrong:
            self.tabs.set_badge("params", f"!{max(refused, wrong)}", "status-4xx", bold=True)
        else:
            self.tabs.set_badge("params", "")
        draft = self._draft
        broken = any(one.kind == "syntax" for one in self._problems)
        self.tabs.set_badge("body", "!" if broken else "", "status-4xx", bold=True)
        if draft is not None:
            has_body = bool(draft.values("body")) or draft.raw_body is not None
            usual = {"accept", "content-type"} if has_body else {"accept"}
            count = len(draft.headers) + len(usual - {name.lower() for name, _ in draft.headers})
            is_wrong = any(one.blocks and one.place == "header" for one in self._problems)
            self.tabs.set_badge("headers", str(count), "status-4xx" if is_wrong else "text-muted")

    # Undo and redo

    def _record(self, draft: Draft) -> None:
        """Note a change of the draft; what is typed into one editor is one step."""
        known = self._undo.get(id(draft))
        if known is None:
            self._undo[id(draft)] = (draft, UndoStack(draft.copy()))
            return
        is_editing = self.form.is_editing or any(tab.is_editing for tab in self._made.values())
        known[1].record(draft, is_going_on=is_editing)

    def action_undo(self) -> None:
        self._step_back("undo")

    def action_redo(self) -> None:
        self._step_back("redo")

    def _step_back(self, way: Literal["undo", "redo"]) -> None:
        draft = self._draft
        if draft is None:
            return
        self.commit()
        stack = self._undo[id(draft)][1]
        if stack.undo(draft) if way == "undo" else stack.redo(draft):
            self._take_change()
        else:
            self.post_message(self.Failed(CloudFlowError(f"There is nothing to {way}.")))

    def action_open_editor(self) -> None:
        """Edit the request, in the Body tab the body alone, in the user's own editor."""
        from cloudflow_tui.tui.panes.request_editor import edited_draft

        draft = self._draft
        if draft is None:
            return
        self.commit()
        try:
            other = edited_draft(self.app, draft, is_body=self.tabs.active == "body")
        except CloudFlowError as error:
            self.post_message(self.Failed(error))
            return
        if other is not None:
            draft.take_over(other)
            self._take_change()

    # Refusals

    def mark_refused(self, errors: Sequence[FieldError]) -> None:
        """Mark the fields of a 422, each until it is edited."""
        self.form.set_refusals(errors)
        self._set_badges()

    def clear_refused(self) -> None:
        self.form.set_refusals(())
        self._set_badges()

    # Focus

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the focus to what the chosen tab shows."""
        tab = self._made.get(self.tabs.active)
        if tab is not None and tab.display:
            tab.take_focus()
        else:
            self.form.focus_rows()
        return self

    def focus_first_problem(self) -> bool:
        """Put the cursor on the first field that is missing or wrong; False when there is none."""
        if any(one.kind == "syntax" for one in self._problems):
            self.tabs.active = "body"
            return True
        if not self.form.go_to_problem():
            if not any(one.blocks and one.place == "header" for one in self._problems):
                return False
            self.tabs.active = "headers"
            return True
        self._go_to_form()
        return True

    def focus_field(self, name: str) -> bool:
        """Put the cursor on a field; False when there is none of this name."""
        if not self.form.go_to(name):
            return False
        self._go_to_form()
        return True

    def _go_to_form(self) -> None:
        self.tabs.active = "params"
        self._show_tab("params")
        self.form.focus_rows()

    def on_descendant_focus(self) -> None:
        self.tabs.is_lit = True

    def on_descendant_blur(self) -> None:
        self.tabs.is_lit = self.has_focus_within

    # Tabs

    def action_next_tab(self) -> None:
        self.tabs.step(1)

    def action_previous_tab(self) -> None:
        self.tabs.step(-1)

    @on(TabRow.Changed)
    async def _tab_changed(self, event: TabRow.Changed) -> None:
        event.stop()
        self.commit()
        had_focus = self.has_focus_within
        await self._make_tab(event.tab_id)
        self._show_tab(self.tabs.active)
        if had_focus or event.tab_id != "params":
            self.focus()

    async def _make_tab(self, tab_id: str) -> None:
        """Make a tab when it is first shown."""
        if tab_id == "params" or tab_id in self._made:
            return
        tab = make_tab(tab_id, self._workspace)
        await self.mount(tab)
        tab.draft = self._draft
        self._made[tab_id] = tab

    def _show_tab(self, tab_id: str) -> None:
        shown = "params" if self.is_summary or tab_id not in self._made else tab_id
        self.params.display = shown == "params"
        for one, tab in self._made.items():
            tab.display = one == shown
        if shown != "params" and self._draft is not None:
            self._made[shown].follow(self._draft)

    def watch_is_summary(self, is_summary: bool) -> None:
        if self.is_mounted:
            self.form.is_summary = is_summary
            self._show_tab(self.tabs.active)

    @on(DraftTab.Edited)
    def _tab_edited(self, event: DraftTab.Edited) -> None:
        event.stop()
        self._take_change(event.tab)

    # The form

    @on(Form.Edited)
    def _form_edited(self, event: Form.Edited) -> None:
        event.stop()
        if event.spot is not None and event.spot[0] == "body":
            self._drop_readable_text()
        self._take_change()

    @on(Form.RowChanged)
    def _row_changed(self, event: Form.RowChanged) -> None:
        event.stop()
        self.foot.row = event.row
        self.foot.meaning = self._meaning_of(event.row)

    @on(Form.Failed)
    def _form_failed(self, event: Form.Failed) -> None:
        event.stop()
        self.post_message(self.Failed(event.error))
