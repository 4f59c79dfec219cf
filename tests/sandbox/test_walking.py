"""Objects along a path, and the 404 for each that is not there."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.calls import Result, World
from cloudflow_tui.sandbox.walking import find_objects, not_found


def errors(found: object) -> object:
    assert isinstance(found, Result)
    assert found.status == 404
    return found.errors


def test_found(world: World) -> None:
    plan = world.schema.plans["vs_disks.list_by_vs"]
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    assert find_objects(world, plan, ("1",)) == (machine,)
    assert find_objects(world, plan, (machine["identifier"],)) == (machine,)


@pytest.mark.parametrize(
    ("endpoint", "ids", "message"),
    [
        ("users.get", ("777",), "User not found"),
        ("virtual_servers.get", ("nonsense",), "VirtualMachine not found"),
        ("vs_ip_addresses.list", ("404",), "VirtualMachine not found"),
        ("vs_ip_addresses.get", ("1", "999"), "IpAddressJoin not found"),
    ],
)
def test_not_found(world: World, endpoint: str, ids: tuple[str, ...], message: str) -> None:
    assert errors(find_objects(world, world.schema.plans[endpoint], ids)) == [message]


def test_child_of_another_parent(world: World) -> None:
    plan = next(
        plan
        for plan in world.schema.plans.values()
        if plan.verb == "show"
        and [step.kind for step in plan.steps] == ["virtual_machine", "ip_address_join"]
    )
    join = world.store.get("ip_address_join", 1)
    assert join is not None
    own, other = str(join["virtual_machine_id"]), str(join["virtual_machine_id"] + 1)
    assert find_objects(world, plan, (own, "1")) != ()
    assert errors(find_objects(world, plan, (other, "1"))) == ["IpAddressJoin not found"]


def test_joining_calls_take_strangers(world: World) -> None:
    plan = next(
        plan for plan in world.schema.plans.values() if plan.verb == "attach" and len(plan.steps) == 2
    )
    found = find_objects(world, plan, ("1", "2"))
    assert not isinstance(found, Result)
    assert [row and row["id"] for row in found] == [1, 2]


def test_free_placeholders_are_no_objects(world: World) -> None:
    plan = next(p for p in world.schema.plans.values() if [step.name for step in p.steps][:1] == ["target"])
    found = find_objects(world, plan, tuple("x" for _ in plan.steps))
    assert found == tuple(None for _ in plan.steps)


def test_without_kind() -> None:
    assert not_found("").errors == ["Resource not found"]
