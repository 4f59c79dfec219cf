"""The history: everything ever sent, searched, compared, kept in cases, sent again and handed over.

Dismisses with the number of the exchange to open, or None.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.screens.history_base import explained
from cloudflow_tui.tui.screens.history_working import HistoryWorking

__all__ = ["HistoryScreen", "explained"]


class HistoryScreen(HistoryWorking):
    """List above; the exchange under the cursor, or a comparison, below."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(tuple(action for action in actions_of("history") if action.id != "history.choose")),
        *bindings_of(tuple(action for action in actions_of("compare") if action.id != "compare.leave")),
        *bindings_of(
            (
                find_action("app.help"),
                find_action("app.palette"),
                find_action("app.cancel"),
                find_action("app.ask_quit"),
            )
        ),
    ]

    def action_leave(self) -> None:
        """First take back a zoom, the comparison, the search and the marks, then go back."""
        if self.has_class("-list", "-exchange"):
            self.remove_class("-list", "-exchange")
        elif self.stop_comparing():
            return
        elif self.is_comparing:
            self.close_compare()
        elif self.search.value:
            self.search.value = ""
        elif self.rows.marked:
            self.rows.marked.clear()
            self.rows.refresh()
            self.scope_bar.marked_count = 0
        else:
            self.dismiss(None)
