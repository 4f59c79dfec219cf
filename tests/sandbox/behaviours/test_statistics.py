"""Figures that follow from what exists: hours of servers, costs, payments, usage."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.cloud import CloudForTests


def rows(cloud: CloudForTests, target: str) -> list[dict[str, Any]]:
    return [next(iter(row.values())) for row in cloud.call("GET", target)[1]]


def user(cloud: CloudForTests, number: int) -> dict[str, Any]:
    found: dict[str, Any] = cloud.call("GET", f"/users/{number}.json")[1]["user"]
    return found


def test_an_hour_a_row_in_the_period(cloud: CloudForTests) -> None:
    period = "period[startdate]=2026-02-27+00:00:00&period[enddate]=2026-02-27+06:00:00"
    found = rows(cloud, f"/virtual_machines/1/cpu_usage.json?{period}")
    assert [row["stat_time"][11:13] for row in found] == ["01", "02", "03", "04", "05", "06"]
    assert {row["virtual_machine_id"] for row in found} == {1}
    assert rows(cloud, f"/virtual_machines/1/cpu_usage.json?{period}") == found
    assert len(rows(cloud, "/virtual_machines/1/cpu_usage.json")) == 24


@pytest.mark.parametrize(
    "target", ["/settings/disks/1/usage.json", "/virtual_machines/1/network_interfaces/1/usage.json"]
)
def test_of_a_part_of_a_server(cloud: CloudForTests, target: str) -> None:
    found = rows(cloud, target)
    assert len(found) == 24
    assert {row["virtual_machine_id"] for row in found} == {1}


def test_costs_add_up(cloud: CloudForTests) -> None:
    period = "period[startdate]=2026-02-27+00:00:00&period[enddate]=2026-02-27+06:00:00"
    server = cloud.store.get("virtual_machine", 1)
    assert server is not None
    bills = rows(cloud, f"/virtual_machines/1/vm_stats.json?{period}")
    assert [row["vm_resources_cost"] for row in bills] == [server["price_per_hour"]] * 6
    owned = [row for row in cloud.store.select("virtual_machine")[0] if row["user_id"] == 3]
    prices = [row["price_per_hour" if row["booted"] else "price_per_hour_powered_off"] for row in owned]
    total = cloud.call("GET", f"/users/3/user_statistics.json?{period}")[1]["user_stat"]
    assert total["vm_cost"] == pytest.approx(6 * sum(prices), abs=0.001)
    assert len(total["vm_stats"]) == len(owned)
    hourly = rows(cloud, f"/users/3/user_statistics.json?hourly_stats&{period}")
    assert sum(row["vm_cost"] for row in hourly) == pytest.approx(total["vm_cost"], abs=0.001)


def test_the_cloud_has_a_row_a_server(cloud: CloudForTests) -> None:
    found = rows(cloud, "/usage_statistics.json")
    assert len(found) == len(cloud.store.select("virtual_machine")[0])


def test_payments_count(cloud: CloudForTests) -> None:
    before = user(cloud, 3)
    body = {"payment": {"amount": 12.5, "invoice_number": "2026-9"}}
    status, data = cloud.call("POST", "/users/3/payments.json", body)
    after = user(cloud, 3)
    assert status == 201
    assert after["payment_amount"] == pytest.approx(before["payment_amount"] + 12.5)
    assert after["outstanding_amount"] == pytest.approx(before["outstanding_amount"] - 12.5)
    assert cloud.call("DELETE", f"/users/3/payments/{data['payment']['id']}.json")[0] == 204
    assert user(cloud, 3)["payment_amount"] == before["payment_amount"]


def test_usage_follows_the_servers(cloud: CloudForTests) -> None:
    before = user(cloud, 3)
    server = cloud.store.get("virtual_machine", 1)
    assert server is not None
    assert cloud.call("DELETE", "/virtual_machines/1.json")[0] == 204
    after = user(cloud, 3)
    assert after["used_cpus"] == before["used_cpus"] - server["cpus"]
    assert after["used_memory"] == before["used_memory"] - server["memory"]
    assert after["total_amount"] < before["total_amount"]
