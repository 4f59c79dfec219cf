"""A sandbox put together: seed, version, and the administrator's password."""

from __future__ import annotations

from pathlib import Path

from cloudflow_tui.catalog.models import Answer, Attribute, Endpoint
from cloudflow_tui.sandbox.accounts import open_accounts
from cloudflow_tui.sandbox.auth import sign_in
from cloudflow_tui.sandbox.options import SandboxOptions
from cloudflow_tui.sandbox.store import Store
from cloudflow_tui.sandbox.world import make_world, tell_time
from tests.factories import make_endpoint


def test_same_seed_same_cloud(endpoints: tuple[Endpoint, ...]) -> None:
    first, second, other = (make_world(SandboxOptions(seed=seed), endpoints) for seed in (1, 1, 2))
    assert first.store.get("virtual_machine", 1) == second.store.get("virtual_machine", 1)
    assert first.store.get("virtual_machine", 1) != other.store.get("virtual_machine", 1)


def test_version(endpoints: tuple[Endpoint, ...]) -> None:
    for given, told in (("5.4", "5.4.0-12"), ("6.7.1-3", "6.7.1-3")):
        world = make_world(SandboxOptions(api_version=given), endpoints)
        assert told in world.store.fact("document:/version")


def test_password_can_be_set_anew(endpoints: tuple[Endpoint, ...]) -> None:
    world = make_world(SandboxOptions(password="first"), endpoints)
    assert sign_in(world.store, "admin", "first") is not None
    open_accounts(world, "second")
    assert sign_in(world.store, "admin", "first") is None
    assert sign_in(world.store, "admin", "second") is not None


def test_locked_administrator_gets_in_after_a_start(endpoints: tuple[Endpoint, ...], tmp_path: Path) -> None:
    file = tmp_path / "cloud.sqlite"
    world = make_world(SandboxOptions(password="x", data=file), endpoints)
    admin = world.store.get("user", 1)
    assert admin is not None
    world.store.save("user", {**admin, "status": "suspended"})
    world.store.close()
    world = make_world(SandboxOptions(password="x", data=file), endpoints)
    assert sign_in(world.store, "admin", "x") is not None
    world.store.close()


def test_administrator_where_the_seed_has_none() -> None:
    answer = Answer(
        200, "users", is_list=True, attributes=(Attribute("id", "integer"), Attribute("login", "string"))
    )
    store = Store()
    store.set_fact("before", "yes")
    world = make_world(SandboxOptions(password="x"), (make_endpoint(answer=answer),), store=store)
    for row in store.select("user")[0]:
        store.remove("user", row["id"])
    open_accounts(world, "y")
    assert sign_in(store, "admin", "y") is not None
    assert world.store is store


def test_time_is_aware() -> None:
    assert tell_time().tzinfo is not None
