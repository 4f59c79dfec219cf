"""What was seen while a read was watched: the changes, and numbers as they went. Sends nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cloudflow_tui.document.compare_models import Change
    from cloudflow_tui.workspace.watch import Look

MOST_CHANGES = 500
MOST_POINTS = 40
MOST_SERIES = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One change."""

    at: datetime
    path: str
    kind: str
    old: str
    new: str
    is_latest: bool = False
    """It came with the last look."""


@dataclass(slots=True)
class Watched:
    """Grows with each look."""

    seen: list[Seen] = field(default_factory=list)
    """The newest first."""
    series: dict[str, list[float]] = field(default_factory=dict)
    """Path of a number that changed to its values, one a look."""

    def take(self, look: Look) -> None:
        """Take a look over."""
        older = [Seen(one.at, one.path, one.kind, one.old, one.new) for one in self.seen]
        fresh = [
            Seen(look.at, one.path, one.kind, shown(one.old), shown(one.new), is_latest=True)
            for one in look.changes
        ]
        self.seen = [*fresh, *older][:MOST_CHANGES]
        if look.exchange is not None:
            self._take_numbers(look.changes)

    def _take_numbers(self, changes: Sequence[Change]) -> None:
        moved: dict[str, tuple[float, float]] = {}
        for one in changes:
            old, new = number_of(one.old), number_of(one.new)
            if old is not None and new is not None:
                moved[one.path] = (old, new)
        for path, values in self.series.items():
            values.append(moved[path][1] if path in moved else values[-1])
            del values[:-MOST_POINTS]
        for path, (old, new) in moved.items():
            if path not in self.series and len(self.series) < MOST_SERIES:
                self.series[path] = [old, new]


def number_of(value: Any) -> float | None:
    """A number as such, also one that stands in a text; None for others."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if found == found and abs(found) != float("inf") else None


def shown(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def spark(values: Sequence[float], levels: str) -> str:
    """The values as a line of little bars, the lowest and the highest at the ends of `levels`."""
    low, high = min(values), max(values)
    if high == low:
        return levels[len(levels) // 2] * len(values)
    last = len(levels) - 1
    return "".join(levels[round((value - low) / (high - low) * last)] for value in values)
