"""What the explorer does besides showing its panes: following scheduled work. Composes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one

from cloudflow_tui.tui.panes.followed import FollowedPane
from cloudflow_tui.tui.panes.response import ResponsePane
from cloudflow_tui.tui.screens.explorer_drafts import DraftScreen
from cloudflow_tui.tui.widgets.footer import FooterBar

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft


class ExplorerErrands(DraftScreen):
    """The base of the explorer."""

    response_pane = query_one(ResponsePane)
    followed = query_one(FollowedPane)
    footer = query_one(FooterBar)

    def open_draft(self, draft: Draft, *, reveal: bool = True) -> None:
        """Show a draft; it becomes the one of its endpoint."""
        raise NotImplementedError

    def reopen(self, number: int) -> None:
        """Show an exchange of the history again."""
        raise NotImplementedError

    def action_go_pane(self, pane: str) -> None:
        """Give a pane the focus."""
        raise NotImplementedError

    # Followed work

    def action_go_followed(self) -> None:
        """Go to the work that goes on."""
        if self.followed.can_focus:
            self.followed.focus()
        else:
            self.tell("No work is followed; it is as soon as a call schedules some.")

    @on(FollowedPane.Ended)
    def _work_ended(self, event: FollowedPane.Ended) -> None:
        event.stop()
        self.footer.note_ink = "status-2xx" if event.is_good else "status-4xx"
        self.footer.note = event.sentence

    @on(FollowedPane.Reopen)
    def _reopen_followed(self, event: FollowedPane.Reopen) -> None:
        event.stop()
        self.reopen(event.number)

    @on(FollowedPane.Left)
    def _left_followed(self, event: FollowedPane.Left) -> None:
        event.stop()
        self.action_go_pane("response")
