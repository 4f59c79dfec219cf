"""Scheduled work runs from pending to complete by the clock, and changes its object at the end."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.transactions import KIND, PENDING_S, RUNNING_S, advance, schedule
from tests.sandbox.support import NOW, Clock


def scheduled(world: World, **more: Any) -> int:
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    row = schedule(world, "stop_virtual_machine", "virtual_machine", machine, now=NOW, user_id=1, **more)
    return int(row["id"])


def status(world: World, number: int) -> str:
    row = world.store.get(KIND, number)
    assert row is not None
    return str(row["status"])


def test_by_the_clock(world: World, clock: Clock) -> None:
    number = scheduled(world)
    assert not advance(world, clock.now)
    assert status(world, number) == "pending"
    clock.move(PENDING_S)
    assert advance(world, clock.now)
    assert status(world, number) == "running"
    clock.move(RUNNING_S)
    advance(world, clock.now)
    assert status(world, number) == "complete"
    assert not advance(world, clock.now)


def test_all_at_once_after_a_long_time(world: World, clock: Clock) -> None:
    number = scheduled(world)
    clock.move(3600)
    advance(world, clock.now)
    row = world.store.get(KIND, number)
    assert row is not None
    assert row["status"] == "complete"
    assert row["started_at"] is not None
    assert "stop_virtual_machine" in row["log_output"]


def test_what_it_holds(world: World) -> None:
    row = world.store.get(KIND, scheduled(world, params={"a": 1}))
    assert row is not None
    assert row["action"] == "stop_virtual_machine"
    assert (row["associated_object_type"], row["associated_object_id"]) == ("VirtualMachine", 1)
    assert (row["parent_type"], row["parent_id"]) == ("VirtualMachine", 1)
    assert row["params"] == {"a": 1}
    assert row["user_id"] == 1
    assert "virtual_machine:1" in row["_in"]


def test_object_settles_at_the_end(world: World, clock: Clock) -> None:
    scheduled(world, then={"booted": False, "state": "off"})
    clock.move(PENDING_S)
    advance(world, clock.now)
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    assert machine["state"] != "off"
    clock.move(RUNNING_S)
    advance(world, clock.now)
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    assert (machine["booted"], machine["state"]) == (False, "off")


def test_cancelled_work_stays_cancelled(world: World, clock: Clock) -> None:
    number = scheduled(world, then={"state": "off"})
    row = world.store.get(KIND, number)
    assert row is not None
    world.store.save(KIND, {**row, "status": "cancelled"})
    clock.move(3600)
    advance(world, clock.now)
    assert status(world, number) == "cancelled"
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    assert machine["state"] != "off"


def test_object_that_is_gone(world: World, clock: Clock) -> None:
    number = scheduled(world, then={"state": "off"})
    world.store.remove("virtual_machine", 1)
    clock.move(3600)
    advance(world, clock.now)
    assert status(world, number) == "complete"
