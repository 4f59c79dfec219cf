"""What waits: an object on which a transaction is open takes no further work.

Nothing public says which text a Control Panel answers then; these words are the sandbox's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cloudflow_tui.sandbox.calls import Call, Result, refused
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.words import spoken

_ALWAYS: Final = ("unlock", "suspend", "unsuspend", "destroy")
"""Last words of actions that a locked object takes."""
_KEPT: Final = frozenset({"disk", "backup"})
"""Kinds that cannot be deleted while they are locked; a server can, and its open work ends with it."""
_SOURCES: Final = frozenset({"backup", "virtual_machine_snapshot"})
"""Kinds that are taken of the object above them, which must be free."""


def refusal_of_locked(call: Call) -> Result | None:
    """A 422 when the object that the work is about is locked, None when the work may begin."""
    plan, target, kind = call.plan, call.target, call.target_kind
    if target is None or plan.last_word in _ALWAYS:
        return None
    if plan.verb == "create" and not (plan.kind in _SOURCES and kind == "disk"):
        return None
    if plan.verb == "delete" and kind not in _KEPT:
        return None
    locked = refusal_of_locked_object(kind, target)
    # A GET that acts has no 422.
    return replace(locked, status=403) if locked is not None and plan.endpoint.method == "GET" else locked


def refusal_of_locked_object(kind: str, row: Object) -> Result | None:
    """A 422 when this very object is locked."""
    if row.get("locked") is not True:
        return None
    return refused(422, f"{spoken(kind)} is locked by a transaction that is not complete")
