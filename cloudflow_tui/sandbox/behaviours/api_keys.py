"""API keys of users: a new one is shown once and kept as a digest."""

from __future__ import annotations

import secrets

from cloudflow_tui.sandbox.auth import API_KEYS, digest
from cloudflow_tui.sandbox.behaviours.users import complete
from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid, refused
from cloudflow_tui.sandbox.making import touch
from cloudflow_tui.sandbox.permissions import DENIED
from cloudflow_tui.sandbox.walking import not_found

MAX_KEYS = 100
KEYS_NEED_KEYS = "keys-need-keys"
"""Manner of newer releases: a key is made by a caller with a key, and for somebody else."""


def _generate(call: Call) -> Result | None:
    user = call.target
    if user is None:
        return not_found("user")
    is_strict = KEYS_NEED_KEYS in call.world.switches
    if is_strict and (not call.has_key or user["id"] == call.user["id"]):
        return refused(403, DENIED)
    kept = list(user.get(API_KEYS) or [])
    if len(kept) >= MAX_KEYS:
        return invalid(base=[f"A user can have {MAX_KEYS} API keys at most"])
    key = secrets.token_hex(20)
    user[API_KEYS] = [*kept, digest(key)]
    call.store.save("user", user)
    return Result({"api_key": key})


def _replace(call: Call) -> Result | None:
    """The form of older clouds: one key, answered inside the whole user."""
    user = call.target
    if user is None:
        return not_found("user")
    key = secrets.token_hex(20)
    user[API_KEYS] = [digest(key)]
    touch(user, call.now)
    call.store.save("user", user)
    shown = {**user, "api_key": key}
    complete(call.world, shown)
    return Result(shown, "user")


REGISTRY = Registry(endpoints={"users.generate_api_key": _generate, "users.make_new_api_key": _replace})
