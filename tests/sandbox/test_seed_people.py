"""The first people: logins, roles and permissions that fit together."""

from __future__ import annotations

from cloudflow_tui.sandbox.seed import Seeder
from cloudflow_tui.sandbox.store import Object
from tests.sandbox.cloud import schema


def rows(kind: str) -> list[Object]:
    return list(Seeder(schema())(kind))


def test_the_administrator_is_the_first_and_may_do_everything() -> None:
    admin = rows("user")[0]
    role = rows("role")[admin["_role_ids"][0] - 1]
    granted = {entry["permission"]["identifier"] for entry in role["permissions"]}
    bare = {row["identifier"] for row in rows("permission") if "." not in row["identifier"]}
    assert admin["login"] == "admin"
    assert granted == bare
    assert {schema().permission_of(kind) for kind in ("user", "hypervisor_group", "image_template")} <= bare


def test_logins_and_mails_are_unique_and_at_example_domains() -> None:
    people = rows("user")
    assert len(people) >= 20
    assert len({user["login"] for user in people}) == len({user["email"] for user in people}) == len(people)
    assert all(user["email"].endswith(("@example.net", "@example.org")) for user in people)
    assert "suspended" in {user["status"] for user in people}


def test_a_customer_handles_only_what_is_his() -> None:
    role = next(role for role in rows("role") if role["identifier"] == "user")
    granted = {entry["permission"]["identifier"] for entry in role["permissions"]}
    assert "virtual_machines.read.own" in granted
    assert not granted & {"virtual_machines", "virtual_machines.read", "users.read", "hypervisors.read"}


def test_roles_count_their_users() -> None:
    people = rows("user")
    for role in rows("role"):
        assert role["users_count"] == sum(role["id"] in user["_role_ids"] for user in people)


def test_permissions_of_a_role_are_permissions() -> None:
    known = {row["id"]: row["identifier"] for row in rows("permission")}
    for role in rows("role"):
        assert role["permissions"]
        for entry in role["permissions"]:
            assert known[entry["permission"]["id"]] == entry["permission"]["identifier"]


def test_usage_of_users_follows_from_their_servers() -> None:
    servers = rows("virtual_machine")
    for user in rows("user"):
        owned = [server for server in servers if server["user_id"] == user["id"]]
        assert user["used_memory"] == sum(server["memory"] for server in owned)
        assert user["used_disk_size"] == sum(server["total_disk_size"] for server in owned)


def test_buckets_count_their_users() -> None:
    people = rows("user")
    for bucket in rows("bucket"):
        users = [user for user in people if user["bucket_id"] == bucket["id"]]
        assert bucket["associated_with_users"] == len(users)
