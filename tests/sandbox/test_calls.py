"""Calls know their objects; refusals carry their words; chance follows the seed."""

from __future__ import annotations

from dataclasses import replace

from cloudflow_tui.sandbox.calls import Call, World, invalid, refused
from tests.sandbox.support import NOW


def call_on(world: World, endpoint: str, *ids: str) -> Call:
    plan = world.schema.plans[endpoint]
    objects = tuple(
        world.store.find(step.kind, id) if step.kind else None
        for step, id in zip(plan.steps, ids, strict=True)
    )
    return Call(world, plan, ids, objects, {}, {}, {}, {"id": 1}, NOW)


def test_objects_of_the_path(world: World) -> None:
    call = call_on(world, "vs_ip_addresses.get", "1", "1")
    assert call.target_kind == "ip_address_join"
    assert call.target == world.store.get("ip_address_join", 1)
    assert call.on_path("virtual_machine") == world.store.get("virtual_machine", 1)
    assert call.on_path("user") is None
    assert call.store is world.store
    assert call.schema is world.schema


def test_no_objects(world: World) -> None:
    call = call_on(world, "users.list")
    assert (call.target, call.target_kind) == (None, "")


def test_refusals() -> None:
    assert (refused(404, "Not here").status, refused(404, "Not here").errors) == (404, ["Not here"])
    assert (invalid(label=["is odd"]).status, invalid(label=["is odd"]).errors) == (
        422,
        {"label": ["is odd"]},
    )


def test_chance(world: World) -> None:
    other = replace(world, seed=world.seed + 1)
    assert world.random("a", 1).random() == world.random("a", 1).random()
    assert world.random("a", 1).random() != world.random("a", 2).random()
    assert world.random("a", 1).random() != other.random("a", 1).random()
