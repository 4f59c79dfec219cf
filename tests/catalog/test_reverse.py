"""Where attributes of answers lead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.catalog import Catalog, Link, Links
from cloudflow_tui.catalog.index import DATA_FOLDER
from cloudflow_tui.errors import CatalogError

CATALOG = Catalog.load()
LINKS = CATALOG.links
DATA: dict[str, Any] = json.loads((DATA_FOLDER / "links.json").read_text(encoding="utf-8"))


def link(endpoint_id: str, *path: str | int, **siblings: object) -> str:
    """Id of the call that a value leads to, "" when to none."""
    endpoint = CATALOG.endpoint(endpoint_id) if endpoint_id else None
    found = LINKS.link_at(endpoint, path, siblings)
    return found.endpoint_id if found is not None else ""


@pytest.mark.parametrize(
    ("endpoint_id", "path", "wanted"),
    [
        ("virtual_servers.get", ("virtual_machine", "hypervisor_id"), "hypervisors.get"),
        ("virtual_servers.list", (0, "virtual_machine", "user_id"), "users.get"),
        ("virtual_servers.list", (0, "virtual_machine", "id"), "virtual_servers.get"),
        ("virtual_servers.list", (0, "virtual_machine", "identifier"), "virtual_servers.get"),
        (
            "virtual_servers.get",
            ("virtual_machine", "ip_addresses", 0, "ip_address", "network_id"),
            "networks.get",
        ),
        ("users.list", (3, "user", "id"), "users.get"),
        ("users.get", ("user", "roles", 0, "role", "id"), "roles.get"),
        ("users.get", ("user", "role_ids", 1), "roles.get"),
        ("users.get", ("user", "billing_plan_id"), "billing_plans.get"),
        ("users.get", ("user", "bucket_id"), "buckets.get"),
        ("hypervisors.get", ("hypervisor", "hypervisor_group_id"), "hypervisor_zones.get"),
        ("hypervisor_zones.list", (0, "hypervisor_group", "id"), "hypervisor_zones.get"),
        ("data_stores.list", (0, "data_store", "data_store_group_id"), "data_store_zones.get"),
        ("", ("data_store_zone", "id"), "data_store_zones.get"),
        ("", ("virtual_server", "id"), "virtual_servers.get"),
        ("", ("template", "id"), "templates.show"),
        ("users.get", ("user", "login"), ""),
        ("users.get", (), ""),
        ("users.get", (0,), ""),
    ],
)
def test_where_it_leads(endpoint_id: str, path: tuple[str | int, ...], wanted: str) -> None:
    assert link(endpoint_id, *path) == wanted


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("VirtualMachine", "virtual_servers.get"),
        ("Storage::Disk", "vs_disks.get"),
        ("ImageTemplate", "templates.show"),
        ("Hypervisor", "hypervisors.get"),
        ("NoSuchThing", ""),
    ],
)
def test_the_type_beside_an_id_says_what_it_is_of(kind: str, wanted: str) -> None:
    path = (0, "transaction", "associated_object_id")
    assert link("transactions.list", *path, associated_object_type=kind) == wanted
    assert link("transactions.list", *path) == ""


def test_values_come_from_beside_or_from_the_call() -> None:
    endpoint = CATALOG.endpoint("vs_network_interfaces.list")
    found = LINKS.link_at(endpoint, (0, "network_interface", "id"))
    assert found == Link(
        "[].network_interface.id",
        "vs_network_interfaces.get",
        "network_interface_id",
        ("virtual_machine_id",),
    )
    assert LINKS.values_for(found, 5, {"virtual_machine_id": 7}, {}) == {
        "network_interface_id": "5",
        "virtual_machine_id": "7",
    }
    assert LINKS.values_for(found, 5, {}, {"virtual_machine_id": "abc"}) == {
        "network_interface_id": "5",
        "virtual_machine_id": "abc",
    }
    assert LINKS.values_for(found, 5, {}, {}) is None


@pytest.mark.parametrize("value", [None, "", True, [1], {}, "a/b", 1.5])
def test_what_is_no_id_leads_nowhere(value: object) -> None:
    found = LINKS.link_at(None, ("user_id",))
    assert found is not None
    assert LINKS.values_for(found, value, {}, {}) is None


def test_links_of_declared_attributes() -> None:
    found = {row.attribute: row for row in CATALOG.links_of("virtual_servers.get")}
    assert found["hypervisor_id"] == Link("hypervisor_id", "hypervisors.get", "hypervisor_id")
    assert found["id"].endpoint_id == "virtual_servers.get"
    assert "label" not in found


def test_every_link_of_the_data_leads_to_a_call_that_shows_an_object() -> None:
    targets = {*DATA["attributes"].values(), *DATA["roots"].values()}
    for name in targets:
        row = CATALOG.summary(name)
        assert (row.method, row.effect) == ("GET", "read"), name
        assert row.path.rpartition("/")[2].startswith(":"), name
    assert set(DATA["names"].values()) <= set(DATA["roots"])
    assert all(name.endswith("_id") for name in DATA["attributes"])


def test_most_attributes_that_hold_an_id_lead_somewhere() -> None:
    linked = loose = 0
    for row in CATALOG.endpoints:
        endpoint = CATALOG.endpoint(row.id)
        led = {found.attribute for found in LINKS.links_of(endpoint)}
        for attribute in endpoint.answer.attributes:
            if attribute.name.endswith("_id"):
                linked += attribute.name in led
                loose += attribute.name not in led
    assert linked > 800
    assert linked / (linked + loose) > 0.65


@pytest.mark.parametrize("text", ["", "[]", "{}"])
def test_a_file_that_cannot_be_used(text: str, tmp_path: Path) -> None:
    file = tmp_path / "links.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=r"links\.json"):
        Links(CATALOG, file)
