"""What wrong sign-ins lead to: a locked account, and where a scenario says so an address that is shut out.

An account is locked after as many wrong passwords in a row as the settings say ("Lockout attempts", since
6.0; 0 never locks) and opened again by `unlock_account`. An address is let in again by the panel alone.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from cloudflow_tui.sandbox.auth import PASSWORD, WRONG, is_closed
from cloudflow_tui.sandbox.behaviours.documents import load_documents
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.options import version_key
from cloudflow_tui.sandbox.store import Filter, Object
from cloudflow_tui.sandbox.times import written

SHUT_OUT: Final = "shut-out"
"""Manner: an address is shut out after wrong sign-ins."""
ADDRESS_ATTEMPTS: Final = 3
"""After so many an address is shut out."""

_SETTINGS: Final = "/settings/configuration"
_ATTEMPTS: Final = "password_lockout_attempts"
_FACT: Final = "wrong_sign_ins:"
_FIRST: Final = (6, 0)
"""The first release that locks accounts."""


def is_shut_out(world: World, address: str) -> bool:
    """Whether nobody is let in from an address now."""
    return SHUT_OUT in world.switches and _wrong_from(world, address) >= ADDRESS_ATTEMPTS


def note_wrong(world: World, name: str, address: str, now: datetime) -> None:
    """Count a sign-in with a wrong password or key; lasts at once."""
    if SHUT_OUT in world.switches:
        world.store.set_fact(_fact(address), str(_wrong_from(world, address) + 1))
    found, _ = world.store.select("user", Filter(equal=(("login", name),)), limit=1, is_counted=False)
    most = attempts(world)
    if found and most and found[0].get(PASSWORD) and not is_closed(found[0]):
        user = found[0]
        user[WRONG] = int(user.get(WRONG) or 0) + 1
        if user[WRONG] >= most:
            user.update(status="locked", locked_at=written(now))
        world.store.save("user", user)
    world.store.commit()


def note_right(world: World, user: Object, address: str) -> None:
    """Forget wrong sign-ins once the right one came."""
    if SHUT_OUT in world.switches and _wrong_from(world, address):
        world.store.set_fact(_fact(address), "0")
        world.store.commit()
    if user.get(WRONG):
        user[WRONG] = 0
        world.store.save("user", user)
        world.store.commit()


def let_in(world: World) -> None:
    """Lift the block of every address."""
    world.store.forget_facts(_FACT)
    world.store.commit()


def attempts(world: World) -> int:
    """How many wrong passwords in a row lock an account, 0 when none do."""
    if (version_key(world.api_version) or _FIRST) < _FIRST:
        return 0
    stored = world.store.fact(f"document:{_SETTINGS}")
    settings = json.loads(stored) if stored else load_documents()[_SETTINGS]
    told = settings.get(_ATTEMPTS)
    return max(told, 0) if isinstance(told, int) else 0


def _wrong_from(world: World, address: str) -> int:
    return int(world.store.fact(_fact(address)) or 0)


def _fact(address: str) -> str:
    return _FACT + address
