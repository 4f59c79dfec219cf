"""Servers from their making to their end."""

from __future__ import annotations

from typing import Any

from cloudflow_tui.sandbox.behaviours.power import STEP_S
from tests.sandbox.cloud import CloudForTests

BODY = {
    "template_id": 1, "label": "blog", "hostname": "blog", "memory": 2048, "cpus": 2, "cpu_shares": 50,
    "primary_disk_size": 30, "swap_disk_size": 2, "required_virtual_machine_build": "1",
}  # fmt: skip


def make(cloud: CloudForTests, **more: object) -> dict[str, Any]:
    status, data = cloud.call("POST", "/virtual_machines.json", {"virtual_machine": {**BODY, **more}})
    assert status == 201, data
    server: dict[str, Any] = data["virtual_machine"]
    return server


def below(cloud: CloudForTests, number: int, what: str) -> list[dict[str, Any]]:
    _, rows = cloud.call("GET", f"/virtual_machines/{number}/{what}.json")
    return [next(iter(row.values())) for row in rows]


def test_a_new_server_has_disks_interface_and_address(cloud: CloudForTests) -> None:
    server = make(cloud)
    assert (server["built"], server["locked"], server["state"]) == (False, True, "new")
    assert server["template_label"] == "Debian 12 x64"
    assert [disk["disk_size"] for disk in below(cloud, server["id"], "disks")] == [30, 2]
    assert server["total_disk_size"] == 32
    assert len(below(cloud, server["id"], "network_interfaces")) == 1
    (join,) = below(cloud, server["id"], "ip_addresses")
    assert server["ip_addresses"] == [{"ip_address": join["ip_address"]}]
    assert join["ip_address"]["free"] is False


def test_two_servers_get_two_addresses(cloud: CloudForTests) -> None:
    first, second = make(cloud), make(cloud)
    assert (
        first["ip_addresses"][0]["ip_address"]["address"]
        != second["ip_addresses"][0]["ip_address"]["address"]
    )


def test_it_is_built_and_then_started_by_the_clock(cloud: CloudForTests) -> None:
    number = make(cloud)["id"]
    actions = [row["action"] for row in below(cloud, number, "transactions")]
    assert actions == ["startup_virtual_machine", "build_virtual_machine"]
    cloud.wait(STEP_S)
    server = cloud.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
    assert (server["built"], server["booted"], server["locked"]) == (True, False, True)
    cloud.wait(STEP_S)
    server = cloud.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
    assert (server["booted"], server["locked"], server["state"]) == (True, False, "delivered")


def test_windows_takes_no_swap_and_its_least_disk(cloud: CloudForTests) -> None:
    server = make(cloud, template_id=4)
    assert [disk["disk_size"] for disk in below(cloud, server["id"], "disks")] == [40]


def test_an_unknown_template_is_refused(cloud: CloudForTests) -> None:
    status, data = cloud.call(
        "POST", "/virtual_machines.json", {"virtual_machine": {**BODY, "template_id": 999}}
    )
    assert (status, data) == (422, {"errors": {"template_id": ["is invalid"]}})


def test_the_zone_decides_the_compute_resource(cloud: CloudForTests) -> None:
    assert make(cloud, hypervisor_group_id=2)["hypervisor_id"] == 3


def test_deleting_takes_everything_along(cloud: CloudForTests) -> None:
    number = make(cloud)["id"]
    address = below(cloud, number, "ip_addresses")[0]["ip_address_id"]
    disks = [disk["id"] for disk in below(cloud, number, "disks")]
    assert cloud.call("DELETE", f"/virtual_machines/{number}.json")[0] == 204
    assert cloud.newest()["action"] == "destroy_virtual_machine"
    assert cloud.call("GET", f"/virtual_machines/{number}.json")[0] == 404
    assert all(cloud.store.get("disk", disk) is None for disk in disks)
    assert cloud.store.get("ip_address", address)["free"] is True  # type: ignore[index]


def test_backups_stay_unless_asked(cloud: CloudForTests) -> None:
    assert cloud.call("DELETE", "/virtual_machines/2.json")[0] == 204
    assert cloud.call("GET", "/backups/4.json")[0] == 200
    assert cloud.call("DELETE", "/virtual_machines/1.json?destroy_all_backups=1")[0] == 204
    assert cloud.call("GET", "/backups/1.json")[0] == 404


def test_a_clone_has_its_own_disks_and_address(cloud: CloudForTests) -> None:
    status, data = cloud.call(
        "POST", "/virtual_machines/1/clone.json", {"virtual_machine": {"label": "web-01b"}}
    )
    clone = data["virtual_machine"]
    assert (status, clone["label"]) == (201, "web-01b")
    assert clone["identifier"] != cloud.store.get("virtual_machine", 1)["identifier"]  # type: ignore[index]
    assert [disk["disk_size"] for disk in below(cloud, clone["id"], "disks")] == [60, 2]


def test_a_new_owner_takes_the_addresses_along(cloud: CloudForTests) -> None:
    cloud.call("POST", "/virtual_machines/1/change_owner.json", {"user_id": 4})
    assert cloud.call("GET", "/virtual_machines/1.json")[1]["virtual_machine"]["user_id"] == 4
    assert cloud.store.get("ip_address", 1)["user_id"] == 4  # type: ignore[index]


def test_an_unknown_owner_is_404(cloud: CloudForTests) -> None:
    assert cloud.call("POST", "/virtual_machines/1/change_owner.json", {"user_id": 999})[0] == 404


def test_the_identifier_finds_the_server(cloud: CloudForTests) -> None:
    identifier = cloud.store.get("virtual_machine", 1)["identifier"]  # type: ignore[index]
    assert cloud.call("GET", f"/virtual_machines/{identifier}.json")[1]["virtual_machine"]["id"] == 1


def test_notes_are_taken_away_one_by_one(cloud: CloudForTests) -> None:
    cloud.call("PUT", "/virtual_machines/1.json", {"virtual_machine": {"note": "mine", "admin_note": "ours"}})
    assert cloud.call("DELETE", "/virtual_machines/1/note.json?type=admin")[0] == 204
    server = cloud.call("GET", "/virtual_machines/1.json")[1]["virtual_machine"]
    assert (server["note"], server["admin_note"]) == ("mine", None)


def test_documents_of_a_server_are_left_alone(cloud: CloudForTests) -> None:
    status, data = cloud.call("GET", "/virtual_machines/1/cpu_quota.json")
    assert status == 200
    assert "ip_addresses" not in data["cpu_quota"]
