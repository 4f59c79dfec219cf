"""Required, typed, bounded and unique parameters; the words are those of the server's framework."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.sandbox.calls import World
from cloudflow_tui.sandbox.checking import Checked, check, check_object
from cloudflow_tui.sandbox.schema import Plan, Schema
from tests.factories import make_endpoint


def plan_of(*parameters: Parameter, path: str = "/things") -> Plan:
    endpoint = make_endpoint("things.create", "POST", path, parameters=parameters, root="thing")
    return Schema((endpoint,)).plans["things.create"]


LABEL = Parameter("label", "body", "string", is_required=True, min_length=2, max_length=4)
SIZE = Parameter("size", "body", "integer", minimum=1, maximum=9)
MODE = Parameter("mode", "body", "string", enum=("on", "off"))
SOURCE = Parameter("sources[].type", "body", "string", is_required=True)
LIMIT = Parameter("limits.cpu", "body", "integer", is_required=True)
RULE = Parameter("conditions.N.subject", "body", "string", is_required=True)
START = Parameter("period[startdate]", "query", "datetime", is_required=True)


@pytest.mark.parametrize(
    ("parameter", "values", "errors"),
    [
        (LABEL, {}, {"label": ["can't be blank"]}),
        (LABEL, {"label": None}, {"label": ["can't be blank"]}),
        (LABEL, {"label": "  "}, {"label": ["can't be blank"]}),
        (LABEL, {"label": "a"}, {"label": ["is too short (minimum is 2 characters)"]}),
        (LABEL, {"label": "abcde"}, {"label": ["is too long (maximum is 4 characters)"]}),
        (LABEL, {"label": "abc"}, {}),
        (SIZE, {}, {}),
        (SIZE, {"size": "x"}, {"size": ["is not a number"]}),
        (SIZE, {"size": 0}, {"size": ["must be greater than or equal to 1"]}),
        (SIZE, {"size": "10"}, {"size": ["must be less than or equal to 9"]}),
        (MODE, {"mode": "maybe"}, {"mode": ["is not included in the list"]}),
        (MODE, {"mode": "on"}, {}),
        (SOURCE, {}, {}),
        (SOURCE, {"sources": [{}]}, {"sources.type": ["can't be blank"]}),
        (SOURCE, {"sources": {"0": {"type": "a"}, "1": {}}}, {"sources.type": ["can't be blank"]}),
        (SOURCE, {"sources": [7]}, {"sources": ["is invalid"]}),
        (SOURCE, {"sources": [{"type": "a"}]}, {}),
        (LIMIT, {}, {"limits.cpu": ["can't be blank"]}),
        (LIMIT, {"limits": {"cpu": "x"}}, {"limits.cpu": ["is not a number"]}),
        (LIMIT, {"limits": {"cpu": 1}}, {}),
        (RULE, {}, {}),
        (RULE, {"conditions": {"7": {}}}, {"conditions.7.subject": ["can't be blank"]}),
        (RULE, {"conditions": {"7": {"subject": "a"}}}, {}),
    ],
)
def test_body(parameter: Parameter, values: dict[str, Any], errors: dict[str, list[str]]) -> None:
    assert check(plan_of(parameter), values, {}).errors == errors


def test_values_take_their_type() -> None:
    checked = check(plan_of(SIZE, MODE), {"size": "7", "mode": "on", "other": "1"}, {})
    assert checked.values == {"size": 7, "mode": "on", "other": "1"}
    assert check(plan_of(SIZE), {"size": ""}, {}).values == {"size": None}


def test_query() -> None:
    assert check(plan_of(START), {}, {}).errors == {"period[startdate]": ["can't be blank"]}
    assert check(plan_of(START), {}, {"period": {"startdate": "2026-03-01"}}).errors == {}


def test_path_flags_and_read_only_are_left_alone() -> None:
    path = Parameter("thing_id", "path", "integer", is_required=True)
    flag = Parameter("short", "query", "string", is_required=True, is_flag=True)
    fixed = Parameter("made", "body", "datetime", is_required=True, is_read_only=True)
    assert check(plan_of(path, flag, fixed, path="/things/:thing_id"), {"made": "x"}, {}).errors == {}


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"login": "zaza", "email": "zaza@example.com", "password": "secret"}, {}),
        ({"login": "admin"}, {"login": ["has already been taken"]}),
        ({"email": "nobody"}, {"email": ["is invalid"]}),
        ({"password": "short"}, {"password": ["is too short (minimum is 6 characters)"]}),
        (
            {"password": "longer", "password_confirmation": "other"},
            {"password_confirmation": ["doesn't match Password"]},
        ),
        ({"login": {"a": 1}}, {}),
    ],
)
def test_user(world: World, values: dict[str, Any], errors: dict[str, list[str]]) -> None:
    checked = Checked(values)
    check_object(checked, world.schema, world.store, "user", None)
    assert checked.errors == errors


def test_own_login_is_not_taken(world: World) -> None:
    admin = world.store.get("user", 1)
    checked = Checked({"login": "admin"})
    check_object(checked, world.schema, world.store, "user", admin)
    assert checked.errors == {}
