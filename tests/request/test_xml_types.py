"""What the text of an element means."""

from __future__ import annotations

import pytest

from cloudflow_tui.request.shape import FREE, Shape
from cloudflow_tui.request.values import Value, is_same
from cloudflow_tui.request.xml_types import typed_value, untyped_value
from tests.request.examples import CREATE_USER

BODY = Shape(CREATE_USER).trees["body"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", " 7 ", 7),
        ("integer", "seven", "seven"),
        ("decimal", "1.50", 1.5),
        ("float", "1e2", 100.0),
        ("decimal", "1e9999999999999999999999", "1e9999999999999999999999"),
        ("boolean", "1", True),
        ("boolean", "perhaps", "perhaps"),
        ("dateTime", "2026-03-01", "2026-03-01"),
        ("symbol", "7", "7"),
        ("strange", "7", "7"),
    ],
)
def test_typed(kind: str, text: str, value: Value) -> None:
    assert is_same(typed_value(kind, text, FREE), value)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("age", "7", 7),
        ("age", "x", "x"),
        ("price", "7", 7),
        ("vip", "true", True),
        ("login", "7", "7"),
        ("infoboxes", " ", {}),
        ("role_ids", "", []),
        ("login", " ", " "),
    ],
)
def test_untyped(key: str, text: str, value: Value) -> None:
    assert is_same(untyped_value(text, BODY.children[key]), value)


def test_values_of_a_list() -> None:
    numbers, texts = BODY.children["role_ids"].item, BODY.children["aliases"].item
    assert numbers is not None
    assert texts is not None
    assert is_same(untyped_value("7", numbers), 7)
    assert is_same(untyped_value("7", texts), "7")
