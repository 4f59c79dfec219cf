"""Roles: permissions by number, and copies."""

from __future__ import annotations

from tests.sandbox.cloud import CloudForTests


def granted(role: dict[str, object]) -> list[int]:
    entries = role["permissions"]
    assert isinstance(entries, list)
    return [entry["permission"]["id"] for entry in entries]


def test_a_permission_that_is_not_there_is_a_404(cloud: CloudForTests) -> None:
    body = {"role": {"label": "Reader", "permission_ids": [3, 99999]}}
    assert cloud.call("POST", "/roles.json", body) == (404, {"errors": ["Permission not found"]})


def test_a_new_role_has_the_permissions_it_was_given(cloud: CloudForTests) -> None:
    body = {"role": {"label": "Reader", "permission_ids": [3, "5"]}}
    status, data = cloud.call("POST", "/roles.json", body)
    assert (status, granted(data["role"]), data["role"]["users_count"]) == (201, [3, 5], 0)


def test_another_label_leaves_the_permissions(cloud: CloudForTests) -> None:
    before = granted(cloud.call("GET", "/roles/2.json")[1]["role"])
    cloud.call("PUT", "/roles/2.json", {"role": {"label": "Customer"}})
    after = cloud.call("GET", "/roles/2.json")[1]["role"]
    assert (granted(after), after["label"]) == (before, "Customer")


def test_a_copy_grants_the_same(cloud: CloudForTests) -> None:
    status, data = cloud.call("POST", "/roles/2/clone.json")
    assert status == 201
    assert granted(data["role"]) == granted(cloud.call("GET", "/roles/2.json")[1]["role"])
    assert data["role"]["users_count"] == 0
