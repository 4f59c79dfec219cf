"""What the history screen does with marks: two exchanges compared, one call over time."""

from __future__ import annotations

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.panes.compare_pair import Pair
from cloudflow_tui.tui.screens.comparison_keys import ComparisonKeys
from cloudflow_tui.tui.screens.history_base import HistoryBase
from cloudflow_tui.tui.widgets.drawn import Rows


class HistoryComparing(ComparisonKeys, HistoryBase):
    """Marks and the comparison below the list."""

    class Compared(Message):
        """Two exchanges were compared."""

        def __init__(self, pair: Pair) -> None:
            super().__init__()
            self.pair = pair

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
        self._read_pair(old, new)

    @work(thread=True, group="compare", exclusive=True, exit_on_error=False)
    def _compare_before(self, number: int) -> None:
        from cloudflow_tui.workspace.comparing import one_before

        try:
            before = one_before(self.workspace.history, number)
        except CloudFlowError as error:
            self.post_message(self.Failed(str(error)))
            return
        if before is None:
            self.post_message(
                self.Failed(f"#{number} is the first of its call. Mark two with space, then c compares them.")
            )
            return
        self._read_pair(before, number)

    def _read_pair(self, old: int, new: int) -> None:
        from cloudflow_tui.document.compare import CompareStopped

        worker = get_current_worker()
        try:
            pair = Pair.read(self.workspace, old, new, self.ways, lambda: worker.is_cancelled)
        except CompareStopped:
            return
        except CloudFlowError as error:
            self.post_message(self.Failed(str(error)))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.post_message(self.Failed(f"#{old} and #{new} cannot be compared: {reason}."))
        else:
            if not worker.is_cancelled:
                self.post_message(self.Compared(pair))

    @on(HistoryBase.Failed)
    def _compare_failed(self) -> None:
        self.comparing_ends()

    @on(Compared)
    def _take_pair(self, event: Compared) -> None:
        self.comparing_ends()
        self.footer.note = ""
        self.remove_class("-list", "-exchange")
        self.add_class("-compare")
        self.compare_pane.show(event.pair)

    def close_compare(self) -> None:
        """Show the exchange under the cursor again."""
        self.stop_comparing()
        self.remove_class("-compare", "-exchange")
        self.rows.focus()
        self.rows.post_message(Rows.CursorMoved(self.rows, self.rows.cursor))

    @property
    def is_comparing(self) -> bool:
        return self.has_class("-compare") and self.compare_pane.pair is not None

    def compare_again(self) -> None:
        pair = self.compare_pane.pair
        if pair is not None:
            self._begin(*pair.numbers)
