"""Everything that was ever sent: written before it leaves, finished with what became of it, secrets masked.

Public names resolve on first use; sqlite3 is loaded when a history is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloudflow_tui.lazy import lazy_names

if TYPE_CHECKING:
    from cloudflow_tui.history.history import History
    from cloudflow_tui.history.models import HistoryRow

__all__ = ["History", "HistoryRow"]

_HOMES = {"History": "history", "HistoryRow": "models"}

__getattr__ = lazy_names(__name__, _HOMES)
