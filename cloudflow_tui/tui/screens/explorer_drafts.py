"""What the explorer does with the draft that is shown, besides sending it: ask for its variables, copy it.

Composes nothing; the explorer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.getters import query_one
from textual.screen import Screen

from cloudflow_tui.tui.messages import CopyRequested
from cloudflow_tui.tui.panes.request import RequestPane

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.workspace import Workspace


class DraftScreen(Screen[None]):
    """A screen with one draft in a request pane."""

    request_pane = query_one(RequestPane)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.draft: Draft | None = None
        """The request in the making that is shown."""

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
