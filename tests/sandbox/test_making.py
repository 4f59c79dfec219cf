"""New objects have every attribute; parents, owners, secrets and times are where they belong."""

from __future__ import annotations

import re

from cloudflow_tui.sandbox.auth import PASSWORD, digest
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.making import (
    belongs,
    join,
    new_identifier,
    new_object,
    part,
    put_values,
    remove_below,
    touch,
)
from cloudflow_tui.sandbox.schema import Kind
from cloudflow_tui.sandbox.store import Object
from cloudflow_tui.sandbox.times import written
from tests.sandbox.support import NOW, Clock


def test_every_attribute_is_there(world: World) -> None:
    row = new_object(world, "user", {"login": "zaza"}, now=NOW)
    assert set(world.schema.kinds["user"].attributes) <= set(row)
    assert row["login"] == "zaza"
    assert row["first_name"] is None
    assert row["created_at"] == row["updated_at"] == written(NOW)
    assert re.fullmatch(r"[a-z][a-z0-9]{13}", row["identifier"])
    assert world.store.get("user", row["id"]) == row


def test_fixed_and_hidden_names_are_not_taken(world: World) -> None:
    values = {"id": 99, "identifier": "mine", "created_at": "never", "_password": "x", "": 1, "nonsense": 2}
    row = new_object(world, "user", values, now=NOW)
    assert row["id"] != 99
    assert row["identifier"] != "mine"
    assert row["created_at"] == written(NOW)
    assert "nonsense" not in row
    assert PASSWORD not in row


def test_password_is_kept_as_digest_only(world: World) -> None:
    row = new_object(world, "user", {"password": "secret-word", "role_ids": [1]}, now=NOW)
    assert row[PASSWORD] == digest("secret-word")
    assert "secret-word" not in str(row)


def test_owner(world: World) -> None:
    assert new_object(world, "virtual_machine", {}, now=NOW, owner_id=3)["user_id"] == 3
    assert new_object(world, "virtual_machine", {"user_id": 4}, now=NOW, owner_id=3)["user_id"] == 4
    assert "user_id" not in new_object(world, "currency", {}, now=NOW, owner_id=3)


def test_numbers_and_switches_take_their_type(world: World) -> None:
    row = new_object(world, "virtual_machine", {"memory": "512", "booted": "1", "cpus": "many"}, now=NOW)
    assert (row["memory"], row["booted"], row["cpus"]) == (512, True, None)


def test_parent_by_attribute_and_by_list(world: World) -> None:
    machine = world.store.get("virtual_machine", 1)
    assert machine is not None
    disk = new_object(world, "disk", {}, now=NOW, parents=[("virtual_machine", machine)])
    assert disk["virtual_machine_id"] == 1
    rule = new_object(world, "firewall_rule", {}, now=NOW, parents=[("virtual_machine", machine)])
    assert rule["_in"] == ["virtual_machine:1"]
    for kind, row in (("disk", disk), ("firewall_rule", rule)):
        assert belongs(world, kind, row, "virtual_machine", machine)
        part(world, kind, row, "virtual_machine", machine)
        assert not belongs(world, kind, row, "virtual_machine", machine)
        join(world, kind, row, "virtual_machine", machine)
        join(world, kind, row, "virtual_machine", machine)
        assert belongs(world, kind, row, "virtual_machine", machine)
    assert rule["_in"] == ["virtual_machine:1"]


def test_unrelated_kinds_belong_everywhere(world: World) -> None:
    user = world.store.get("user", 1)
    assert user is not None
    network_zone = world.store.get("network_group", 1)
    assert network_zone is not None
    assert belongs(world, "network_group", network_zone, "user", user)


def test_part_leaves_another_parent(world: World) -> None:
    disk = {"id": 1, "virtual_machine_id": 2}
    part(world, "disk", disk, "virtual_machine", {"id": 1})
    assert disk["virtual_machine_id"] == 2


def test_children_go_with_their_parent(world: World) -> None:
    machines = [world.store.get("virtual_machine", number) for number in (1, 2)]
    assert machines[0] is not None
    assert machines[1] is not None
    first, second = [("virtual_machine", machine) for machine in machines if machine is not None]
    own = new_object(world, "firewall_rule", {}, now=NOW, parents=[first])
    shared = new_object(world, "firewall_rule", {}, now=NOW, parents=[first, second])
    interface = new_object(world, "network_interface", {}, now=NOW, parents=[first])
    remove_below(world, "virtual_machine", machines[0])
    assert world.store.get("firewall_rule", own["id"]) is None
    assert world.store.get("network_interface", interface["id"]) is None
    kept = world.store.get("firewall_rule", shared["id"])
    assert kept is not None
    assert kept["_in"] == ["virtual_machine:2"]


def test_touch(world: World, clock: Clock) -> None:
    row: dict[str, object] = {"updated_at": None}
    touch(row, clock.now)
    assert row == {"updated_at": written(NOW)}
    bare: dict[str, object] = {"id": 1}
    touch(bare, clock.now)
    assert bare == {"id": 1}


def test_identifiers_follow_the_seed(world: World) -> None:
    assert new_identifier(world, "a", 1) == new_identifier(world, "a", 1)
    assert len({new_identifier(world, "a", number) for number in range(50)}) == 50


def test_put_keeps_hidden_parameters(world: World) -> None:
    row: dict[str, object] = {}
    put_values(world.schema.kinds["user"], row, {"role_ids": [1, 2]})
    assert row == {"_role_ids": [1, 2]}


def test_numbers_and_switches_become_texts_where_the_attribute_is_one() -> None:
    kind = Kind("thing", attributes={"position": "string", "tags": "string"})
    row: Object = {}
    put_values(kind, row, {"position": 1, "tags": ["a"]})
    assert row == {"position": "1", "tags": ["a"]}
