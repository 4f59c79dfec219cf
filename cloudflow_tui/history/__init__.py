"""Everything that was ever sent: written before it leaves, finished with what became of it, secrets masked.

Public names resolve on first use; sqlite3 is loaded when a history is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.history.history import History
    from cloudflow_tui.history.models import HistoryRow

__all__ = ["History", "HistoryRow"]

_HOMES = {"History": "history", "HistoryRow": "models"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
