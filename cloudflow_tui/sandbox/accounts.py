"""The accounts that a sandbox is called with: administrator, customer, reader; each with password and key.

All secrets follow from the administrator's password, so that who knows that one knows them all, also after
a restart; a password that a request changed is left alone. Only digests are stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cloudflow_tui.sandbox.auth import API_KEYS, PASSWORD, digest
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.making import new_object
from cloudflow_tui.sandbox.options import LOGIN
from cloudflow_tui.sandbox.store import Filter, Object

ROLES: Final = {LOGIN: "administrator", "bob": "plain user", "farid": "read-only user"}
"""Login of the first objects → what it may do, in words."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who may call."""

    login: str
    email: str
    role: str
    password: str = field(repr=False)
    key: str = field(repr=False)


def derived_password(password: str, login: str) -> str:
    """The password of another account."""
    return sha256(f"password/{login}/{password}".encode()).hexdigest()[:16]


def derived_key(password: str, login: str) -> str:
    """The API key of an account."""
    return sha256(f"key/{login}/{password}".encode()).hexdigest()[:40]


def accounts_of(password: str) -> tuple[Account, ...]:
    """The accounts of a sandbox with that administrator's password."""
    return tuple(
        Account(
            login,
            f"{login}@example.net",
            role,
            password if login == LOGIN else derived_password(password, login),
            derived_key(password, login),
        )
        for login, role in ROLES.items()
    )


def open_accounts(world: World, password: str) -> None:
    """Let the accounts in with their secrets; make the administrator when there is none."""
    for account in accounts_of(password):
        found, _ = world.store.select(
            "user", Filter(equal=(("login", account.login),)), limit=1, is_counted=False
        )
        if account.login == LOGIN:
            admin = found[0] if found else new_object(world, "user", {}, now=world.clock())
            admin.update(login=LOGIN, status="active", locked_at=None)
            admin["email"] = admin.get("email") or account.email
            if not found:
                admin["_role_ids"] = [1]
            admin[PASSWORD] = digest(password)
            _give_key(world, admin, account)
        elif found and found[0].get("email") == account.email:
            _let_in(world, found[0], account)


def _let_in(world: World, user: Object, account: Account) -> None:
    """Give a password unless a request gave another one since."""
    name = f"account:{account.login}"
    if user.get(PASSWORD) in (None, world.store.fact(name)):
        user[PASSWORD] = digest(account.password)
        world.store.set_fact(name, user[PASSWORD])
        _give_key(world, user, account)


def _give_key(world: World, user: Object, account: Account) -> None:
    key = digest(account.key)
    name = f"key:{account.login}"
    kept = [one for one in user.get(API_KEYS) or [] if one not in (key, world.store.fact(name))]
    user[API_KEYS] = [*kept, key]
    world.store.set_fact(name, key)
    world.store.save("user", user)
