"""What the history screen does with marks: two exchanges compared, one call over time."""

from __future__ import annotations

from textual import events, on, work
from textual.widget import Widget

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.panes.compare import ComparePane
from cloudflow_tui.tui.screens.comparison_keys import ComparisonKeys
from cloudflow_tui.tui.screens.history_base import HistoryBase
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.footer import footer_of


class HistoryComparing(ComparisonKeys, HistoryBase):
    """Marks and the comparison below the list."""

    def action_mark(self) -> None:
        """Mark the exchange under the cursor, and go on."""
        self.rows.toggle_mark()
        self.scope_bar.marked_count = len(self.rows.marked)
        self.rows.action_move(1)

    def action_compare(self) -> None:
        """Compare the two marked ones, or the marked one with that under the cursor."""
        marked, row = sorted(self.rows.marked), self.rows.current
        if len(marked) > 2:
            self.tell(f"{len(marked)} are marked; compare takes two. space takes a mark away.")
        elif len(marked) == 2:
            self._begin(marked[0], marked[1])
        elif marked and row is not None and row.number != marked[0]:
            self._begin(*sorted((marked[0], row.number)))
        elif row is not None:
            self._begin_before(row.number)

    def action_before(self) -> None:
        """Compare the exchange under the cursor with the same call before it."""
        row = self.rows.current
        if row is not None:
            self._begin_before(row.number)

    def _begin(self, old: int, new: int) -> None:
        self.comparing_begins(f"Comparing #{old} and #{new}")
        self._compare(old, new)

    def _begin_before(self, number: int) -> None:
        self.comparing_begins(f"Comparing #{number} with the same call before it")
        self._compare_before(number)

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def _compare(self, old: int, new: int) -> None:
        self.read_pair(self.workspace, old, new)

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def _compare_before(self, number: int) -> None:
        from cloudflow_tui.workspace.comparing import one_before

        try:
            before = one_before(self.workspace.history, number)
        except CloudFlowError as error:
            self.post_message(self.NotCompared(str(error)))
            return
        if before is None:
            words = f"#{number} is the first of its call. Mark two with space, then c compares them."
            self.post_message(self.NotCompared(words))
            return
        self.read_pair(self.workspace, before, number)

    @on(ComparisonKeys.NotCompared)
    def _not_compared(self, event: ComparisonKeys.NotCompared) -> None:
        self.comparing_ends()
        self.tell(event.words)

    @on(ComparisonKeys.Compared)
    def _take_pair(self, event: ComparisonKeys.Compared) -> None:
        self.comparing_ends()
        self.footer.note = ""
        self.remove_class("-list", "-exchange")
        self.add_class("-compare")
        self.compare_pane.show(event.pair)
        self._show_keys(self.focused)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.footer.note = ""
        self._show_keys(event.widget)

    def _show_keys(self, widget: Widget | None) -> None:
        """Those of the comparison also while the list has the focus: they work there."""
        self.footer.action_ids = ComparePane.FOOTER if self.is_comparing else footer_of(widget)

    def close_compare(self) -> None:
        """Show the exchange under the cursor again."""
        self.stop_comparing()
        self.remove_class("-compare", "-exchange")
        self.rows.focus()
        self._show_keys(self.rows)
        self.rows.post_message(Rows.CursorMoved(self.rows, self.rows.cursor))

    @property
    def is_comparing(self) -> bool:
        return self.has_class("-compare") and self.compare_pane.pair is not None

    def compare_again(self) -> None:
        pair = self.compare_pane.pair
        if pair is not None:
            self._begin(*pair.numbers)
