"""Monthly bills and limits in their odd shapes."""

from __future__ import annotations

import pytest

from tests.sandbox.cloud import CloudForTests


@pytest.mark.parametrize(("query", "months"), [("", 3), ("?date[year]=2025", 12), ("?date[year]=2031", 0)])
def test_bills_are_bare_rows_of_the_months_gone_by(cloud: CloudForTests, query: str, months: int) -> None:
    status, rows = cloud.call("GET", f"/users/3/monthly_bills.json{query}")
    assert status == 200
    assert [row["month"] for row in rows] == list(range(1, months + 1))
    assert all(set(row) == {"cost", "month"} for row in rows)


def test_bills_in_xml(cloud: CloudForTests) -> None:
    _, text = cloud.call("GET", "/users/3/monthly_bills.xml")
    assert '<vm_stats type="array">' in text
    assert text.count("<vm_stat>") == 3


def test_the_best_zones_stand_beside_the_limits(cloud: CloudForTests) -> None:
    status, data = cloud.call("GET", "/users/3/limits.json")
    assert status == 200
    assert data["limits"]["hypervisor_groups"] == [1, 2, 3, 4, 5]
    assert {name for name in data if name != "limits"} == {
        "best_data_store_group_primary_id",
        "best_data_store_group_swap_id",
        "best_network_group_id",
    }


@pytest.mark.parametrize("path", ["/users/999/limits.json", "/users/999/monthly_bills.json"])
def test_an_unknown_user_is_404(cloud: CloudForTests, path: str) -> None:
    assert cloud.call("GET", path)[0] == 404
