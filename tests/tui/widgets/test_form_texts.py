"""Placeholders, shown values and where a value goes."""

from __future__ import annotations

from typing import Any

import pytest

from cloudflow_tui.catalog.models import Parameter
from cloudflow_tui.request import Draft
from cloudflow_tui.tui.glyphs import UNICODE_GLYPHS
from cloudflow_tui.tui.widgets.form_fields import Field, fields_of
from cloudflow_tui.tui.widgets.form_list import cut_name, is_before
from cloudflow_tui.tui.widgets.form_texts import (
    all_facts_of,
    edited_text,
    is_long,
    placeholder_of,
    shown_value,
    where_it_goes,
)
from tests.factories import make_endpoint


def field_of(parameter: Parameter, value: object = None) -> tuple[Field, Draft]:
    draft = Draft(make_endpoint("things.create", "POST", "/things", parameters=(parameter,), root="thing"))
    if value is not None:
        draft.set(parameter.name, value)
    return fields_of(draft)[0], draft


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "not sent"),
        ({"default": 5, "example": 7}, "default 5"),
        ({"example": "web"}, "such as web"),
        ({"enum": ("a", "b")}, "one of a, b"),
        ({"example": "hunter2", "is_secret": True}, "not sent"),
    ],
)
def test_placeholders(options: dict[str, Any], words: str) -> None:
    field, _ = field_of(Parameter("kind", "body", "string", **options))
    assert placeholder_of(field) == words


def test_placeholders_of_lists() -> None:
    field, _ = field_of(Parameter("ids[]", "body", "array", example=["1", "2"]))
    assert placeholder_of(field) == "none; such as 1, 2"


@pytest.mark.parametrize(
    ("type", "value", "shown"),
    [
        ("string", "", '""'),
        ("integer", "null", "null"),
        ("boolean", True, "● on"),
        ("boolean", False, "○ off"),
        ("integer", 7, "7"),
        ("string", "a\nb", "a ⏎ b"),
        ("object", {"password": "hunter2", "a": 1}, '{"password": "••••••••", "a": 1}'),
    ],
)
def test_shown_values(type: Any, value: object, shown: str) -> None:
    field, draft = field_of(Parameter("thing", "body", type), value)
    current: Any = field.value(draft)
    assert shown_value(field, current, UNICODE_GLYPHS, is_revealed=False) == shown


def test_a_secret_is_always_eight_dots() -> None:
    field, draft = field_of(Parameter("password", "body", "string"), "x")
    current: Any = field.value(draft)
    assert shown_value(field, current, UNICODE_GLYPHS, is_revealed=False) == "••••••••"
    assert shown_value(field, current, UNICODE_GLYPHS, is_revealed=True) == "x"


def test_what_is_long_and_how_an_editor_opens() -> None:
    field, draft = field_of(Parameter("note", "body", "string"), "a\nb")
    assert is_long(field, field.value(draft))
    field, draft = field_of(Parameter("note", "body", "string"), "")
    assert edited_text(field, field.value(draft)) == '""'
    field, draft = field_of(Parameter("note", "body", "boolean"), False)
    assert edited_text(field, field.value(draft)) == "off"


@pytest.mark.parametrize(
    ("parameter", "where"),
    [
        (Parameter("id", "path", "integer"), ("in the path as", ":id")),
        (Parameter("page", "query", "integer"), ("in the query as", "page")),
        (Parameter("a.b", "body", "integer"), ("in the body as", "thing.a.b")),
        (
            Parameter("kind", "body", "string", is_beside_root=True),
            ("in the body beside the root as", "kind"),
        ),
    ],
)
def test_where_a_value_goes(parameter: Parameter, where: tuple[str, str]) -> None:
    field, draft = field_of(parameter)
    assert where_it_goes(field, draft) == where


def test_facts() -> None:
    parameter = Parameter(
        "memory",
        "body",
        "integer",
        unit="MB",
        minimum=128,
        maximum=512,
        default=256,
        since="5.0",
        until="6.0",
    )
    assert ", ".join(all_facts_of(parameter)) == "in MB, 128 to 512, default 256, since 5.0, until 6.0"


def test_long_names_keep_their_last_part() -> None:
    assert cut_name("login", 10) == "login"
    assert cut_name("additional_fields[].value", 16) == "additiona….value"
    assert cut_name("a_name_without_parts", 8) == "a_name_…"


def test_versions_are_compared_by_number() -> None:
    assert is_before("5.9", "5.10")
    assert not is_before("6.7", "6.7")
    assert not is_before("", "6.7")
