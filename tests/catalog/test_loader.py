"""The catalog as a whole: order, looking up, own files merged in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.catalog.index import read_groups
from cloudflow_tui.errors import CatalogError, UnknownEndpointError
from tests.catalog.samples import endpoint, pets, section, write_section

CATALOG = Catalog.load()


def test_groups_and_sections_stand_in_their_order() -> None:
    shown = [(group.title, [row.id for row in group.sections]) for group in CATALOG.groups]
    assert shown == read_groups()
    assert sum(group.endpoint_count for group in CATALOG.groups) == len(CATALOG.endpoints) == 1480
    assert CATALOG.endpoints[0].id == "virtual_servers.list"
    assert list(CATALOG.sections)[:2] == ["virtual_servers", "vs_disks"]


def test_summaries_agree_with_the_endpoints_in_full() -> None:
    for section_id, shown in CATALOG.sections.items():
        full = CATALOG.section(section_id)
        assert [(row.id, row.title, row.path) for row in shown.endpoints] == [
            (row.id, row.title, row.path) for row in full.endpoints
        ]


def test_an_endpoint_is_read_once() -> None:
    found = CATALOG.endpoint("users.create")
    assert found.root == "user"
    assert {parameter.name for parameter in found.required} == {"login", "email", "password"}
    assert CATALOG.endpoint("users.create") is found


def test_an_unknown_endpoint_offers_the_nearest() -> None:
    with pytest.raises(UnknownEndpointError) as caught:
        CATALOG.endpoint("users.crate")
    assert caught.value.nearest[0] == "users.create"
    with pytest.raises(UnknownEndpointError) as caught:
        CATALOG.summary("create user")
    assert "users.create" in caught.value.nearest


def test_an_unknown_section_offers_the_nearest() -> None:
    with pytest.raises(CatalogError, match=r"'usrs'.*Nearest: users"):
        CATALOG.section("usrs")


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert Catalog.load(tmp_path / "nowhere").endpoints == CATALOG.endpoints


def test_an_own_section_stands_at_the_end(tmp_path: Path) -> None:
    write_section(tmp_path, pets())
    catalog = Catalog.load(tmp_path)
    assert catalog.groups[-1].title == "Animals"
    assert [row.id for row in catalog.endpoints[-4:]] == [
        "pets.list",
        "pets.show",
        "pets.create",
        "pets.delete",
    ]
    assert catalog.endpoint("pets.create").root == "pet"
    assert catalog.section("pets").title == "Pets"
    assert catalog.resolve_call("GET", "/pets/3.json").values == {"pet_id": "3"}


def test_an_own_section_in_a_known_group_stands_under_it(tmp_path: Path) -> None:
    write_section(tmp_path, section(endpoint("list", "GET", "/pets"), group="System"))
    assert Catalog.load(tmp_path).groups[-1].sections[-1].id == "pets"


def test_own_calls_add_to_a_known_section_or_take_a_place_in_it(tmp_path: Path) -> None:
    own = section(
        endpoint("frobnicate", "POST", "/users/frobnicate", section="users"),
        endpoint("list", "GET", "/users", section="users", title="Everybody"),
        name="users",
        group="Elsewhere",
    )
    write_section(tmp_path, own)
    catalog = Catalog.load(tmp_path)
    assert len(catalog.endpoints) == 1481
    assert catalog.sections["users"].endpoints[0].title == "Everybody"
    assert catalog.endpoint("users.list").title == "Everybody"
    assert catalog.endpoint("users.frobnicate").group == "Users and access"
    assert catalog.endpoint("users.create").title == "Create user"
    assert catalog.section("users").endpoints[-1].id == "users.frobnicate"
    assert catalog.groups[0].title == "Virtual servers"


def test_two_own_files_of_one_section_add_up(tmp_path: Path) -> None:
    for name, path in (("a", "/pets"), ("b", "/pets/all")):
        data = section(endpoint(name, "GET", path))
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    assert [row.id for row in Catalog.load(tmp_path).sections["pets"].endpoints] == ["pets.a", "pets.b"]


def test_a_broken_own_file_is_left_out_with_its_line(tmp_path: Path) -> None:
    data = pets()
    data["endpoints"][1]["effect"] = "looks"
    file = write_section(tmp_path, data)
    file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    write_section(tmp_path, section(endpoint("list", "GET", "/cats", section="cats"), name="cats"))
    catalog = Catalog.load(tmp_path)
    assert "pets" not in catalog.sections
    assert catalog.summary("cats.list").path == "/cats"
    (told,) = catalog.warnings
    line = file.read_text(encoding="utf-8").splitlines().index('   "id": "pets.show",')
    assert str(file) in told
    assert f"line {line}: endpoint 2 (pets.show)" in told
    assert "looks" in told
    assert "left out" in told
