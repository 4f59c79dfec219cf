"""Locked objects take no further work; chains, cancelling, failing, and a clock that is stepped."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.sandbox.transactions import cancel, open_transactions, step
from tests.sandbox.cloud import CloudForTests

NEW = {
    "template_id": 1, "label": "blog", "hostname": "blog", "memory": 2048, "cpus": 2, "cpu_shares": 50,
    "primary_disk_size": 30,
}  # fmt: skip
IS_LOCKED = {"errors": ["Virtual machine is locked by a transaction that is not complete"]}


@pytest.fixture
def cloud() -> CloudForTests:
    return CloudForTests()


def make(cloud: CloudForTests) -> int:
    return int(
        cloud.call("POST", "/virtual_machines.json", {"virtual_machine": NEW})[1]["virtual_machine"]["id"]
    )


def server(cloud: CloudForTests, number: int) -> dict[str, Any]:
    found: dict[str, Any] = cloud.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
    return found


def chain(cloud: CloudForTests, number: int) -> list[dict[str, Any]]:
    _, rows = cloud.call("GET", f"/virtual_machines/{number}/transactions.json")
    return [row["transaction"] for row in rows]


@pytest.mark.parametrize("action", ["startup", "stop", "reboot", "clone", "resize"])
def test_a_locked_server_takes_no_work(cloud: CloudForTests, action: str) -> None:
    assert cloud.call("POST", "/virtual_machines/1/reboot.json")[0] == 201
    before = cloud.newest()["id"]
    assert cloud.call("POST", f"/virtual_machines/1/{action}.json", {"memory": 2048}) == (422, IS_LOCKED)
    assert cloud.newest()["id"] == before
    cloud.wait(3)
    assert cloud.call("POST", f"/virtual_machines/1/{action}.json", {"memory": 2048})[0] == 201


def test_what_needs_no_work_goes_on(cloud: CloudForTests) -> None:
    cloud.call("POST", "/virtual_machines/1/reboot.json")
    assert cloud.call("PUT", "/virtual_machines/1.json", {"virtual_machine": {"label": "renamed"}})[0] == 204
    assert cloud.call("PUT", "/virtual_machines/1.json", {"virtual_machine": {"memory": 512}}) == (
        422,
        IS_LOCKED,
    )
    assert server(cloud, 1)["label"] == "renamed"
    assert cloud.newest()["action"] == "reboot_virtual_machine"


def test_a_locked_server_can_be_destroyed(cloud: CloudForTests) -> None:
    number = make(cloud)
    assert cloud.call("DELETE", f"/virtual_machines/{number}.json")[0] == 204
    assert [row["status"] for row in chain_of_gone(cloud, number)] == ["pending", "cancelled", "cancelled"]


def chain_of_gone(cloud: CloudForTests, number: int) -> list[dict[str, Any]]:
    rows = cloud.call("GET", "/transactions.json")[1]
    return [row["transaction"] for row in rows if row["transaction"]["parent_id"] == number]


def test_a_chain_is_told(cloud: CloudForTests) -> None:
    startup, build = chain(cloud, make(cloud))
    assert startup["dependent_transaction_id"] == build["id"]
    assert (build["dependent_transaction_id"], build["chain_id"]) == (None, startup["chain_id"])
    assert build["allowed_cancel"] is True


def test_work_on_a_disk_waits_for_work_on_its_server(cloud: CloudForTests) -> None:
    cloud.call("POST", "/virtual_machines/1/reboot.json")
    assert cloud.call("PUT", "/settings/disks/1.json", {"disk": {"disk_size": 90}})[0] == 204
    disk, reboot = chain(cloud, 1)[:2]
    assert disk["dependent_transaction_id"] == reboot["id"]
    cloud.wait(2.1)
    assert [row["status"] for row in chain(cloud, 1)[:2]] == ["pending", "complete"]
    cloud.wait(2.1)
    assert chain(cloud, 1)[0]["status"] == "complete"


def test_a_cancelled_one_frees_its_object_and_ends_what_waits(cloud: CloudForTests) -> None:
    number = make(cloud)
    build = cloud.store.get("transaction", chain(cloud, number)[1]["id"])
    assert build is not None
    assert cancel(cloud.world, build, cloud.now)
    assert not cancel(cloud.world, build, cloud.now)
    assert [row["status"] for row in chain(cloud, number)] == ["cancelled", "cancelled"]
    cloud.wait(10)
    assert (server(cloud, number)["built"], server(cloud, number)["locked"]) == (False, False)


def test_a_failed_one_changes_nothing(cloud: CloudForTests) -> None:
    cloud.world.failing.add("stop")
    cloud.call("POST", "/virtual_machines/1/stop.json")
    cloud.wait(3)
    newest = cloud.newest()
    assert newest["status"] == "failed"
    log = cloud.call("GET", f"/transactions/{newest['id']}.json?log")[1]["transaction"]["log_output"]
    assert "Fatal" in log
    assert "Executing Rollback" in log
    assert (server(cloud, 1)["booted"], server(cloud, 1)["locked"]) == (True, False)


def test_every_work_has_a_line_in_the_log(cloud: CloudForTests) -> None:
    cloud.call("POST", "/virtual_machines/1/stop.json")
    first = cloud.call("GET", "/virtual_machines/1/logs.json")[1][0]["log_item"]
    assert (first["action"], first["status"], first["target_id"]) == ("stop_virtual_machine", "pending", 1)
    cloud.wait(3)
    assert cloud.call("GET", f"/logs/{first['id']}.json")[1]["log_item"]["status"] == "complete"


def test_a_stepped_clock_waits_to_be_told(cloud: CloudForTests) -> None:
    cloud.world.pace = "stepped"
    cloud.call("POST", "/virtual_machines/1/stop.json")
    cloud.wait(3600)
    seen = [cloud.newest()["status"]]
    while step(cloud.world, cloud.now) and seen[-1] != "complete":
        seen.append(cloud.newest()["status"])
    assert [seen[0], seen[-1]] == ["pending", "complete"]
    assert "running" in seen


def test_a_real_clock_takes_as_long_as_a_cloud(cloud: CloudForTests) -> None:
    cloud.world.pace = "real"
    number = make(cloud)
    cloud.wait(60)
    assert chain(cloud, number)[1]["status"] == "running"
    cloud.wait(60)
    assert chain(cloud, number)[1]["status"] == "complete"


def test_open_work_of_the_first_objects_ends(cloud: CloudForTests) -> None:
    building = next(row for row in cloud.store.select("virtual_machine")[0] if row["state"] == "new")
    cloud.newest()
    assert len(open_transactions(cloud.world, "virtual_machine", building["id"])) == 2
    cloud.wait(10)
    found = server(cloud, building["id"])
    assert (found["built"], found["booted"], found["locked"], found["state"]) == (
        True,
        True,
        False,
        "delivered",
    )
    disks = cloud.call("GET", f"/virtual_machines/{building['id']}/disks.json")[1]
    assert not any(disk["disk"]["locked"] for disk in disks)
