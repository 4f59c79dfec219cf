"""Users: made with defaults, refused when taken, suspended, unlocked and deleted in two steps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.cloud import CloudForTests

ZAZA = {"login": "zaza", "email": "zaza@example.net", "password": "secret1"}


def make_zaza(cloud: CloudForTests, **more: object) -> dict[str, Any]:
    status, data = cloud.call("POST", "/users.json", {"user": {**ZAZA, **more}})
    assert status == 201
    user: dict[str, Any] = data["user"]
    return user


def test_a_new_user_starts_active_with_the_user_role(cloud: CloudForTests) -> None:
    user = make_zaza(cloud)
    assert (user["status"], user["locale"], user["bucket_id"]) == ("active", "en", 1)
    assert [role["role"]["identifier"] for role in user["roles"]] == ["user"]
    assert "secret1" not in str(user)


def test_a_new_user_signs_in(cloud: CloudForTests) -> None:
    make_zaza(cloud)
    status, data = cloud.call("GET", "/profile.json", login="zaza", secret="secret1")
    assert (status, data["user"]["login"]) == (200, "zaza")
    assert data["user"]["roles"]


def test_roles_of_the_request_are_taken(cloud: CloudForTests) -> None:
    user = make_zaza(cloud, role_ids=["3", 4])
    assert [role["role"]["identifier"] for role in user["roles"]] == ["support", "billing"]


def test_login_and_mail_are_unique_and_the_password_is_long_enough(cloud: CloudForTests) -> None:
    body = {"user": {"login": "bob", "email": "ann@example.net", "password": "short"}}
    status, data = cloud.call("POST", "/users.json", body)
    assert status == 422
    assert data["errors"] == {
        "login": ["has already been taken"],
        "email": ["has already been taken"],
        "password": ["is too short (minimum is 6 characters)"],
    }


def test_a_changed_role_is_seen_in_its_users(cloud: CloudForTests) -> None:
    cloud.call("PUT", "/roles/2.json", {"role": {"label": "Customer", "permission_ids": [1, 2]}})
    _, data = cloud.call("GET", "/users/3.json")
    role = data["user"]["roles"][0]["role"]
    assert role["label"] == "Customer"
    assert [entry["permission"]["id"] for entry in role["permissions"]] == [1, 2]


def test_the_short_list_has_no_roles(cloud: CloudForTests) -> None:
    _, short = cloud.call("GET", "/users.json?short")
    _, long = cloud.call("GET", "/users.json")
    assert [row["user"]["id"] for row in short] == [row["user"]["id"] for row in long]
    assert not any("roles" in row["user"] for row in short)
    assert all(row["user"]["roles"] for row in long)


def test_a_suspended_user_is_kept_out_until_activated(cloud: CloudForTests) -> None:
    number = make_zaza(cloud)["id"]
    status, data = cloud.call("POST", f"/users/{number}/suspend.json")
    assert (status, data["user"]["status"]) == (200, "suspended")
    assert cloud.call("GET", "/profile.json", login="zaza", secret="secret1")[0] == 401
    assert cloud.call("POST", f"/users/{number}/activate.json")[1]["user"]["status"] == "active"
    assert cloud.call("GET", "/profile.json", login="zaza", secret="secret1")[0] == 200


def test_unlock_opens_a_locked_account(cloud: CloudForTests) -> None:
    locked = next(user for user in cloud.store.select("user")[0] if user["status"] == "locked")
    assert cloud.call("POST", f"/users/{locked['id']}/unlock_account.json")[0] == 201
    assert cloud.store.get("user", locked["id"])["status"] == "active"  # type: ignore[index]


def test_deleting_takes_two_steps(cloud: CloudForTests) -> None:
    _, owned = cloud.call("GET", "/users/3/virtual_machines.json")
    assert len(owned) > 1
    assert cloud.call("DELETE", "/users/3.json") == (204, None)
    assert cloud.call("GET", "/users/3.json")[1]["user"]["status"] == "deleted"
    assert cloud.call("GET", "/users/3/virtual_machines.json")[1] == []
    assert cloud.call("GET", f"/virtual_machines/{owned[0]['virtual_machine']['id']}.json")[0] == 404
    assert cloud.call("DELETE", "/users/3.json")[0] == 204
    assert cloud.call("GET", "/users/3.json")[0] == 404


def test_force_deletes_at_once(cloud: CloudForTests) -> None:
    assert cloud.call("DELETE", "/users/3.json", {"force": 1})[0] == 204
    assert cloud.call("GET", "/users/3.json")[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/users/1.json", 422),
        ("POST", "/users/1/suspend.json", 403),
        ("GET", "/users/1/suspend.json", 403),
    ],
)
def test_nobody_shuts_himself_out(cloud: CloudForTests, method: str, path: str, status: int) -> None:
    assert cloud.call(method, path)[0] == status
    assert cloud.call("GET", "/profile.json")[1]["user"]["status"] == "active"


@pytest.mark.parametrize(
    ("body", "is_free"),
    [
        ({"login": "bob"}, False),
        ({"login": "zaza"}, True),
        ({"email": "bob@example.net"}, False),
        ({"email": "zaza@example.net"}, True),
    ],
)
def test_availability_of_login_and_mail(cloud: CloudForTests, body: dict[str, str], is_free: bool) -> None:
    status, data = cloud.call("POST", "/users/validate_login.json", body)
    assert status == 201
    assert data["valid"] is is_free
    assert set(data) == {"valid", "message"}


def test_availability_in_xml_stands_in_a_user(cloud: CloudForTests) -> None:
    _, text = cloud.call("POST", "/users/validate_login.xml?login=bob")
    assert '<user>\n  <valid type="boolean">false</valid>' in text


def test_a_blank_login_is_not_available(cloud: CloudForTests) -> None:
    status, data = cloud.call("POST", "/users/validate_login.json", {"login": ""})
    assert (status, data) == (201, {"valid": False, "message": "Login can't be blank"})


def test_a_new_password_counts_and_is_dated(cloud: CloudForTests) -> None:
    number = make_zaza(cloud)["id"]
    cloud.wait(3600)
    assert cloud.call("PUT", f"/users/{number}.json", {"user": {"password": "secret2"}})[0] == 204
    status, data = cloud.call("GET", "/profile.json", login="zaza", secret="secret2")
    assert status == 200
    assert data["user"]["password_changed_at"].startswith("2026-03-01T10:15")


def test_groups_show_their_roles(cloud: CloudForTests) -> None:
    group = cloud.call("GET", "/user_groups/2.json")[1]["user_group"]
    assert [role["role"]["label"] for role in group["roles"]] == ["Administrator", "Support"]


def test_the_old_calls_suspend_and_activate_with_a_get(cloud: CloudForTests) -> None:
    assert cloud.call("GET", "/users/4/suspend.json")[1]["user"]["status"] == "suspended"
    assert cloud.call("GET", "/users/4/activate_user.json")[1]["user"]["status"] == "active"
