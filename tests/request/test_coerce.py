"""Text of a field made into a value, and back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings

from cloudflow_tui.catalog.models import UNSET, Parameter, ParameterType, Unset
from cloudflow_tui.request.coerce import from_text, to_text
from cloudflow_tui.request.names import parse_name
from cloudflow_tui.request.shape import Node, Shape
from cloudflow_tui.request.values import Value, is_same
from tests.request.examples import CREATE_USER, EDIT_RULE, LIST_USERS, VALUES, endpoint_of


def node_of(name: str) -> Node:
    for endpoint in (CREATE_USER, EDIT_RULE):
        spot = Shape(endpoint).spot("body", parse_name(name))
        if spot is not None:
            return spot.node
    raise LookupError(name)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("login", " 1 ", " 1 "),
        ("login", "", ""),
        ("age", " 42 ", 42),
        ("age", "007", 7),
        ("age", "4 2", "4 2"),
        ("age", "", None),
        ("age", "null", None),
        ("price", "1.5", 1.5),
        ("price", "2", 2),
        ("price", "1,5", "1,5"),
        ("price", "1e999999999999999999999", "1e999999999999999999999"),
        ("vip", "yes", True),
        ("vip", "OFF", False),
        ("vip", "maybe", "maybe"),
        ("suspend_at", " 2026-03-01 ", "2026-03-01"),
        ("role_ids[]", "1, 2", [1, 2]),
        ("role_ids[]", "01,x", ["01", "x"]),
        ("role_ids[]", '[1, "2"]', [1, "2"]),
        ("role_ids[]", "", []),
        ("role_ids[]", "null", None),
        ("aliases[]", "1,2", ["1", "2"]),
        ("infoboxes", '{"a": [1.5]}', {"a": [1.5]}),
        ("infoboxes", "{a}", "{a}"),
        ("infoboxes", '{"a": NaN}', '{"a": NaN}'),
        ("sources[]", '{"target_id": 1}, {"target_id": 2}', [{"target_id": 1}, {"target_id": 2}]),
        ("limits", '{"limit_cpu": 2}', {"limit_cpu": 2}),
    ],
)
def test_from_text(name: str, text: str, value: Value) -> None:
    found = from_text(node_of(name), text)
    assert not isinstance(found, Unset)
    assert is_same(found, value)


def test_a_flag() -> None:
    spot = Shape(LIST_USERS).spot("query", ("short",))
    assert spot is not None
    assert from_text(spot.node, "true") == ""
    assert from_text(spot.node, "no") is UNSET


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("age", 42, "42"),
        ("age", None, "null"),
        ("login", None, ""),
        ("vip", False, "false"),
        ("role_ids[]", [1, 2], "1, 2"),
        ("role_ids[]", ["1", 2], '["1", 2]'),
        ("aliases[]", ["a,b"], '["a,b"]'),
        ("infoboxes", {"a": "ä"}, '{"a": "ä"}'),
    ],
)
def test_to_text(name: str, value: Value, text: str) -> None:
    assert to_text(node_of(name), value) == text


def test_what_is_not_there_shows_as_nothing() -> None:
    assert to_text(node_of("age"), UNSET) == ""


KINDS: dict[ParameterType, type] = {"integer": int, "boolean": bool, "array": list, "object": dict}


@settings(deadline=None)
@given(VALUES)
def test_text_gives_the_value_back(value: Value) -> None:
    for kind, python_type in KINDS.items():
        if type(value) is not python_type:
            continue
        name = "x[]" if kind == "array" else "x"
        spot = Shape(endpoint_of(Parameter(name, "body", kind))).spot("body", ("x",))
        assert spot is not None
        found = from_text(spot.node, to_text(spot.node, value))
        assert not isinstance(found, Unset)
        assert is_same(found, value)
        return
    assume(False)
