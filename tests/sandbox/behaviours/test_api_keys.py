"""API keys: shown once, kept as digests, good for signing in with the e-mail."""

from __future__ import annotations

from cloudflow_tui.sandbox.behaviours.api_keys import MAX_KEYS
from tests.sandbox.cloud import CloudForTests


def test_a_new_key_signs_in_with_the_mail(cloud: CloudForTests) -> None:
    status, data = cloud.call("POST", "/users/3/user_api_keys/generate.json")
    assert status == 201
    status, profile = cloud.call("GET", "/profile.json", login="bob@example.net", secret=data["api_key"])
    assert (status, profile["user"]["login"]) == (200, "bob")


def test_a_key_is_shown_once(cloud: CloudForTests) -> None:
    key = cloud.call("POST", "/users/3/user_api_keys/generate.json")[1]["api_key"]
    assert key not in str(cloud.call("GET", "/users/3.json"))
    assert key not in str(cloud.store.get("user", 3))


def test_older_clouds_replace_the_key_and_answer_the_user(cloud: CloudForTests) -> None:
    first = cloud.call("POST", "/users/3/make_new_api_key.json")[1]["user"]["api_key"]
    status, data = cloud.call("POST", "/users/3/make_new_api_key.json")
    assert (status, data["user"]["login"]) == (200, "bob")
    assert cloud.call("GET", "/profile.json", login="bob@example.net", secret=first)[0] == 401
    assert (
        cloud.call("GET", "/profile.json", login="bob@example.net", secret=data["user"]["api_key"])[0] == 200
    )


def test_there_is_a_limit(cloud: CloudForTests) -> None:
    user = cloud.store.get("user", 3)
    assert user is not None
    cloud.store.save("user", {**user, "_api_keys": ["x"] * MAX_KEYS})
    assert cloud.call("POST", "/users/3/user_api_keys/generate.json")[0] == 422
