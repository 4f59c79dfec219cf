"""Entries of a list that are altered and deleted by what they hold."""

from __future__ import annotations

from typing import Any

from tests.sandbox.support import Asker

CONTROLS = "/billing/buckets/1/access_controls.json"


def controls(ask: Asker) -> list[dict[str, Any]]:
    return [row["access_control"] for row in ask("GET", CONTROLS).data]


def key_of(control: dict[str, Any]) -> dict[str, Any]:
    return {name: control[name] for name in ("server_type", "type", "target_id")}


def test_alter_one(ask: Asker) -> None:
    before = controls(ask)
    given = {**key_of(before[0]), "bucket_id": 1, "limits": {"limit": 5}}
    assert ask("PUT", CONTROLS, given).status == 204
    after = controls(ask)
    assert after[0]["limits"] == {"limit": 5}
    assert after[1:] == before[1:]


def test_alter_adds_what_is_not_there(ask: Asker) -> None:
    before = controls(ask)
    given = {"bucket_id": 1, "server_type": "other", "type": "recipe_groups_resource", "target_id": 77}
    ask("PUT", CONTROLS, given)
    added = controls(ask)[len(before) :]
    assert [key_of(control)["target_id"] for control in added] == [77]
    assert added[0]["bucket_id"] == 1


def test_delete_one(ask: Asker) -> None:
    before = controls(ask)
    assert ask("DELETE", CONTROLS, {**key_of(before[0]), "bucket_id": 1}).status == 204
    assert controls(ask) == before[1:]


def test_another_bucket_is_left_alone(ask: Asker) -> None:
    before = controls(ask)
    ask("DELETE", "/billing/buckets/2/access_controls.json", {**key_of(before[0]), "bucket_id": 2})
    assert controls(ask) == before


def test_delete_without_key_deletes_nothing(ask: Asker) -> None:
    before = controls(ask)
    ask("DELETE", CONTROLS)
    assert controls(ask) == before
