"""Values within nested lists and objects."""

from __future__ import annotations

import pytest

from cloudflow_tui.catalog.models import UNSET
from cloudflow_tui.errors import BuildError
from cloudflow_tui.request.tree import put, take, take_out
from cloudflow_tui.request.values import Value


def test_put_makes_what_is_missing() -> None:
    tree: dict[str, Value] = {}
    put(tree, ("sources", 1, "type"), "disk", "sources[1].type")
    assert tree == {"sources": [{}, {"type": "disk"}]}
    put(tree, ("ids", 2), 7, "ids[2]")
    assert tree["ids"] == [None, None, 7]


def test_put_replaces_what_is_no_object() -> None:
    tree: dict[str, Value] = {"limits": "all"}
    put(tree, ("limits", "cpu"), 3, "limits.cpu")
    assert tree == {"limits": {"cpu": 3}}


def test_put_keeps_the_neighbours() -> None:
    tree: dict[str, Value] = {"limits": {"cpu": 1}, "ids": [1, 2]}
    put(tree, ("limits", "memory"), 5, "limits.memory")
    put(tree, ("ids", 0), 9, "ids[0]")
    assert tree == {"limits": {"cpu": 1, "memory": 5}, "ids": [9, 2]}


def test_an_index_beyond_reason() -> None:
    with pytest.raises(BuildError, match="beyond 999"):
        put({}, ("ids", 1000), 1, "ids[1000]")


def test_take() -> None:
    tree: dict[str, Value] = {"a": [{"b": None}]}
    assert take(tree, ("a", 0, "b")) is None
    assert take(tree, ("a", 1)) is UNSET
    assert take(tree, ("a", "b")) is UNSET
    assert take(tree, ("a", 0, "b", "c")) is UNSET


def test_take_out_with_what_becomes_empty() -> None:
    tree: dict[str, Value] = {"limits": {"cpu": 1}, "sources": [{"type": "disk"}], "login": "ann"}
    assert take_out(tree, ("limits", "cpu"))
    assert take_out(tree, ("sources", 0, "type"))
    assert not take_out(tree, ("limits", "cpu"))
    assert tree == {"login": "ann"}


def test_take_out_keeps_the_neighbours() -> None:
    tree: dict[str, Value] = {"sources": [{"type": "disk", "id": 1}, {"type": "nic"}]}
    assert take_out(tree, ("sources", 0, "type"))
    assert tree == {"sources": [{"id": 1}, {"type": "nic"}]}
