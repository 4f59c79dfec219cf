"""What the keys of a comparison do, for every screen that shows one."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from cloudflow_tui.errors import CloudFlowError
from cloudflow_tui.tui.panes.compare_pair import Pair, Ways

if TYPE_CHECKING:
    from cloudflow_tui.tui.panes.compare import ComparePane
    from cloudflow_tui.tui.widgets.footer import FooterBar
    from cloudflow_tui.workspace import Workspace

BUSY_EVERY_S: Final = 0.2
"""Most comparisons are there before anything is said of them."""


class ComparisonKeys(DOMNode):
    """Beside a screen with a `ComparePane`."""

    ways = Ways()
    """What counts as a difference; replaced as a whole."""
    _clock: Timer | None = None
    """Runs while two are compared."""
    _how_far = ""
    """What the thread that compares says of it."""

    if TYPE_CHECKING:
        compare_pane: ComparePane
        footer: FooterBar

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison is shown."""
        return self.compare_pane.pair is not None

    class Compared(Message):
        """Two exchanges were compared."""

        def __init__(self, pair: Pair) -> None:
            super().__init__()
            self.pair = pair

    class NotCompared(Message):
        """Two exchanges cannot be compared."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def read_pair(self, workspace: Workspace, old: int, new: int) -> None:
        """Compare two exchanges of the history, in a thread; a message tells what came of it."""
        from cloudflow_tui.document.compare import CompareStopped

        worker = get_current_worker()
        try:
            pair = Pair.read(workspace, old, new, self.ways, lambda: worker.is_cancelled, self._tell_how_far)
        except CompareStopped:
            return
        except CloudFlowError as error:
            self.post_message(self.NotCompared(str(error)))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.post_message(self.NotCompared(f"#{old} and #{new} cannot be compared: {reason}."))
        else:
            if not worker.is_cancelled:
                self.post_message(self.Compared(pair))

    def _tell_how_far(self, words: str) -> None:
        self._how_far = words

    def comparing_begins(self, words: str) -> None:
        """Say that two are compared, and since when, once it takes long enough to be seen."""
        self.comparing_ends()
        self._how_far = ""
        started_s = monotonic()

        def tell() -> None:
            self.footer.note_ink = "text-strong"
            how_far = f"  {self._how_far}" if self._how_far else ""
            self.footer.note = f"{words}{how_far}  {monotonic() - started_s:.1f} s   esc stops"

        self._clock = self.set_interval(BUSY_EVERY_S, tell)

    def comparing_ends(self) -> None:
        """Say no more of it."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
            self.footer.note = ""

    def stop_comparing(self) -> bool:
        """Stop what is being compared; False when nothing is."""
        if self._clock is None:
            return False
        self.workers.cancel_group(self, "compare")
        self.comparing_ends()
        return True

    def compare_again(self) -> None:
        """Compare the same two in another way."""
        raise NotImplementedError

    def action_step_difference(self, direction: int) -> None:
        if self.is_comparing:
            self.compare_pane.step(direction)

    def action_step_tab(self, direction: int) -> None:
        if self.is_comparing:
            self.compare_pane.step_tab(direction)

    def action_shift(self, direction: int) -> None:
        """See what is further right or left."""
        if self.is_comparing:
            self.compare_pane.view.action_shift(direction)

    def action_layout(self) -> None:
        if self.is_comparing:
            self.compare_pane.next_arrangement()

    def action_fold_equal(self) -> None:
        if self.is_comparing:
            self.compare_pane.fold_equal()

    def action_volatile(self) -> None:
        """Leave out what moves by itself, or count it."""
        self.ways = replace(self.ways, ignores_volatile=not self.ways.ignores_volatile)
        if self.is_comparing:
            self.compare_again()

    def action_order(self) -> None:
        """Take all lists as sets, or only those that are."""
        self.ways = replace(self.ways, ignores_order=not self.ways.ignores_order)
        if self.is_comparing:
            self.compare_again()
