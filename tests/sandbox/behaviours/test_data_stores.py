"""Data stores: what is used follows from their disks."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def usage(cloud: CloudForTests, number: int) -> int:
    used: int = cloud.call("GET", f"/settings/data_stores/{number}.json")[1]["data_store"]["usage"]
    return used


def test_what_is_used_follows_from_the_disks(cloud: CloudForTests) -> None:
    before = usage(cloud, 1)
    disk = {"disk_size": 7, "data_store_id": 1, "label": "data"}
    made = cloud.call("POST", "/virtual_machines/1/disks.json", {"disk": disk})[1]["disk"]
    assert usage(cloud, 1) == before + 7
    cloud.wait(10)
    assert cloud.call("DELETE", f"/virtual_machines/1/disks/{made['id']}.json")[0] == 204
    assert usage(cloud, 1) == before


def test_a_new_store_is_empty(cloud: CloudForTests) -> None:
    body = {
        "data_store": {"label": "new", "ip": "192.0.2.1", "data_store_size": 100, "data_store_group_id": 1}
    }
    made = cloud.call("POST", "/settings/data_stores.json", body)[1]["data_store"]
    assert (made["usage"], made["capacity"], made["data_store_size"]) == (0, 100, 100)
