"""The API as one version has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.catalog import Catalog, CatalogView
from cloudflow_tui.catalog.versions import KNOWN
from cloudflow_tui.errors import UnknownEndpointError
from tests.catalog.samples import endpoint, parameter, section, write_section

CATALOG = Catalog.load()


@pytest.fixture
def own(tmp_path: Path) -> Catalog:
    """Three calls that took each other over: a (to 5.4), b (5.5 to 5.9), c (from 6.0)."""
    write_section(
        tmp_path,
        section(
            endpoint("a", "POST", "/a", until="5.4", replaced_by=["pets.b"]),
            endpoint("b", "POST", "/b", since="5.5", until="5.9", replaced_by=["pets.c"]),
            endpoint(
                "c",
                "POST",
                "/c",
                parameter("old", until="6.1"),
                parameter("new", since="6.2"),
                parameter("name"),
                since="6.0",
                responses={"success": 201, "attributes": [{"name": "id", "type": "integer", "since": "6.3"}]},
            ),
        ),
    )
    catalog = Catalog.load(tmp_path)
    assert catalog.warnings == ()
    return catalog


def test_the_newest_version_is_what_an_empty_one_means() -> None:
    assert CATALOG.at("").version == "6.7"
    assert CATALOG.at("").endpoints == CATALOG.at("9.9").endpoints
    assert "later" in CATALOG.at("9.9").note
    assert "banana" in CATALOG.at("banana").note


def test_what_a_version_has() -> None:
    view = CATALOG.at("5.4")
    ids = {row.id for row in view.endpoints}
    assert "virtual_servers.migrate" in ids
    assert "virtual_servers.migration" not in ids
    assert "billing_plans.list" in ids
    assert "buckets.list" not in ids
    assert "buckets" not in view.sections
    assert view.is_not_yet("buckets.list")
    assert CATALOG.at("6.7").is_gone("billing_plans.list")
    assert not CATALOG.at("6.7").is_gone("buckets.list")


def test_new_is_what_came_with_exactly_that_version() -> None:
    assert CATALOG.at("5.5").is_new("virtual_servers.migration")
    assert not CATALOG.at("5.6").is_new("virtual_servers.migration")
    assert "virtual_servers.migration" in {row.id for row in CATALOG.at("5.5").new_endpoints}
    assert all(row.since == "6.0" for row in CATALOG.at("6.0").new_endpoints)


@pytest.mark.parametrize("version", KNOWN)
def test_groups_sections_and_endpoints_agree(version: str) -> None:
    view = CATALOG.at(version)
    listed = [row for group in view.groups for section in group.sections for row in section.endpoints]
    assert listed == list(view.endpoints)
    assert {row.id for group in view.groups for row in group.sections} == set(view.sections)
    assert all(view.presence_of(row) in ("here", "new") for row in listed)
    assert set(view.new_endpoints) <= set(listed)


def test_parameters_and_attributes_of_a_version(own: Catalog) -> None:
    def names(view: CatalogView) -> tuple[list[str], list[str]]:
        found = view.endpoint("pets.c")
        return [row.name for row in found.parameters], [row.name for row in found.answer.attributes]

    assert names(own.at("6.0")) == (["old", "name"], [])
    assert names(own.at("6.7")) == (["new", "name"], ["id"])
    new = own.endpoint("pets.c").parameters[1]
    assert own.at("6.2").presence_of(new) == "new"
    assert own.at("6.1").presence_of(new) == "not_yet"


def test_who_does_the_work_instead(own: Catalog) -> None:
    def instead(version: str, id: str) -> list[str]:
        return [row.id for row in own.at(version).instead_of(id)]

    assert instead("5.4", "pets.a") == []
    assert instead("5.5", "pets.a") == ["pets.b"]
    assert instead("6.7", "pets.a") == ["pets.c"]
    assert instead("5.4", "pets.c") == ["pets.a"]
    assert instead("5.7", "pets.c") == ["pets.b"]
    assert own.endpoint("pets.b").replaces == ("pets.a",)
    assert own.endpoint("pets.b").replaced_by == ("pets.c",)


def test_successors_and_predecessors_lead_there_and_back() -> None:
    pairs = [(row.id, name) for row in CATALOG.endpoints for name in row.replaced_by]
    assert ("virtual_servers.migrate", "virtual_servers.migration") in pairs
    assert ("billing_plans.list", "buckets.list") in pairs
    for old, new in pairs:
        assert new in [row.id for row in CATALOG.successors(old)]
        assert old in [row.id for row in CATALOG.predecessors(new)]
        assert old in CATALOG.endpoint(new).replaces
    assert CATALOG.successors("users.list") == CATALOG.predecessors("users.list") == ()


def test_an_unknown_endpoint_offers_the_nearest() -> None:
    with pytest.raises(UnknownEndpointError, match=r"users\.create"):
        CATALOG.at("5.4").presence("users.crate")
