"""Wrong sign-ins: accounts are locked as the settings say, addresses where a scenario says so."""

from __future__ import annotations

from cloudflow_tui.sandbox.accounts import derived_key, derived_password
from cloudflow_tui.sandbox.auth import NOT_WHITE
from cloudflow_tui.sandbox.faults import FaultBook
from cloudflow_tui.sandbox.lockout import ADDRESS_ATTEMPTS, attempts
from cloudflow_tui.sandbox.scenarios import switch_off, switch_on
from tests.sandbox.cloud import PASSWORD, CloudForTests

BOB = derived_password(PASSWORD, "bob")


def profile(cloud: CloudForTests, secret: str = BOB, login: str = "bob") -> int:
    return cloud.call("GET", "/profile.json", login=login, secret=secret)[0]


def bob(cloud: CloudForTests) -> dict[str, object]:
    _, rows = cloud.call("GET", "/users.json?q=bob")
    found: dict[str, object] = next(row["user"] for row in rows if row["user"]["login"] == "bob")
    return found


def lock_after(cloud: CloudForTests, count: int) -> None:
    body = {"configuration": {"password_lockout_attempts": count}}
    assert cloud.call("PUT", "/settings.json", body)[0] == 204


def test_an_account_is_locked_and_unlocked() -> None:
    cloud = CloudForTests()
    number = attempts(cloud.world)
    assert number == 10
    for _ in range(number):
        assert profile(cloud) == 200 or profile(cloud, "wrong") == 401
    assert [profile(cloud, "wrong") for _ in range(number)] == [401] * number
    assert (profile(cloud), bob(cloud)["status"]) == (401, "locked")
    assert profile(cloud, derived_key(PASSWORD, "bob"), "bob@example.net") == 401
    assert profile(cloud, PASSWORD, "admin") == 200
    assert cloud.call("POST", f"/users/{bob(cloud)['id']}/unlock_account.json")[0] == 201
    assert (profile(cloud), bob(cloud)["status"], bob(cloud)["locked_at"]) == (200, "active", None)
    assert profile(cloud, "wrong") == 401
    assert profile(cloud) == 200


def test_the_right_password_begins_the_count_anew() -> None:
    cloud = CloudForTests()
    for _ in range(3):
        assert [profile(cloud, "wrong") for _ in range(9)] == [401] * 9
        assert profile(cloud) == 200


def test_the_settings_say_how_often() -> None:
    cloud = CloudForTests()
    lock_after(cloud, 2)
    assert [profile(cloud, "wrong"), profile(cloud, "wrong"), profile(cloud)] == [401, 401, 401]
    cloud = CloudForTests()
    lock_after(cloud, 0)
    assert [profile(cloud, "wrong") for _ in range(30)] == [401] * 30
    assert profile(cloud) == 200


def test_older_clouds_lock_nobody() -> None:
    cloud = CloudForTests(api_version="5.9")
    assert [profile(cloud, "wrong") for _ in range(12)] == [401] * 12
    assert profile(cloud) == 200


def test_the_count_is_not_shown() -> None:
    cloud = CloudForTests()
    profile(cloud, "wrong")
    assert not [name for name in bob(cloud) if "wrong" in name]


def test_an_address_is_shut_out_where_the_scenario_says_so() -> None:
    cloud, book = CloudForTests(), FaultBook()
    assert [profile(cloud, "wrong", "nobody") for _ in range(5)] == [401] * 5
    switch_on("shut-out", cloud.world, book)
    assert profile(cloud, "wrong", "nobody") == 401
    assert profile(cloud) == 200  # the right one begins anew
    for _ in range(ADDRESS_ATTEMPTS):
        profile(cloud, "wrong", "nobody")
    denied = (403, {"errors": [NOT_WHITE]})
    assert cloud.call("GET", "/profile.json", login="bob", secret=BOB) == denied
    assert cloud.call("GET", "/users.json") == denied
    switch_off("shut-out", cloud.world, book)
    assert profile(cloud) == 200
    switch_on("shut-out", cloud.world, book)
    assert profile(cloud) == 200


def test_passwords_that_are_switched_off_are_not_wrong() -> None:
    cloud, book = CloudForTests(), FaultBook()
    switch_on("password-login-off", cloud.world, book)
    assert [profile(cloud) for _ in range(12)] == [401] * 12
    switch_off("password-login-off", cloud.world, book)
    assert profile(cloud) == 200
