"""How long an action usually takes on this cloud: the median of those in a list that ended well.

The API tells no progress. Reads what is handed to it and asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median
from typing import Any

MAX_S = 24 * 3600.0
"""Longer ones were stuck; they tell nothing of the usual."""


def usual_times(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Action to seconds, from the transactions of a list; actions of which none ended well are not in it."""
    taken: dict[str, list[float]] = {}
    for row in rows:
        seconds = _seconds(row)
        if row.get("status") == "complete" and seconds is not None and 0 < seconds <= MAX_S:
            taken.setdefault(str(row.get("action") or ""), []).append(seconds)
    return {action: median(times) for action, times in taken.items() if action}


def _seconds(row: Mapping[str, Any]) -> float | None:
    """From start to the last change; None when a time is missing or none."""
    try:
        started = datetime.fromisoformat(str(row.get("started_at")))
        return (datetime.fromisoformat(str(row.get("updated_at"))) - started).total_seconds()
    except (ValueError, TypeError):
        return None
