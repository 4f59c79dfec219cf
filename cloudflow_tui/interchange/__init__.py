"""Requests in other forms: curl lines, raw HTTP, logs, programs, read and written. Sends nothing.

Public names resolve on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis.drafting import draft_of_pasted as to_draft
    from cloudflow_tui.interchange.pasting import read_pasted

__all__ = ["read_pasted", "to_draft"]

_HOMES = {
    "read_pasted": ("cloudflow_tui.interchange.pasting", "read_pasted"),
    "to_draft": ("cloudflow_tui.diagnosis.drafting", "draft_of_pasted"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, own = _HOMES[name]
    return getattr(import_module(module), own)
