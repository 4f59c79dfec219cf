"""The tabs of the request pane, and what each of them but the form has in common. Made when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from cloudflow_tui.tui.widgets.tabs import Tab

if TYPE_CHECKING:
    from cloudflow_tui.request.draft import Draft
    from cloudflow_tui.workspace import Workspace

TABS = (
    Tab("params", "Params"),
    Tab("body", "Body"),
    Tab("headers", "Headers"),
    Tab("wire", "Wire"),
    Tab("docs", "Docs"),
)


class DraftTab(Widget):
    """Shows one side of a draft."""

    DEFAULT_CSS = "DraftTab { height: 1fr; }"

    class Edited(Message):
        """The draft was changed here."""

        def __init__(self, tab: DraftTab) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.draft: Draft | None = None

    def on_mount(self) -> None:
        if self.draft is not None:
            self.refresh_draft(self.draft)

    def show(self, draft: Draft) -> None:
        """Show another draft."""
        self.draft = draft
        self.follow(draft)

    def follow(self, draft: Draft) -> None:
        """Show the draft as it is now; hidden tabs do when they are shown."""
        if self.is_mounted and self.display:
            self.refresh_draft(draft)

    def refresh_draft(self, draft: Draft) -> None:
        """Draw the draft as it is now."""

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open here."""
        return False

    def commit(self) -> None:
        """Take over what stands in an open editor."""

    def take_focus(self) -> None:
        """Give the focus to what takes keys here."""


def make_tab(tab_id: str, workspace: Workspace) -> DraftTab:
    """The tab of that id, new."""
    if tab_id == "body":
        from cloudflow_tui.tui.panes.request_body import BodyTab

        return BodyTab(workspace)
    if tab_id == "headers":
        from cloudflow_tui.tui.panes.request_headers import HeadersTab

        return HeadersTab(workspace)
    if tab_id == "wire":
        from cloudflow_tui.tui.panes.request_wire import WireTab

        return WireTab(workspace)
    from cloudflow_tui.tui.panes.request_docs import DocsTab

    return DocsTab(workspace)
