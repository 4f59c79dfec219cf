"""Power of servers: a transaction a deed, and flags that follow when it is complete."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.sandbox.behaviours.power import STEP_S
from tests.sandbox.cloud import CloudForTests

RUNNING, STOPPED = 1, 4


def server(cloud: CloudForTests, number: int) -> dict[str, Any]:
    found: dict[str, Any] = cloud.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
    return found


@pytest.mark.parametrize(
    ("number", "action", "booted"),
    [
        (STOPPED, "startup", True),
        (RUNNING, "shutdown", False),
        (RUNNING, "stop", False),
        (RUNNING, "reboot", True),
    ],
)
def test_power_follows_the_transaction(cloud: CloudForTests, number: int, action: str, booted: bool) -> None:
    before = server(cloud, number)["booted"]
    status, data = cloud.call("POST", f"/virtual_machines/{number}/{action}.json")
    assert status == 201
    assert data["virtual_machine"]["locked"]
    assert data["virtual_machine"]["booted"] is before
    newest = cloud.newest()
    assert (newest["action"], newest["status"]) == (f"{action}_virtual_machine", "pending")
    assert (newest["associated_object_type"], newest["associated_object_id"]) == ("VirtualMachine", number)
    cloud.wait(1)
    assert cloud.newest()["status"] == "running"
    cloud.wait(STEP_S)
    assert cloud.newest()["status"] == "complete"
    assert server(cloud, number)["booted"] is booted
    assert not server(cloud, number)["locked"]


def test_one_deed_makes_one_transaction(cloud: CloudForTests) -> None:
    before = cloud.newest()["id"]
    cloud.call("POST", f"/virtual_machines/{RUNNING}/reboot.json")
    assert cloud.newest()["id"] == before + 1


def test_recovery_mode(cloud: CloudForTests) -> None:
    cloud.call("POST", f"/virtual_machines/{STOPPED}/startup.json", {"mode": "recovery"})
    cloud.wait(5)
    assert server(cloud, STOPPED)["recovery_mode"]
    cloud.call("POST", f"/virtual_machines/{STOPPED}/reboot.json")
    cloud.wait(5)
    assert not server(cloud, STOPPED)["recovery_mode"]


def test_suspend_is_a_toggle(cloud: CloudForTests) -> None:
    path = f"/virtual_machines/{RUNNING}/suspend.json"
    assert cloud.call("POST", path)[1]["virtual_machine"]["suspended"] is True
    assert cloud.call("POST", path)[1]["virtual_machine"]["suspended"] is False


def test_unlock_schedules_nothing(cloud: CloudForTests) -> None:
    locked = next(row for row in cloud.store.select("virtual_machine")[0] if row["locked"])
    before = cloud.newest()["id"]
    cloud.call("POST", f"/virtual_machines/{locked['id']}/unlock.json")
    assert not server(cloud, locked["id"])["locked"]
    assert cloud.newest()["id"] == before


def test_build_takes_the_template_and_starts_when_asked(cloud: CloudForTests) -> None:
    body = {"virtual_machine": {"template_id": 3, "required_startup": "1"}}
    data = cloud.call("POST", f"/virtual_machines/{STOPPED}/build.json", body)[1]["virtual_machine"]
    assert (data["built"], data["template_label"]) == (False, "AlmaLinux 9 x64")
    cloud.wait(STEP_S)
    assert (server(cloud, STOPPED)["built"], server(cloud, STOPPED)["booted"]) == (True, False)
    cloud.wait(STEP_S)
    assert (server(cloud, STOPPED)["booted"], server(cloud, STOPPED)["locked"]) == (True, False)


def test_build_from_no_template_is_404(cloud: CloudForTests) -> None:
    body = {"virtual_machine": {"template_id": 999}}
    assert cloud.call("POST", f"/virtual_machines/{STOPPED}/build.json", body)[0] == 404


def test_migration_arrives_when_it_is_complete(cloud: CloudForTests) -> None:
    body = {"virtual_machine": {"destination": 2}}
    cloud.call("POST", f"/virtual_machines/{RUNNING}/migration.json", body)
    assert server(cloud, RUNNING)["hypervisor_id"] == 1
    cloud.wait(STEP_S)
    assert server(cloud, RUNNING)["hypervisor_id"] == 2


def test_migration_to_nowhere_is_404(cloud: CloudForTests) -> None:
    body = {"virtual_machine": {"destination": 999}}
    assert cloud.call("POST", f"/virtual_machines/{RUNNING}/migration.json", body)[0] == 404


def test_a_reset_password_is_another_one(cloud: CloudForTests) -> None:
    before = server(cloud, RUNNING)["initial_root_password"]
    cloud.call("POST", f"/virtual_machines/{RUNNING}/reset_password.json", {"virtual_machine": {}})
    assert server(cloud, RUNNING)["initial_root_password"] not in (before, None, "")


def test_vip_is_true_or_null(cloud: CloudForTests) -> None:
    path = f"/virtual_machines/{RUNNING}/set_vip.json"
    assert cloud.call("POST", path)[1]["virtual_machine"]["vip"] is True
    assert cloud.call("POST", path)[1]["virtual_machine"]["vip"] is None
