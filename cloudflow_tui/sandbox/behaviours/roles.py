"""Roles: the numbers of permissions that a request gives become the permissions that a role shows."""

from __future__ import annotations

from cloudflow_tui.sandbox.calls import Call, Registry
from cloudflow_tui.sandbox.permissions import IS_ALL
from cloudflow_tui.sandbox.store import Object

PERMISSION_IDS = "_permission_ids"
_SHOWN = ("id", "identifier", "label")


def _granted(call: Call, role: Object) -> None:
    """Write the permissions into the role; numbers of no permission are left out."""
    role["users_count"] = role.get("users_count") or 0
    if "permission_ids" not in call.values:
        return
    wanted = {str(number) for number in call.values["permission_ids"] or []}
    found = [row for row in call.store.select("permission")[0] if str(row["id"]) in wanted]
    role[PERMISSION_IDS] = [row["id"] for row in found]
    role.pop(IS_ALL, None)
    role["permissions"] = [{"permission": {name: row[name] for name in _SHOWN}} for row in found]


def _copied(call: Call, role: Object) -> None:
    """A copy grants what its source does, and nobody holds it yet."""
    source = call.target if call.plan.verb == "copy" else None
    if source is not None:
        role[PERMISSION_IDS] = list(source.get(PERMISSION_IDS) or [])
        role["users_count"] = 0
        role[IS_ALL] = bool(source.get(IS_ALL))
    _granted(call, role)


REGISTRY = Registry(reactions={("made", "role"): _copied, ("altered", "role"): _granted})
