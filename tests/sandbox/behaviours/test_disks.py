"""Disks and backups: totals follow, work is queued, backups are built by the clock."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def total(cloud: CloudForTests) -> int:
    found: int = cloud.call("GET", "/virtual_machines/1.json")[1]["virtual_machine"]["total_disk_size"]
    return found


def test_a_new_disk_counts_and_is_built_later(cloud: CloudForTests) -> None:
    body = {"disk": {"disk_size": 25, "data_store_id": 1, "label": "data"}}
    status, data = cloud.call("POST", "/virtual_machines/1/disks.json", body)
    disk = data["disk"]
    assert (status, disk["built"], disk["disk_vm_number"]) == (201, False, 3)
    assert total(cloud) == 60 + 2 + 25
    cloud.wait(3)
    assert cloud.call("GET", f"/settings/disks/{disk['id']}.json")[1]["disk"]["built"] is True


def test_resizing_and_deleting_change_the_total(cloud: CloudForTests) -> None:
    assert cloud.call("PUT", "/settings/disks/1.json", {"disk": {"disk_size": 80}})[0] == 204
    assert total(cloud) == 80 + 2
    assert cloud.newest()["action"] == "resize_disk"
    assert cloud.call("DELETE", "/settings/disks/2.json")[0] == 204
    assert total(cloud) == 80
    assert (cloud.newest()["action"], cloud.newest()["parent_id"]) == ("destroy_disk", 1)


def test_automatic_backups_are_switched(cloud: CloudForTests) -> None:
    assert (
        cloud.call("POST", "/settings/disks/1/autobackup_enable.json")[1]["disk"]["has_autobackups"] is True
    )
    assert (
        cloud.call("POST", "/settings/disks/1/autobackup_disable.json")[1]["disk"]["has_autobackups"] is False
    )


def test_a_disk_moves_when_its_work_is_complete(cloud: CloudForTests) -> None:
    body = {"disk": {"data_store_id": 2}}
    assert cloud.call("POST", "/virtual_machines/1/disks/1/migrate.json", body)[0] == 201
    assert cloud.call("GET", "/settings/disks/1.json")[1]["disk"]["data_store_id"] == 1
    cloud.wait(3)
    assert cloud.call("GET", "/settings/disks/1.json")[1]["disk"]["data_store_id"] == 2


def test_a_backup_belongs_to_disk_and_server_and_is_built_later(cloud: CloudForTests) -> None:
    status, data = cloud.call("POST", "/settings/disks/1/backups.json", {"backup": {"note": "now"}})
    backup = data["backup"]
    assert (status, backup["built"], backup["disk_id"], backup["note"]) == (201, False, 1, "now")
    _, rows = cloud.call("GET", "/virtual_machines/1/backups.json")
    assert backup["id"] in [row["backup"]["id"] for row in rows]
    cloud.wait(3)
    assert cloud.call("GET", f"/backups/{backup['id']}.json")[1]["backup"]["built"] is True


def test_a_note_of_a_backup_is_written(cloud: CloudForTests) -> None:
    assert cloud.call("PUT", "/backups/1/note.json", {"note": "keep"})[0] == 204
    assert cloud.call("GET", "/backups/1.json")[1]["backup"]["note"] == "keep"


def test_a_backup_becomes_a_template(cloud: CloudForTests) -> None:
    status, data = cloud.call("POST", "/backups/1/convert.json", {"image_template": {"label": "golden"}})
    assert (status, data["image_template"]["label"]) == (201, "golden")
    assert cloud.call("GET", f"/templates/{data['image_template']['id']}.json")[0] == 200
