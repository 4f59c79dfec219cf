"""Sample values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.catalog.models import Parameter, Place
from cloudflow_tui.request import Draft, fill_samples, sample_value, validate
from cloudflow_tui.request.values import Value
from tests.request.examples import CREATE_USER, EDIT_RULE, LIST_USERS


def body(name: str, type: str = "string", place: Place = "body", **more: object) -> Parameter:
    return Parameter(name, place, type, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (body("a", example="x", default="y", enum=("z", "x")), "x"),
        (body("a", default="y", enum=("z", "y")), "y"),
        (body("a", enum=("z", "y")), "z"),
        (body("a", "integer", example="many", default=3), 3),
        (body("a", "integer", example="8"), 8),
        (body("a", "integer", minimum=5), 5),
        (body("a", "integer", maximum=0), 0),
        (body("a", "number", minimum=1.5), 1.5),
        (body("a", "boolean"), True),
        (body("a", "boolean", example=0), False),
        (body("a", "boolean", "query", is_flag=True), ""),
        (body("a", "date"), "2026-03-01"),
        (body("user.email"), "ann@example.com"),
        (body("initial_root_password_ip"), "192.0.2.10"),
        (body("ip_address"), "192.0.2.10"),
        (body("label"), "sample"),
        (body("label", min_length=8), "samplexx"),
        (body("email", max_length=3), "ann"),
        (body("server_port", "integer"), 443),
        (body("role_ids[]", "array"), [1]),
        (body("role_ids[]", "array", example=[2, 3]), [2, 3]),
        (body("modes[]", "array", enum=("cpus", "memory")), ["cpus"]),
        (body("mount_path", place="path"), "-data"),
    ],
)
def test_sample_value(parameter: Parameter, value: Value) -> None:
    assert sample_value(parameter) == value


def test_the_example_body_comes_first() -> None:
    endpoint = replace(CREATE_USER, request_example={"user": {"login": "zaza", "email": "", "age": "old"}})
    draft = Draft(endpoint)
    fill_samples(draft, only_required=False)
    assert draft.get("login") == "zaza"
    assert draft.get("email") == "ann@example.com"
    assert draft.get("age") == 1


def test_only_required() -> None:
    draft = Draft(CREATE_USER)
    draft.set("login", "mine")
    fill_samples(draft)
    assert [name for name, _ in draft.items()] == ["login", "email", "password"]
    assert draft.get("login") == "mine"
    assert draft.missing() == []


@pytest.mark.parametrize("endpoint", [CREATE_USER, EDIT_RULE, LIST_USERS], ids=lambda one: one.id)
def test_everything(endpoint: object) -> None:
    draft = Draft(endpoint)  # type: ignore[arg-type]
    fill_samples(draft, only_required=False)
    assert [one for one in validate(draft) if one.blocks] == []
    unset = [one.name for one in draft.endpoint.parameters if not draft.is_set(one.name)]
    assert unset == [one.name for one in draft.endpoint.parameters if one.is_read_only]


def test_the_same_each_time() -> None:
    one, other = Draft(EDIT_RULE), Draft(EDIT_RULE)
    fill_samples(one, only_required=False)
    fill_samples(other, only_required=False)
    assert one == other
