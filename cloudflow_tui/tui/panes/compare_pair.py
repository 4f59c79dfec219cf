"""Two exchanges of the history and what differs between them, made ready to be shown. May run in a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cloudflow_tui.tui.widgets.pair_view import Compared

if TYPE_CHECKING:
    from cloudflow_tui.document.compare import CompareOptions
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.workspace import Workspace

TimingRow = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Ways:
    """What counts as a difference."""

    ignores_volatile: bool = True
    """Times and figures that move by themselves do not count."""
    ignores_order: bool = False
    """All lists count as sets; those that are sets by the catalog always do."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two exchanges beside each other."""

    old: Exchange
    new: Exchange
    tabs: Mapping[str, Compared]
    timing: tuple[TimingRow, ...]
    ways: Ways

    @classmethod
    def read(
        cls,
        workspace: Workspace,
        old: int,
        new: int,
        ways: Ways,
        is_stopped: Callable[[], bool] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Pair:
        """Compare two exchanges of the history. Heavy; to be called in a thread.

        Args:
            tell: Told how far it is.

        Raises:
            HistoryError: No such exchange.
            OSError: A spool file is gone.
            CompareStopped: `is_stopped` said so.
        """
        from cloudflow_tui.workspace.comparing import compare_exchanges

        history = workspace.history
        one, two = workspace.masked(history.get(old)), workspace.masked(history.get(new))
        compared = compare_exchanges(one, two, options_of(workspace, ways, is_stopped, tell))
        tabs = {
            "body": Compared.of(compared.answer),
            "headers": Compared.of(compared.answer_head),
            "request": Compared.of(compared.request_head, compared.request),
        }
        return cls(one, two, tabs, compared.timing, ways)

    @property
    def numbers(self) -> tuple[int, int]:
        return self.old.number, self.new.number


def options_of(
    workspace: Workspace,
    ways: Ways,
    is_stopped: Callable[[], bool] | None = None,
    tell: Callable[[str], None] | None = None,
) -> CompareOptions:
    """How the console compares."""
    from cloudflow_tui.document.compare import VOLATILE_NAMES, CompareOptions
    from cloudflow_tui.workspace.comparing import set_names

    names = VOLATILE_NAMES if ways.ignores_volatile else frozenset()
    return CompareOptions(ways.ignores_order, set_names(workspace.catalog), names, is_stopped, tell)
