"""What a comparison of two bodies yields and what it is told: plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from cloudflow_tui.document.compare_rows import Row, Run, SideBySide, runs_of

ChangeKind = Literal["changed", "added", "removed", "moved"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TIME_NAMES: Final = frozenset(
    ("updated_at", "last_access_at", "last_login_at", "stats_updated_at", "elapsed")
)
"""Attributes that move by themselves."""
FIGURE_NAMES: Final = _words(
    "used_cpus used_memory used_disk_size used_cpu_shares used_ip_addresses used_cpu_units cpu_usage"
    " memory_available disk_space_available monthly_bandwidth_used monthly_price price_per_hour"
    " outstanding_amount total_amount payment_amount discount_due_to_free uptime cpu_idle free_memory"
)
"""Statistics and amounts."""
ID_NAMES: Final = _words("id identifier uuid session_id request_id")
"""Names of one object; to be left out when two different objects are compared."""
VOLATILE_NAMES: Final = TIME_NAMES | FIGURE_NAMES
"""What differs between two looks at one object that nobody touched."""


class CompareStopped(Exception):
    """A comparison was stopped by the one who asked for it."""


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """How two bodies are compared."""

    is_order_ignored: bool = False
    """Lists count as sets; the order of keys never counts."""
    set_names: Collection[str] = frozenset()
    """Attributes whose lists count as sets."""
    ignored_names: Collection[str] = frozenset()
    """Attributes whose differences do not count, such as VOLATILE_NAMES; they are shown all the same."""
    is_stopped: Callable[[], bool] | None = None
    """Asked again and again; the comparison ends with CompareStopped when it says so."""
    tell: Callable[[str], None] | None = None
    """Told in words how far a long comparison is."""

    def go_on(self) -> None:
        """Raises CompareStopped when the comparison is not wanted any more."""
        if self.is_stopped is not None and self.is_stopped():
            raise CompareStopped

    def say(self, words: str) -> None:
        """Tell how far it is."""
        if self.tell is not None:
            self.tell(words)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    path: str
    """Such as `user.roles[id=2].label`, or `line 7` where there is no structure."""
    kind: ChangeKind
    old: Any = None
    """Value on the left; None for what was added. A moved item has its position."""
    new: Any = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two bodies."""

    changes: Sequence[Change]
    rows: Sequence[Row]
    """Both sides laid out line by line."""
    ignored: tuple[str, ...] = ()
    """Names of attributes that differ and were left out, sorted."""
    note: str = ""
    """How it was compared where that is not plain, "" otherwise."""
    known_counts: Mapping[ChangeKind, int] | None = None
    """How many changes of each kind there are, when they were counted already."""

    @property
    def is_equal(self) -> bool:
        return not self.changes

    @property
    def words(self) -> str:
        """Such as `2 changed, 1 added, 1 removed`, or `no difference`."""
        return count_words(self.counts)

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """How many changes of each kind there are; kinds without one are missing."""
        known = self.known_counts
        return Counter(change.kind for change in self.changes) if known is None else known

    def runs(self) -> list[Run]:
        """All rows, those of one kind together."""
        return self.rows.runs() if isinstance(self.rows, SideBySide) else runs_of(self.rows)

    def hunks(self, context: int = 3) -> list[tuple[int, int]]:
        """Ranges of rows (first, behind the last) around the differences, for a short form."""
        ranges: list[tuple[int, int]] = []
        for run in self.runs():
            if run.kind in ("same", "ignored"):
                continue
            start, end = max(0, run.start - context), min(len(self.rows), run.end + context)
            if ranges and start <= ranges[-1][1]:
                ranges[-1] = (ranges[-1][0], end)
            else:
                ranges.append((start, end))
        return ranges


def count_words(counts: Mapping[ChangeKind, int]) -> str:
    """How many changes of each kind, in words."""
    kinds: tuple[ChangeKind, ...] = ("changed", "added", "removed", "moved")
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in kinds if counts.get(kind)) or "no difference"
