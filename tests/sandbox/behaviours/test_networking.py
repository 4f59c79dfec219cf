"""Addresses run out, ranges bring theirs, interfaces and firewall rules keep their order."""

from __future__ import annotations

from typing import Any

from tests.sandbox.cloud import CloudForTests

NEW = {
    "template_id": 1, "label": "x", "hostname": "x", "memory": 1024, "cpus": 1, "cpu_shares": 50,
    "primary_disk_size": 10, "primary_network_id": 2,
}  # fmt: skip
RULE = {"address": "192.0.2.1", "command": "DROP", "protocol": "TCP", "network_interface_id": 1}


def rules(cloud: CloudForTests) -> list[tuple[int, int]]:
    _, rows = cloud.call("GET", "/virtual_machines/1/firewall_rules.json")
    return [(row["firewall_rule"]["id"], row["firewall_rule"]["position"]) for row in rows]


def test_addresses_run_out(cloud: CloudForTests) -> None:
    free = [row for row in cloud.store.select("ip_address")[0] if row["free"] and row["network_id"] == 2]
    for _ in free:
        assert cloud.call("POST", "/virtual_machines.json", {"virtual_machine": NEW})[0] == 201
    before = cloud.store.next_id("virtual_machine")
    refusal = (422, {"errors": ["Network interfaces is invalid"]})
    assert cloud.call("POST", "/virtual_machines.json", {"virtual_machine": NEW}) == refusal
    assert cloud.store.next_id("virtual_machine") == before
    body = {"ip_address": {"network_interface_id": 1, "ip_range_id": 2}}
    status, data = cloud.call("POST", "/virtual_machines/1/ip_addresses.json", body)
    assert (status, data) == (422, {"errors": {"base": ["There are no free IP addresses"]}})
    assert cloud.call("DELETE", f"/virtual_machines/{before - 1}.json")[0] == 204
    assert cloud.call("POST", "/virtual_machines.json", {"virtual_machine": NEW})[0] == 201


def test_a_new_range_brings_its_addresses(cloud: CloudForTests) -> None:
    path = "/settings/networks/1/ip_nets/1/ip_ranges"
    body: dict[str, Any] = {"ip_range": {"start_address": "203.0.113.200", "end_address": "203.0.113.203"}}
    status, data = cloud.call("POST", f"{path}.json", body)
    number = data["ip_range"]["id"]
    made = [row for row in cloud.store.select("ip_address")[0] if row["ip_range_id"] == number]
    assert status == 201
    assert [row["address"] for row in made] == [f"203.0.113.{n}" for n in range(200, 204)]
    body = {"ip_address": {"network_interface_id": 1, "ip_range_id": number}}
    assert cloud.call("POST", "/virtual_machines/1/ip_addresses.json", body)[0] == 201
    assert cloud.call("DELETE", f"{path}/{number}.json")[0] == 422
    wrong = {"ip_range": {"start_address": "203.0.113.9", "end_address": "203.0.113.1"}}
    assert cloud.call("POST", f"{path}.json", wrong) == (422, {"errors": {"base": ["IP range is invalid"]}})


def test_an_address_is_given_once(cloud: CloudForTests) -> None:
    joins = cloud.call("GET", "/virtual_machines/1/ip_addresses.json")[1]
    join = joins[0]["ip_address_join"]
    body: dict[str, Any] = {"ip_address": {"ip_address_id": join["ip_address_id"], "network_interface_id": 1}}
    path = "/virtual_machines/1/ip_addresses.json"
    same = {"errors": {"ip_address_id": ["is already allocated to this network card"]}}
    assert cloud.call("POST", path, body) == (422, same)
    body["ip_address"]["network_interface_id"] = 3
    taken = {"errors": {"ip_address_id": ["has already been taken"]}}
    assert cloud.call("POST", path, body) == (422, taken)


def test_one_interface_is_the_primary_one(cloud: CloudForTests) -> None:
    path = "/virtual_machines/1/network_interfaces"
    body = {"network_interface": {"label": "eth2", "network_join_id": 1, "primary": True}}
    refusal = {"errors": {"primary": ["already has primary allocation."]}}
    assert cloud.call("POST", f"{path}.json", body) == (422, refusal)
    address = cloud.call("GET", "/virtual_machines/1/ip_addresses.json")[1][0]["ip_address_join"]
    assert cloud.call("DELETE", f"{path}/{address['network_interface_id']}.json")[0] == 204
    assert cloud.store.get("ip_address", address["ip_address_id"])["free"] is True  # type: ignore[index]


def test_rules_keep_their_order(cloud: CloudForTests) -> None:
    before = [number for number, _ in rules(cloud)]
    status, data = cloud.call("POST", "/virtual_machines/1/firewall_rules.json", {"firewall_rule": RULE})
    new = data["firewall_rule"]["id"]
    assert (status, data["firewall_rule"]["position"]) == (201, len(before) + 1)
    move = f"/virtual_machines/1/firewall_rules/{new}/move.json?position="
    assert cloud.call("GET", f"{move}1")[0] == 200
    assert [number for number, _ in rules(cloud)] == [new, *before]
    assert cloud.call("GET", f"{move}down")[0] == 200
    assert [number for number, _ in rules(cloud)] == [before[0], new, *before[1:]]
    assert cloud.call("GET", f"{move}sideways")[0] == 422
    assert cloud.call("DELETE", f"/virtual_machines/1/firewall_rules/{before[0]}.json")[0] == 204
    assert [position for _, position in rules(cloud)] == list(range(1, len(before) + 1))


def test_a_new_interface_is_connected_and_lets_in(cloud: CloudForTests) -> None:
    body = {"network_interface": {"label": "eth9", "network_join_id": 1}}
    made = cloud.call("POST", "/virtual_machines/1/network_interfaces.json", body)[1]["network_interface"]
    assert (made["connected"], made["default_firewall_rule"], made["primary"]) == (True, "ACCEPT", False)
    assert made["mac_address"].startswith("00:16:3e:")
