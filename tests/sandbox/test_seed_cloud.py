"""Servers of the first cloud: totals, addresses from their ranges, states and what happened to them."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Address, ip_network

import pytest

from cloudflow_tui.sandbox.seed import Seeder
from cloudflow_tui.sandbox.store import Object
from tests.sandbox.cloud import schema


def rows(kind: str) -> list[Object]:
    return list(Seeder(schema())(kind))


def test_servers_are_of_all_states() -> None:
    servers = {server["label"]: server for server in rows("virtual_machine")}
    assert {"web-01", "db-primary"} <= set(servers)
    assert servers["web-01"]["booted"]
    assert servers["web-01"]["built"]
    assert not servers["db-replica"]["booted"]
    assert servers["win-legacy"]["suspended"]
    assert servers["build-runner"]["locked"]
    assert servers["rescue-me"]["recovery_mode"]
    assert servers["new-node"]["state"] == "new"
    assert all(len(server["identifier"]) == 14 for server in servers.values())


def test_disk_totals_fit() -> None:
    totals: Counter[int] = Counter()
    for disk in rows("disk"):
        totals[disk["virtual_machine_id"]] += disk["disk_size"]
    assert {server["id"]: server["total_disk_size"] for server in rows("virtual_machine")} == totals


def test_each_server_has_one_primary_disk_and_interface() -> None:
    count = len(rows("virtual_machine"))
    for kind in ("disk", "network_interface"):
        primary = [row["virtual_machine_id"] for row in rows(kind) if row["primary"]]
        assert sorted(primary) == list(range(1, count + 1))


def test_windows_has_no_swap() -> None:
    windows = {row["id"] for row in rows("virtual_machine") if row["operating_system"] == "windows"}
    swapping = {disk["virtual_machine_id"] for disk in rows("disk") if disk["is_swap"]}
    assert windows
    assert not windows & swapping


def test_addresses_lie_in_their_range_and_net() -> None:
    ranges, nets = rows("ip_range"), rows("ip_net")
    for row in rows("ip_address"):
        span, net = ranges[row["ip_range_id"] - 1], nets[row["ip_net_id"] - 1]
        network = ip_network(f"{net['network_address']}/{net['network_mask']}")
        assert IPv4Address(row["address"]) in network
        assert (
            IPv4Address(span["start_address"])
            <= IPv4Address(row["address"])
            <= IPv4Address(span["end_address"])
        )
        assert row["network_id"] == net["network_id"]
        assert row["gateway"] not in (row["address"], None)


def test_joined_addresses_are_taken_by_the_owner_of_the_server() -> None:
    servers, addresses = rows("virtual_machine"), rows("ip_address")
    joined = {}
    for join in rows("ip_address_join"):
        address = addresses[join["ip_address_id"] - 1]
        assert not address["free"]
        assert address["user_id"] == servers[join["virtual_machine_id"] - 1]["user_id"]
        joined[address["id"]] = join
    assert {row["id"] for row in addresses if not row["free"]} == set(joined)


def test_interfaces_are_on_a_network_that_the_zone_reaches() -> None:
    servers, hypervisors = rows("virtual_machine"), rows("hypervisor")
    joins = rows("network_join")
    for interface in rows("network_interface"):
        server = servers[interface["virtual_machine_id"] - 1]
        zone = hypervisors[server["hypervisor_id"] - 1]["hypervisor_group_id"]
        assert joins[interface["network_join_id"] - 1]["target_join_id"] == zone


def test_disks_lie_in_a_data_store_of_the_zone() -> None:
    servers, hypervisors, stores = rows("virtual_machine"), rows("hypervisor"), rows("data_store")
    for disk in rows("disk"):
        server = servers[disk["virtual_machine_id"] - 1]
        zone = hypervisors[server["hypervisor_id"] - 1]["hypervisor_group_id"]
        assert stores[disk["data_store_id"] - 1]["hypervisor_group_id"] == zone


def test_transactions_rise_in_time_and_one_failed() -> None:
    transactions = rows("transaction")
    times = [row["created_at"] for row in transactions]
    assert times == sorted(times)
    statuses = Counter(row["status"] for row in transactions)
    assert statuses["complete"] > 5
    assert set(statuses) == {"complete", "failed", "running", "pending", "cancelled"}
    failed = next(row for row in transactions if row["status"] == "failed")
    assert "Fatal" in failed["log_output"]


def test_backups_belong_to_the_disk_and_its_server() -> None:
    disks, servers = rows("disk"), rows("virtual_machine")
    for backup in rows("backup"):
        server = servers[disks[backup["disk_id"] - 1]["virtual_machine_id"] - 1]
        assert backup["_in"] == [f"virtual_machine:{server['id']}"]
        assert backup["user_id"] == server["user_id"]


@pytest.mark.parametrize("kind", ["user", "virtual_machine"])
def test_the_first_user_owns_servers(kind: str) -> None:
    owners = {row["user_id"] for row in rows("virtual_machine")}
    assert 1 in owners
    assert len(rows(kind)) >= 12


def test_memory_and_disk_space_in_use_follow_from_the_servers() -> None:
    servers = rows("virtual_machine")
    for hypervisor in rows("hypervisor"):
        on_it = [server for server in servers if server["hypervisor_id"] == hypervisor["id"]]
        assert hypervisor["total_memory_allocated_by_vms"] == sum(server["memory"] for server in on_it)
        assert hypervisor["free_mem"] <= hypervisor["total_mem"]
    for store in rows("data_store"):
        sizes = [disk["disk_size"] for disk in rows("disk") if disk["data_store_id"] == store["id"]]
        assert store["usage"] == sum(sizes) <= store["capacity"]
