"""Joins tell what they join to, and what is joined can be used."""

from __future__ import annotations

import pytest

from tests.sandbox.cloud import CloudForTests


@pytest.mark.parametrize(
    ("path", "body", "target"),
    [
        ("/settings/hypervisors/1/data_store_joins", {"data_store_id": 3}, ("Hypervisor", 1)),
        ("/settings/hypervisor_zones/2/data_store_joins", {"data_store_id": 1}, ("HypervisorGroup", 2)),
        (
            "/settings/hypervisor_zones/1/network_joins",
            {"network_id": 3, "interface": "eth5"},
            ("HypervisorGroup", 1),
        ),
        ("/settings/hypervisor_zones/1/backup_server_joins", {"backup_server_id": 1}, ("HypervisorGroup", 1)),
    ],
)
def test_a_join_names_its_target(
    cloud: CloudForTests, path: str, body: dict[str, object], target: tuple[str, int]
) -> None:
    status, data = cloud.call("POST", f"{path}.json", body)
    (made,) = data.values()
    assert (status, made["target_join_type"], made["target_join_id"]) == (201, *target)
    assert made["id"] in ids(cloud, path)
    assert cloud.call("DELETE", f"{path}/{made['id']}.json")[0] == 204
    assert made["id"] not in ids(cloud, path)


def ids(cloud: CloudForTests, path: str) -> list[int]:
    return [next(iter(row.values()))["id"] for row in cloud.call("GET", f"{path}.json")[1]]


def test_a_recipe_is_joined_to_a_server(cloud: CloudForTests) -> None:
    body = {"recipe_id": 1, "event_type": "vm_provisioning"}
    made = cloud.call("POST", "/virtual_machines/1/recipe_joins.json", body)[1]["recipe_join"]
    assert (made["target_join_type"], made["target_join_id"]) == ("VirtualMachine", 1)


def test_a_disk_moves_to_a_store_once_it_is_joined(cloud: CloudForTests) -> None:
    path, body = "/virtual_machines/1/disks/1/migrate.json", {"data_store_id": 3}
    assert cloud.call("POST", path, body)[0] == 422
    cloud.call("POST", "/settings/hypervisor_zones/1/data_store_joins.json", {"data_store_id": 3})
    assert cloud.call("POST", path, body)[0] == 201
