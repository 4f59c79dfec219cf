"""API keys of users: a new one is shown once and kept as a digest."""

from __future__ import annotations

import secrets

from cloudflow_tui.sandbox.auth import API_KEYS, digest
from cloudflow_tui.sandbox.behaviours.users import complete
from cloudflow_tui.sandbox.calls import Call, Registry, Result, invalid
from cloudflow_tui.sandbox.making import touch
from cloudflow_tui.sandbox.walking import not_found

MAX_KEYS = 100


def _generate(call: Call) -> Result | None:
    user = call.target
    if user is None:
        return not_found("user")
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
