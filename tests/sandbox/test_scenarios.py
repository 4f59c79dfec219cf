"""What each scenario makes a caller see."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.accounts import derived_key, derived_password
from cloudflow_tui.sandbox.faults import FaultBook
from cloudflow_tui.sandbox.scenarios import SCENARIOS, switch_off, switch_on
from tests.sandbox.cloud import PASSWORD, CloudForTests

BOB = derived_password(PASSWORD, "bob")
NEW = {
    "template_id": 1, "label": "x", "hostname": "x", "memory": 1024, "cpus": 1, "cpu_shares": 50,
    "primary_disk_size": 10,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "login", "method", "target", "body", "status"),
    [
        ("suspended-user", "bob", "GET", "/profile", None, 401),
        ("locked-account", "bob", "GET", "/profile", None, 401),
        ("white-list", "bob", "GET", "/profile", None, 403),
        ("password-login-off", "bob", "GET", "/profile", None, 401),
        ("keys-need-keys", "admin", "POST", "/users/4/user_api_keys/generate", None, 403),
        ("missing-permission", "bob", "GET", "/settings/networks", None, 403),
        ("no-version", "bob", "GET", "/version", None, 403),
        ("busy-server", "bob", "POST", "/virtual_machines/1/stop", None, 422),
        ("suspended-server", "bob", "POST", "/virtual_machines/1/startup", None, 422),
        ("no-free-addresses", "admin", "POST", "/virtual_machines", {"virtual_machine": NEW}, 422),
    ],
)
def test_refusals(name: str, login: str, method: str, target: str, body: object, status: int) -> None:
    cloud = CloudForTests()
    secret = BOB if login == "bob" else PASSWORD
    assert cloud.call(method, f"{target}.json", body, login=login, secret=secret)[0] in (200, 201)
    cloud = CloudForTests()
    switch_on(name, cloud.world, FaultBook())
    assert cloud.call(method, f"{target}.json", body, login=login, secret=secret)[0] == status


def test_keys_open_where_passwords_do_not() -> None:
    cloud = CloudForTests()
    switch_on("password-login-off", cloud.world, FaultBook())
    key = derived_key(PASSWORD, "bob")
    assert cloud.call("GET", "/profile.json", login="bob@example.net", secret=key)[0] == 200
    switch_off("password-login-off", cloud.world, FaultBook())
    assert cloud.call("GET", "/profile.json", login="bob", secret=BOB)[0] == 200


def test_a_busy_server_stays_busy() -> None:
    cloud = CloudForTests()
    switch_on("busy-server", cloud.world, FaultBook())
    cloud.wait(100_000)
    assert cloud.call("POST", "/virtual_machines/1/stop.json")[0] == 422
    assert cloud.newest()["status"] == "running"


def test_failed_builds() -> None:
    cloud = CloudForTests()
    switch_on("failed-build", cloud.world, FaultBook())
    status, data = cloud.call("POST", "/virtual_machines.json", {"virtual_machine": NEW})
    cloud.wait(10)
    number = data["virtual_machine"]["id"]
    server = cloud.call("GET", f"/virtual_machines/{number}.json")[1]["virtual_machine"]
    assert (status, server["built"]) == (201, False)


@pytest.mark.parametrize("name", [name for name, scenario in SCENARIOS.items() if scenario.faults])
def test_faults_come_and_go(name: str) -> None:
    cloud, book = CloudForTests(), FaultBook()
    switch_on(name, cloud.world, book)
    assert len(book.faults) == len(SCENARIOS[name].faults)
    switch_off(name, cloud.world, book)
    assert book.faults == []


def test_every_one_can_be_switched_on() -> None:
    cloud = CloudForTests()
    for name in SCENARIOS:
        switch_on(name, cloud.world, FaultBook())


def test_old_calls_answer_where_they_were_kept() -> None:
    cloud = CloudForTests()
    path, body = "/virtual_machines/1/migrate.json", {"destination": 2}
    assert cloud.call("POST", path, body)[0] == 404
    switch_on("old-calls-kept", cloud.world, FaultBook())
    assert cloud.call("POST", path, body)[0] == 201
    switch_off("old-calls-kept", cloud.world, FaultBook())
    assert cloud.call("POST", path, body)[0] == 404
