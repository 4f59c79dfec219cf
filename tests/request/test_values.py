"""What a draft can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from cloudflow_tui.errors import BuildError
from cloudflow_tui.request.values import (
    MAX_DEPTH,
    Value,
    copy_value,
    fraction,
    is_empty,
    is_same,
    number,
    plain_value,
)
from tests.request.examples import VALUES


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (("a", 1), ["a", 1]),
        ({1: {"x"}}, {"1": ["x"]}),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 15, tzinfo=UTC), "2026-03-01T09:15:00+00:00"),
        (True, True),
        (None, None),
    ],
)
def test_plain_value(value: object, plain: Value) -> None:
    assert is_same(plain_value(value, "x"), plain)


@settings(deadline=None)
@given(VALUES)
def test_copies_say_the_same(value: Value) -> None:
    copied = copy_value(value)
    assert is_same(copied, value)
    assert is_same(plain_value(value, "x"), value)
    assert copied is not value or not isinstance(value, dict | list)


def test_what_no_body_can_carry() -> None:
    with pytest.raises(BuildError, match="'avatar' is a bytes"):
        plain_value(b"x", "avatar")


def test_too_deep() -> None:
    value: list[object] = []
    for _ in range(MAX_DEPTH + 1):
        value = [value]
    with pytest.raises(BuildError, match="deeper than 100"):
        plain_value(value, "x")


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), ("1", 1), ([1], [1, 1]), ({"a": 1}, {"b": 1}), (None, ""), ([], {})],
)
def test_not_the_same(one: Value, other: Value) -> None:
    assert not is_same(one, other)


def test_order_of_keys_is_nothing() -> None:
    assert is_same({"a": 1, "b": [2]}, {"b": [2], "a": 1})


def test_empty() -> None:
    empty: list[Value] = [None, "", [], {}]
    filled: list[Value] = [0, False, " ", [None]]
    assert all(is_empty(one) for one in empty)
    assert not any(is_empty(one) for one in filled)


def test_numbers_keep_what_a_float_would_round() -> None:
    assert number("12") == 12
    assert is_same(number("0.5"), 0.5)
    assert is_same(fraction("0.1234567890123456789"), Decimal("0.1234567890123456789"))
    with pytest.raises(ValueError, match="1e99999999999999999999"):
        fraction("1e99999999999999999999")
