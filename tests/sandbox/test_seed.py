"""The first objects: whole, fitting together, the same for the same seed, and there for every kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from cloudflow_tui.sandbox.schema import ALL, CONTAINED
from cloudflow_tui.sandbox.seed import Seeder
from cloudflow_tui.sandbox.store import Filter, Object, Store
from cloudflow_tui.sandbox.words import kind_of_class
from tests.sandbox.cloud import schema

STORED = sorted(name for name, kind in schema().kinds.items() if kind.is_stored)


@pytest.fixture(scope="module")
def objects() -> Mapping[str, list[Object]]:
    """All objects of all kinds."""
    seeder = Seeder(schema())
    return {kind: list(seeder(kind)) for kind in STORED}


def test_there_are_many_kinds() -> None:
    assert len(STORED) > 150


@pytest.mark.parametrize("kind", STORED)
def test_every_kind_has_whole_objects(objects: Mapping[str, list[Object]], kind: str) -> None:
    rows = objects[kind]
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows
    for row in rows:
        assert set(schema().kinds[kind].attributes) <= set(row)


@pytest.mark.parametrize("kind", STORED)
def test_references_point_at_objects(objects: Mapping[str, list[Object]], kind: str) -> None:
    seeder = Seeder(schema())
    known = schema().kinds[kind]
    for row in objects[kind]:
        for attribute in known.attributes:
            pointed = seeder.pointed_kind(known, attribute)
            if pointed and row[attribute] is not None:
                assert 1 <= int(row[attribute]) <= len(objects[pointed]), (attribute, row)


@pytest.mark.parametrize("kind", STORED)
def test_parents_are_objects(objects: Mapping[str, list[Object]], kind: str) -> None:
    for row in objects[kind]:
        for key in row.get("_in", ()):
            parent, _, number = key.partition(":")
            assert schema().kinds[kind].parents[parent] == CONTAINED
            assert 1 <= int(number) <= len(objects[parent])


@pytest.mark.parametrize("kind", [name for name in STORED if schema().kinds[name].parents])
def test_each_parent_kind_has_something_below_it(kind: str) -> None:
    store = Store(None, Seeder(schema()))
    for parent, relation in schema().kinds[kind].parents.items():
        if relation == ALL or not schema().kinds[parent].is_stored:
            continue
        parents, _ = store.select(parent)
        found = [
            store.select(kind, Filter(parent=f"{parent}:{row['id']}"))
            if relation == CONTAINED
            else store.select(kind, Filter(equal=((relation, row["id"]),)))
            for row in parents[:4]
        ]
        assert any(rows for rows, _ in found), parent


@pytest.mark.parametrize(("type_name", "id_name"), [
    ("target_type", "target_id"), ("target_join_type", "target_join_id"), ("parent_type", "parent_id"),
    ("associated_object_type", "associated_object_id"),
])  # fmt: skip
def test_named_objects_are_there(objects: Mapping[str, list[Object]], type_name: str, id_name: str) -> None:
    named = [(row[type_name], row[id_name]) for rows in objects.values() for row in rows if type_name in row]
    assert any(number is not None for _, number in named)
    for type_, number in named:
        # Billing has words of its own for a target, such as compute_zone.
        if number is not None and type_[0].isupper():
            assert 1 <= number <= len(objects[kind_of_class(type_)])


def test_no_secret_of_a_person_is_seeded(objects: Mapping[str, list[Object]]) -> None:
    for user in objects["user"]:
        assert "_password" not in user
        assert not [name for name in user if "password" in name and name != "password_changed_at"]


def test_times_are_written_as_new_servers_do(objects: Mapping[str, list[Object]]) -> None:
    form = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+00:00")
    for kind, rows in objects.items():
        for name, type_ in schema().kinds[kind].attributes.items():
            if type_ == "datetime":
                assert all(row[name] is None or form.fullmatch(row[name]) for row in rows), (kind, name)


def test_the_same_seed_gives_the_same_objects() -> None:
    first, second, other = Seeder(schema(), 7), Seeder(schema(), 7), Seeder(schema(), 8)
    for kind in ("virtual_machine", "user", "ip_address", "accelerator", "recipe_join"):
        assert list(first(kind)) == list(second(kind))
    assert list(first("virtual_machine")) != list(other("virtual_machine"))


def test_kinds_do_not_depend_on_the_order_in_which_they_are_asked_for() -> None:
    forth, back = Seeder(schema()), Seeder(schema())
    one = {kind: list(forth(kind)) for kind in STORED}
    two = {kind: list(back(kind)) for kind in reversed(STORED)}
    assert one == two


def test_an_unknown_kind_has_no_objects() -> None:
    assert list(Seeder(schema())("unicorn")) == []
    assert Seeder(schema()).count("unicorn") == 0


def test_a_large_seed_has_thousands_that_fit_together() -> None:
    seeder = Seeder(schema(), size="large")
    store = Store(None, seeder)
    servers, _ = store.select("virtual_machine")
    users, _ = store.select("user")
    assert len(servers) >= 2_000
    assert len(users) >= 5_000
    assert {server["user_id"] for server in servers} <= {user["id"] for user in users}
    last = servers[-1]
    disks, _ = store.select("disk", Filter(equal=(("virtual_machine_id", last["id"]),)))
    assert sum(disk["disk_size"] for disk in disks) == last["total_disk_size"]
    taken = [entry["ip_address"]["address"] for server in servers for entry in server["ip_addresses"]]
    assert len(taken) == len(set(taken))
