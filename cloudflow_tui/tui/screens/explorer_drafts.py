"""What the explorer does with drafts besides sending them: ask for variables, save, keep, copy.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.getters import query_one
from textual.screen import Screen

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.messages import CopyRequested
from cloudflow_tui.tui.panes.request import RequestPane
from cloudflow_tui.tui.panes.tree import TreePane
from cloudflow_tui.tui.widgets.footer import FooterBar
from cloudflow_tui.workspace.open_drafts import OpenDrafts

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace


class DraftScreen(Screen[None]):
    """A screen with one draft in a request pane."""

    request_pane = query_one(RequestPane)
    tree_pane = query_one(TreePane)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.draft: Draft | None = None
        """The request in the making that is shown."""
        self.open_drafts = OpenDrafts(workspace.paths.drafts_file, workspace.catalog)
        self._noted: tuple[Draft, Draft, str] | None = None

    def open_draft(self, draft: Draft, *, reveal: bool = True) -> None:
        """Show a draft."""

    def action_go_pane(self, pane: str) -> None:
        """Give a pane the focus."""

    def tell(self, sentence: str) -> None:
        """Say a sentence where it cannot be missed."""

    def action_send(self) -> None:
        """Send the draft."""

    def _ask(self, question: str) -> None:
        """Ask for a variable of the draft, and go on with sending it."""
        from cloudflow_tui.redact.names import is_secret_name
        from cloudflow_tui.tui.screens.ask import AskScreen

        def answer(text: str | None) -> None:
            if text is not None:
                self.workspace.variables.answer(question, text)
                self.action_send()

        hint = "Kept until the console is left."
        self.app.push_screen(AskScreen(question, hint=hint, is_secret=is_secret_name(question)), answer)

    # Saved requests

    def show_saved(self) -> None:
        """Show the saved requests in the tree."""
        self.tree_pane.show_saved(self.workspace.saved.all())

    def open_saved(self, name: str) -> None:
        """Open a saved request as a draft of its own; again when it is open already."""
        known = next((one for one in self.open_drafts.all() if one.saved_name == name), None)
        if known is not None:
            self.open_draft(known.draft, reveal=False)
            self.action_go_pane("request")
            return
        try:
            loaded = self.workspace.saved.load(name)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.open_drafts.show(loaded.draft, name)
        self._noted = (loaded.draft, loaded.draft.copy(), loaded.note)
        self.open_draft(loaded.draft, reveal=False)
        self.action_go_pane("request")

    def note_of(self, draft: Draft) -> str:
        """What was to be said when the draft was read from its file; "" once it was changed."""
        if self._noted is None or self._noted[0] is not draft:
            return ""
        if draft != self._noted[1]:
            self._noted = None
            return ""
        return self._noted[2]

    def action_save(self) -> None:
        """Save the draft under the name that it has, else ask for one."""
        if self.draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        self.request_pane.commit()
        name = self.open_drafts.name_of(self.draft)
        if name:
            self._save(self.draft, name, is_replacing=True)
        else:
            self.action_save_as()

    def action_save_as(self) -> None:
        """Ask for a name and save the draft under it."""
        from cloudflow_tui.tui.screens.ask import AskScreen

        draft = self.draft
        if draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        self.request_pane.commit()

        def save(name: str | None) -> None:
            if name is not None:
                self._save(draft, name.strip())

        hint = "Folders are parted by /, such as support/move a server."
        known = self.open_drafts.name_of(draft)
        question = AskScreen("Save the request as", hint=hint, text=known, fault_of=self._fault)
        self.app.push_screen(question, save)

    def _fault(self, name: str) -> str:
        """Why a request cannot be saved under a name, "" when it can."""
        try:
            is_taken = self.workspace.saved.has(name.strip())
        except CloudFlowError as error:
            return str(error)
        own = self.draft is not None and self.open_drafts.name_of(self.draft) == name.strip()
        return f"{name.strip()!r} is taken." if is_taken and not own else ""

    def _save(self, draft: Draft, name: str, *, is_replacing: bool = False) -> None:
        is_own = is_replacing or self.open_drafts.name_of(draft) == name
        try:
            left_out = self.workspace.saved.save(draft, name, is_replacing=is_own)
        except CloudFlowError as error:
            self.tell(str(error))
            return
        self.open_drafts.show(draft, name)
        self.show_saved()
        without = f" Not saved, being secret: {', '.join(left_out)}." if left_out else ""
        self.call_after_refresh(self._tell_done, f"Saved as {name}.{without}")

    def _tell_done(self, sentence: str) -> None:
        self.footer.note_ink = "status-2xx"
        self.footer.note = sentence

    # Open drafts

    def action_drafts(self) -> None:
        """Show the drafts that are open, and open the one that is chosen."""
        from cloudflow_tui.tui.screens.drafts import DraftsScreen

        def go_on(draft: Draft | None) -> None:
            if draft is not None:
                self.open_draft(draft)
                self.action_go_pane("request")

        self.app.push_screen(DraftsScreen(self.workspace, self.open_drafts, self.draft), go_on)

    def action_new_draft(self) -> None:
        """Begin another draft of the call that is shown; the one before stays open."""
        if self.draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        self.request_pane.commit()
        self.open_draft(Draft(self.draft.endpoint, format=self.draft.format), reveal=False)
        self.action_go_pane("request")

    def keep_drafts(self) -> None:
        """Write the open drafts down for the next start."""
        try:
            self.open_drafts.keep()
        except CloudFlowError as error:
            self.tell(str(error))

    def on_unmount(self) -> None:
        self.keep_drafts()

    # Copying

    def action_copy_as(self) -> None:
        """Show the request in every form, and copy the one that is chosen."""
        from cloudflow_tui.tui.screens.copy_as import CopyAsScreen

        if self.draft is None:
            self.tell("No call is open; choose one in the tree first.")
            return
        self.request_pane.commit()
        draft = self.draft.copy()

        def copy(form: str | None) -> None:
            if form is not None:
                self.post_message(CopyRequested(form, draft))

        self.app.push_screen(CopyAsScreen(self.workspace, draft), copy)

    def action_copy_curl(self) -> None:
        """Copy the request as a curl line; the password stays a variable."""
        if self.draft is not None:
            self.request_pane.commit()
            self.post_message(CopyRequested("curl", self.draft))

    def action_copy_command(self) -> None:
        """Copy the line that sends this request from a shell."""
        if self.draft is not None:
            self.request_pane.commit()
            self.post_message(CopyRequested("command", self.draft))
