"""Addresses: taken while something uses them, free again afterwards."""

from __future__ import annotations

from typing import Any

from tests.sandbox.cloud import CloudForTests


def address(cloud: CloudForTests, number: int) -> dict[str, Any]:
    found = cloud.store.get("ip_address", number)
    assert found is not None
    return found


def test_assigning_by_number_takes_the_address(cloud: CloudForTests) -> None:
    free = next(row for row in cloud.store.select("ip_address")[0] if row["free"])
    body = {"ip_address_join": {"ip_address_id": free["id"], "network_interface_id": 1}}
    status, data = cloud.call("POST", "/virtual_machines/1/ip_addresses.json", body)
    join = data["ip_address_join"]
    assert (status, join["ip_address"]["address"]) == (201, free["address"])
    assert not address(cloud, free["id"])["free"]
    assert address(cloud, free["id"])["user_id"] == 3
    assert cloud.call("DELETE", f"/virtual_machines/1/ip_addresses/{join['id']}.json")[0] == 204
    assert address(cloud, free["id"])["free"]
    assert address(cloud, free["id"])["user_id"] is None


def test_the_server_shows_the_addresses_it_has_now(cloud: CloudForTests) -> None:
    cloud.call("DELETE", "/virtual_machines/1/ip_addresses/1.json")
    server = cloud.call("GET", "/virtual_machines/1.json")[1]["virtual_machine"]
    assert [entry["ip_address"]["address"] for entry in server["ip_addresses"]] == ["10.20.1.10"]


def test_an_address_is_answered_without_itself_inside(cloud: CloudForTests) -> None:
    _, rows = cloud.call("GET", "/settings/networks/1/ip_addresses.json")
    assert rows
    assert all("ip_address" not in row["ip_address"] for row in rows)


def test_a_new_address_is_free() -> None:
    cloud = CloudForTests(api_version="5.3")
    body = {
        "address": "203.0.113.60", "netmask": "255.255.255.192", "broadcast": "203.0.113.63",
        "network_address": "203.0.113.0", "gateway": "203.0.113.1",
    }  # fmt: skip
    status, data = cloud.call("POST", "/settings/networks/1/ip_addresses.json", {"ip_address": body})
    assert (status, data["ip_address"]["free"], data["ip_address"]["ipv4"]) == (201, True, True)
