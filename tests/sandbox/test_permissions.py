"""Who may do what: administrator, customer and reader on the seeded cloud."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.accounts import accounts_of, derived_key
from cloudflow_tui.sandbox.permissions import DENIED, owner_of
from tests.sandbox.cloud import PASSWORD, CloudForTests

REFUSED = {"errors": [DENIED]}


@pytest.fixture(scope="module")
def shared() -> CloudForTests:
    """For calls that change nothing, or are refused."""
    return CloudForTests()


def ask(
    cloud: CloudForTests, login: str, method: str, target: str, body: object = None
) -> tuple[int, object]:
    secrets = {account.login: account.password for account in accounts_of(PASSWORD)}
    return cloud.call(method, target, body, login=login, secret=secrets[login])


@pytest.mark.parametrize(
    ("login", "method", "target", "status"),
    [
        ("bob", "GET", "/virtual_machines/1.json", 200),
        ("bob", "GET", "/virtual_machines/5.json", 403),
        ("bob", "POST", "/virtual_machines/5/stop.json", 403),
        ("bob", "GET", "/virtual_machines/5/disks.json", 403),
        ("bob", "GET", "/virtual_machines/1/disks.json", 200),
        ("bob", "GET", "/users/3.json", 200),
        ("bob", "GET", "/users/4.json", 403),
        ("bob", "POST", "/users.json", 403),
        ("bob", "GET", "/settings/hypervisors.json", 403),
        ("bob", "GET", "/settings/configuration.json", 403),
        ("bob", "GET", "/version.json", 200),
        ("bob", "GET", "/profile.json", 200),
        ("bob", "GET", "/templates.json", 200),
        ("bob", "GET", "/virtual_machines/404.json", 404),
        ("farid", "GET", "/virtual_machines/5.json", 200),
        ("farid", "GET", "/users.json", 200),
        ("farid", "POST", "/virtual_machines/1/stop.json", 403),
        ("farid", "DELETE", "/users/4.json", 403),
        ("farid", "GET", "/users/4/suspend.json", 403),
    ],
)
def test_what_each_may(shared: CloudForTests, login: str, method: str, target: str, status: int) -> None:
    found, data = ask(shared, login, method, target)
    assert found == status
    if status == 403:
        assert data == REFUSED


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/virtual_machines.json", "virtual_machine"),
        ("/settings/disks.json", "disk"),
        ("/transactions.json?per_page=50", "transaction"),
        ("/logs.json", "log_item"),
        ("/users.json", "user"),
    ],
)
def test_lists_show_what_is_ones_own(shared: CloudForTests, target: str, kind: str) -> None:
    rows = ask(shared, "bob", "GET", target)[1]
    everything = ask(shared, "admin", "GET", target)[1]
    assert isinstance(rows, list)
    assert isinstance(everything, list)
    assert 0 < len(rows) < len(everything)
    stored = [shared.store.get(kind, next(iter(row.values()))["id"]) for row in rows]
    assert {owner_of(shared.world, kind, row) for row in stored if row} == {3}


def test_new_permissions_count_at_once() -> None:
    cloud = CloudForTests()
    assert ask(cloud, "bob", "GET", "/settings/hypervisors.json")[0] == 403
    role = cloud.store.get("role", 2)
    assert role is not None
    wanted = next(
        row for row in cloud.store.select("permission")[0] if row["identifier"] == "hypervisors.read"
    )
    body = {"role": {"permission_ids": [*role["_permission_ids"], wanted["id"]]}}
    assert cloud.call("PUT", "/roles/2.json", body)[0] == 204
    assert ask(cloud, "bob", "GET", "/settings/hypervisors.json")[0] == 200
    assert ask(cloud, "bob", "DELETE", "/settings/hypervisors/1.json")[0] == 403


def test_an_administrator_without_his_role_is_none() -> None:
    cloud = CloudForTests()
    assert cloud.call("PUT", "/roles/1.json", {"role": {"permission_ids": [1]}})[0] == 204
    assert cloud.call("GET", "/users.json")[0] == 403


@pytest.mark.parametrize("login", ["admin", "bob", "farid"])
def test_each_account_has_a_key(shared: CloudForTests, login: str) -> None:
    key = derived_key(PASSWORD, login)
    mail = f"{login}@example.net"
    assert shared.call("GET", "/profile.json", login=mail, secret=key)[1]["user"]["login"] == login
    assert shared.call("GET", "/profile.json", login=login, secret=key)[0] == 401


def test_a_white_list_shuts_others_out() -> None:
    cloud = CloudForTests()
    path = "/users/3/user_white_lists.json"
    status, data = cloud.call("POST", path, {"user_white_list": {"ip": "203.0.113.9"}})
    assert status == 201
    status, told = ask(cloud, "bob", "GET", "/profile.json")
    assert (status, told) == (403, {"errors": ["Access Denied as your IP is not white-listed"]})
    number = data["user_white_list"]["id"]
    cloud.call("PUT", f"/users/3/user_white_lists/{number}.json", {"user_white_list": {"ip": "127.0.0.0/8"}})
    assert ask(cloud, "bob", "GET", "/profile.json")[0] == 200
