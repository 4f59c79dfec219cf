"""What the keys of a comparison do, for every screen that shows one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cloudflow_tui.tui.panes.compare_pair import Ways

if TYPE_CHECKING:
    from cloudflow_tui.tui.panes.compare import ComparePane


class ComparisonKeys:
    """Beside a screen with a `ComparePane`."""

    ways = Ways()
    """What counts as a difference; replaced as a whole."""
    compare_pane: ComparePane

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison is shown."""
        return self.compare_pane.pair is not None

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
