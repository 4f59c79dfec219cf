"""An answer beside the one that the same call got before, on a screen of its own. Dismisses with None."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import Screen

from cloudflow_tui.tui.actions import actions_of, bindings_of, find_action
from cloudflow_tui.tui.call_view import place_of
from cloudflow_tui.tui.panes.compare import ComparePane
from cloudflow_tui.tui.screens.comparison_keys import ComparisonKeys
from cloudflow_tui.tui.widgets.footer import FooterBar, footer_of
from cloudflow_tui.tui.widgets.header import HeaderBar

if TYPE_CHECKING:
    from cloudflow_tui.workspace import Workspace


class CompareScreen(ComparisonKeys, Screen[None]):
    """Two exchanges of the history.

    Args:
        numbers: The older one and the newer one.
    """

    DEFAULT_CSS = """
    CompareScreen { background: $background; }
    CompareScreen ComparePane { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(actions_of("compare")),
        *bindings_of((find_action("app.help"), find_action("app.palette"), find_action("app.ask_quit"))),
    ]

    header = query_one(HeaderBar)
    compare_pane = query_one(ComparePane)
    footer = query_one(FooterBar)

    def __init__(self, workspace: Workspace, numbers: tuple[int, int]) -> None:
        super().__init__()
        self._workspace = workspace
        self._numbers = numbers

    def compose(self) -> ComposeResult:
        yield HeaderBar()
        yield ComparePane()
        yield FooterBar()

    def on_mount(self) -> None:
        self.header.place = place_of(self._workspace)
        self.compare_pane.head.waiting = "Compare  both are being read"
        self.compare_pane.view.focus()
        self.footer.action_ids = footer_of(self.compare_pane.view)
        self.compare_again()

    def compare_again(self) -> None:
        self.comparing_begins("Comparing #{} and #{}".format(*self._numbers))
        self._compare()

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def _compare(self) -> None:
        self.read_pair(self._workspace, *self._numbers)

    @on(ComparisonKeys.Compared)
    def _take_pair(self, event: ComparisonKeys.Compared) -> None:
        self.comparing_ends()
        self.footer.note = ""
        self.compare_pane.show(event.pair)

    @on(ComparisonKeys.NotCompared)
    def _failed(self, event: ComparisonKeys.NotCompared) -> None:
        self.comparing_ends()
        self.footer.note_ink, self.footer.note = "status-4xx", event.words

    def action_leave(self) -> None:
        """Stop comparing; else, or when there is nothing to go back to, leave."""
        if not self.stop_comparing() or not self.is_comparing:
            self.dismiss(None)
