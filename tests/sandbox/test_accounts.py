"""Accounts: their secrets follow from one password, and what a request changed stays."""

from __future__ import annotations

from cloudflow_tui.sandbox.accounts import accounts_of, open_accounts
from cloudflow_tui.sandbox.auth import PASSWORD, digest
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.store import Filter, Object


def user(world: World, login: str) -> Object:
    return world.store.select("user", Filter(equal=(("login", login),)))[0][0]


def test_secrets_follow_from_one() -> None:
    first, second = accounts_of("one"), accounts_of("one")
    assert first == second
    secrets = [text for account in first for text in (account.password, account.key)]
    assert len(set(secrets)) == len(secrets)
    assert not set(secrets) & {
        text for account in accounts_of("two") for text in (account.password, account.key)
    }
    assert not any(text in repr(first) for text in secrets)


def test_another_password_at_the_next_start(world: World) -> None:
    open_accounts(world, "second")
    bob = accounts_of("second")[1]
    assert user(world, "bob")[PASSWORD] == digest(bob.password)
    assert user(world, "bob")["_api_keys"] == [digest(bob.key)]


def test_what_a_request_changed_stays(world: World) -> None:
    world.store.save("user", {**user(world, "bob"), PASSWORD: digest("mine")})
    open_accounts(world, "second")
    assert user(world, "bob")[PASSWORD] == digest("mine")
    assert user(world, "admin")[PASSWORD] == digest("second")
