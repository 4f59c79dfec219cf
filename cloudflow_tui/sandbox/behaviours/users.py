"""Users: what a new account starts with, suspending and deleting in two steps, roles as they stand now."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.sandbox.auth import WRONG
from cloudflow_tui.sandbox.behaviours.statistics import amounts
from cloudflow_tui.sandbox.calls import Call, Registry, Result, World, invalid, refused
from cloudflow_tui.sandbox.listing import answer_list
from cloudflow_tui.sandbox.making import touch
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written

ROLE_IDS = "_role_ids"
IS_SHORT = "_is_short"
OWNED = ("virtual_machine", "backup", "load_balancer", "load_balancing_cluster", "cdn_resource", "ssh_key")
"""Kinds that go with their owner."""

_USER_ROLE = 2
_ZERO = (
    "monthly_price", "payment_amount", "outstanding_amount", "total_amount", "discount_due_to_free",
    "total_amount_with_discount", "used_cpus", "used_cpu_shares", "used_memory", "used_disk_size",
)  # fmt: skip


def complete(world: World, user: Object) -> None:
    """Put the roles with their permissions into a user or group about to be answered."""
    if "used_cpus" in user:
        user.update((name, value) for name, value in amounts(world, user).items() if name in user)
    if ROLE_IDS not in user:
        return
    if user.pop(IS_SHORT, False):
        user.pop("roles", None)
        return
    numbers = [number for number in map(_as_number, user.get(ROLE_IDS) or []) if number is not None]
    roles = [world.store.get("role", number) for number in numbers]
    user["roles"] = [{"role": role} for role in roles if role is not None]


def _as_number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _start(call: Call, user: Object) -> None:
    """What a new account has when the request says nothing of it."""
    user["status"] = user.get("status") or "active"
    user["activated_at"] = user["password_changed_at"] = written(call.now)
    for name, value in (("locale", "en"), ("time_zone", "UTC"), ("system_theme", "light"), ("bucket_id", 1)):
        user[name] = user.get(name) or value
    for name in _ZERO:
        user[name] = user.get(name) or 0
    user["cdn_account_status"] = "ACTIVE"
    user["infoboxes"] = {"display_infoboxes": True, "hidden_infoboxes": []}
    user[ROLE_IDS] = user.get(ROLE_IDS) or [_USER_ROLE]


def _altered(call: Call, user: Object) -> None:
    if call.values.get("password"):
        user["password_changed_at"] = written(call.now)


def _delete(call: Call) -> Result | None:
    """The first call marks the account and removes what it owns; a second one, or force, erases it."""
    user = _target(call)
    if user["id"] == call.user["id"]:
        return invalid(base=["You can't delete your own account"])
    for kind in OWNED:
        _remove_owned(call, kind, user["id"])
    if user.get("status") == "deleted" or str(call.given.get("force")).lower() in ("1", "true"):
        return None
    user.update(status="deleted", deleted_at=written(call.now))
    touch(user, call.now)
    call.store.save("user", user)
    return Result()


def _remove_owned(call: Call, kind: str, user_id: int) -> None:
    reaction = call.world.registry.reactions.get(("removed", kind))
    rows, _ = call.store.select(kind, Filter(owner=user_id))
    for row in rows:
        call.store.remove(kind, row["id"])
        if reaction is not None:
            reaction(call, row)


def _target(call: Call) -> Object:
    target = call.target
    if target is None:
        raise LookupError(f"{call.plan.endpoint.id} names no object")
    return target


def _suspend(call: Call) -> Result | None:
    user = _target(call)
    if user["id"] == call.user["id"]:
        return refused(403, "You can't suspend your own account")
    user["status"] = "suspended"
    return None


def _activate(call: Call) -> Result | None:
    user = _target(call)
    user.update(status="active", deleted_at=None, suspend_at=None)
    user["activated_at"] = user.get("activated_at") or written(call.now)
    return None


def _unlock(call: Call) -> Result | None:
    user = _target(call)
    user["locked_at"], user[WRONG] = None, 0
    if user.get("status") == "locked":
        user["status"] = "active"
    return None


def _validate_login(call: Call) -> Result | None:
    """Whether a login or e-mail is free; changes nothing."""
    name = "email" if call.given.get("email") and not call.given.get("login") else "login"
    value, word = str(call.given.get(name) or ""), name.capitalize()
    taken, _ = call.store.select("user", Filter(equal=((name, value),)), limit=1)
    message = f"{word} is available"
    if not value:
        message = f"{word} can't be blank"
    elif taken:
        message = f"{word} has already been taken"
    return Result({"valid": bool(value) and not taken, "message": message}, list_name="user")


def _list_short(call: Call) -> Result | None:
    result = answer_list(call)
    rows: Any = result.value
    for row in rows:
        row[IS_SHORT] = True
    return result


def _profile(call: Call) -> Result | None:
    user = dict(call.user)
    complete(call.world, user)
    return Result(user, "user")


REGISTRY = Registry(
    endpoints={
        "users.list_short": _list_short,
        "users.delete": _delete,
        "users.suspend": _suspend,
        "users.activate": _activate,
        "users.activate_get": _activate,
        "users.unlock": _unlock,
        "users.validate_login": _validate_login,
        "users.profile": _profile,
    },
    reactions={("made", "user"): _start, ("altered", "user"): _altered},
    views={"user": complete, "user_group": complete},
)
