"""Backups and snapshots bring back what was; both by the clock."""

from __future__ import annotations

from typing import Any

from tests.sandbox.cloud import CloudForTests


def server(cloud: CloudForTests) -> dict[str, Any]:
    found: dict[str, Any] = cloud.call("GET", "/virtual_machines/1.json")[1]["virtual_machine"]
    return found


def test_a_backup_brings_its_disk_and_system_back(cloud: CloudForTests) -> None:
    before = server(cloud)
    backup = cloud.call("POST", "/settings/disks/1/backups.json", {})[1]["backup"]["id"]
    cloud.wait(3)
    assert cloud.call("PUT", "/settings/disks/1.json", {"disk": {"disk_size": 90, "label": "big"}})[0] == 204
    cloud.wait(3)
    body = {"virtual_machine": {"template_id": 3}}
    assert cloud.call("POST", "/virtual_machines/1/build.json", body)[0] == 201
    assert cloud.call("POST", f"/backups/{backup}/restore.json")[0] == 422
    cloud.wait(3)
    assert server(cloud)["template_label"] != before["template_label"]
    assert cloud.call("POST", f"/backups/{backup}/restore.json")[0] == 201
    assert server(cloud)["total_disk_size"] == 92
    cloud.wait(3)
    assert server(cloud)["template_label"] == before["template_label"]
    assert server(cloud)["total_disk_size"] == before["total_disk_size"]
    disk = cloud.call("GET", "/settings/disks/1.json")[1]["disk"]
    assert (disk["disk_size"], disk["label"]) == (60, "system")


def test_a_snapshot_brings_the_server_back(cloud: CloudForTests) -> None:
    before = server(cloud)
    made = cloud.call("POST", "/virtual_machines/1/snapshots.json", {})[1]["virtual_machine_snapshot"]
    assert made["is_built"] is False
    cloud.wait(3)
    assert cloud.call("DELETE", "/settings/disks/2.json")[0] == 204
    cloud.wait(3)
    body = {"virtual_machine": {"memory": 512, "label": "changed"}}
    assert cloud.call("PUT", "/virtual_machines/1.json", body)[0] == 204
    cloud.wait(3)
    assert cloud.call("GET", f"/virtual_machines/1/snapshots/{made['id']}/restore.json")[0] == 200
    assert cloud.newest()["action"] == "restore_snapshot"
    cloud.wait(3)
    after = server(cloud)
    for name in ("memory", "label", "total_disk_size"):
        assert after[name] == before[name]
    assert cloud.call("GET", "/settings/disks/2.json")[0] == 200


def test_a_backup_of_before_there_was_a_memory(cloud: CloudForTests) -> None:
    before = server(cloud)
    assert cloud.call("POST", "/backups/1/restore.json")[0] == 201
    cloud.wait(3)
    assert {**server(cloud), "updated_at": ""} == {**before, "updated_at": ""}
