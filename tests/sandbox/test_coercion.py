"""Each type takes what requests write for it, and names what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.sandbox.coercion import NotOfTypeError, coerce


@pytest.mark.parametrize(
    ("type_", "value", "coerced"),
    [
        ("integer", 7, 7),
        ("integer", " 7 ", 7),
        ("integer", "-7", -7),
        ("integer", 7.0, 7),
        ("number", "7.5", 7.5),
        ("number", "7", 7),
        ("number", 1, 1),
        ("boolean", "1", True),
        ("boolean", 0, False),
        ("boolean", "False", False),
        ("boolean", True, True),
        ("string", 7, "7"),
        ("string", True, "true"),
        ("string", "é", "é"),
        ("datetime", "2026-03-01T09:15:00Z", "2026-03-01T09:15:00Z"),
        ("datetime", "2026-03-01 09:15:00", "2026-03-01 09:15:00"),
        ("date", "2026-03-01", "2026-03-01"),
        ("array", [1], [1]),
        ("array", 1, [1]),
        ("array", {"0": "a", "1": "b"}, ["a", "b"]),
        ("array", {"a": 1}, [{"a": 1}]),
        ("object", {"a": 1}, {"a": 1}),
    ],
)
def test_taken(type_: str, value: Any, coerced: Any) -> None:
    found = coerce(type_, value)
    assert found == coerced
    assert type(found) is type(coerced)


@pytest.mark.parametrize(
    ("type_", "value", "message"),
    [
        ("integer", "x", "is not a number"),
        ("integer", "7.5", "must be an integer"),
        ("integer", 7.5, "must be an integer"),
        ("integer", True, "is not a number"),
        ("integer", [1], "is not a number"),
        ("integer", "9" * 30, "must be less than or equal to 9223372036854775807"),
        ("integer", -(2**70), "must be greater than or equal to -9223372036854775807"),
        ("number", "1e999", "is not a number"),
        ("number", "", "is not a number"),
        ("number", {}, "is not a number"),
        ("boolean", "maybe", "is not included in the list"),
        ("boolean", 2, "is not included in the list"),
        ("boolean", [], "is not included in the list"),
        ("datetime", "soon", "is invalid"),
        ("datetime", 7, "is invalid"),
        ("object", "x", "is invalid"),
        ("string", {"a": 1}, "is invalid"),
    ],
)
def test_refused(type_: str, value: Any, message: str) -> None:
    with pytest.raises(NotOfTypeError) as caught:
        coerce(type_, value)
    assert caught.value.message == message


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_whole_numbers_come_back(number: int) -> None:
    assert coerce("integer", str(number)) == number
