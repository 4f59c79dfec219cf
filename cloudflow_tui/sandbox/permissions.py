"""What a caller may do: permissions of its roles, and whose an object is.

Identifiers read `resource.verb` or `resource.verb.own`; the bare resource covers every verb. No page says
which call needs which permission, so it follows from what the call works on and what it does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from cloudflow_tui.sandbox.calls import Call, Result, World, refused
from cloudflow_tui.sandbox.schema import Plan
from cloudflow_tui.sandbox.store import Object

DENIED: Final = "You do not have permissions for this action"
IS_ALL: Final = "_is_all"
"""Attribute of a role that may do everything, calls of one's own catalog files included."""
PUBLIC: Final = frozenset({"users.profile"})
"""Calls that every user may make for himself."""

_MAKING: Final = frozenset({"create", "attach", "attach_by", "copy"})
_REMOVING: Final = frozenset({"delete", "detach", "delete_listed"})
_HOLDERS: Final = (
    ("virtual_machine_id", "virtual_machine"),
    ("disk_id", "disk"),
    ("dns_zone_id", "dns_zone"),
)
"""Attribute that names an object whose owner an object shares."""


def verb_of(plan: Plan) -> str:
    """The last word of the permission that a call needs."""
    if plan.endpoint.effect == "read":
        return "read"
    if plan.verb in _MAKING:
        return "create"
    return "delete" if plan.verb in _REMOVING else "update"


class Rights:
    """What users may do; remembered until something is written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._revision = -1
        self._known: dict[int, tuple[bool, frozenset[str]]] = {}

    def of(self, user: Object) -> tuple[bool, frozenset[str]]:
        """Whether a user may do everything, and the identifiers of all its roles."""
        store = self._world.store
        if self._revision != store.revision:
            self._known.clear()
            self._revision = store.revision
        found = self._known.get(user["id"])
        if found is None:
            numbers = [int(number) for number in user.get("_role_ids") or [] if str(number).isdecimal()]
            roles = [role for number in numbers if (role := store.get("role", number)) is not None]
            granted = (entry["permission"] for role in roles for entry in role["permissions"] or ())
            names = {str(permission["identifier"]) for permission in granted}
            found = self._known[user["id"]] = any(role.get(IS_ALL) for role in roles), frozenset(names)
        return found

    def scope(self, user: Object, plan: Plan) -> str:
        """Which objects a user may make a call for: "all", "own", or "" for none."""
        is_all, held = self.of(user)
        if is_all or plan.endpoint.id in PUBLIC:
            return "all"
        name = self._world.schema.resource_of(plan)
        needed = f"{name}.{verb_of(plan)}"
        if name in held or needed in held:
            return "all"
        return "own" if f"{needed}.own" in held else ""

    def limited(self, call: Call, scope: str) -> Call | Result:
        """The call as it may be carried out, or the refusal: somebody else's objects are out of reach."""
        is_all, held = self.of(call.user)
        if is_all:
            return call
        schema = call.schema
        for step, found in zip(call.plan.steps, call.objects, strict=True):
            if found is None:
                continue
            name = schema.permission_of(step.kind)
            if name in held or f"{name}.read" in held:
                continue
            owner = owner_of(self._world, step.kind, found)
            if owner is not None and owner != call.user["id"]:
                return refused(403, DENIED)
        if scope != "own":
            return call
        target, kind = call.target, call.target_kind
        if call.plan.verb in ("list", "rows"):
            return replace(call, is_own=True)
        if target is not None and owner_of(self._world, kind, target) not in (call.user["id"], None):
            return refused(403, DENIED)
        return call


def owner_of(world: World, kind: str, row: Object) -> int | None:
    """The user that an object belongs to, by itself or by what it is part of; None when it is nobody's."""
    if kind == "user":
        return int(row["id"])
    owner = row.get("user_id")
    if isinstance(owner, int):
        return owner
    for name, holder in _HOLDERS:
        number = row.get(name)
        above = world.store.get(holder, number) if isinstance(number, int) else None
        if above is not None:
            return owner_of(world, holder, above)
    places: list[Any] = row.get("_in") or []
    for place in places:
        holder, _, text = str(place).partition(":")
        if holder == "user":
            return int(text)
        above = world.store.get(holder, int(text)) if holder in ("virtual_machine", "disk") else None
        if above is not None:
            return owner_of(world, holder, above)
    return None
