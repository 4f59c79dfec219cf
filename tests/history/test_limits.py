"""Limits as they are typed and remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.errors import UsageError
from cloudflow_tui.history import History
from cloudflow_tui.history.limits import Limits, limits_of, remember_limits, remembered_limits


def test_they_are_read_as_they_are_typed() -> None:
    limits = limits_of("90d 10,000 500MB")
    assert limits == Limits(timedelta(days=90), 10_000, 500_000_000)
    assert limits.text == "90d 10000 500mb"
    assert limits_of("36h").max_age == timedelta(hours=36)


@pytest.mark.parametrize("text", ["", "soon", "9x", "-3", "999999999y", "1 day"])
def test_what_is_none_is_told(text: str) -> None:
    with pytest.raises(UsageError):
        limits_of(text)


@given(
    st.none() | st.integers(0, 90_000).map(lambda hours: timedelta(hours=hours)),
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(0, 10**9).map(lambda size: size * 1000),
)
def test_their_text_says_the_same(age: timedelta | None, count: int | None, size: int | None) -> None:
    limits = Limits(age, count, size)
    if limits.text:
        assert limits_of(limits.text) == limits


def test_they_are_remembered_until_they_are_forgotten(history: History) -> None:
    assert remembered_limits(history.store) is None
    for limits in (Limits(timedelta(days=30)), Limits(None, 5, 2000, keeps_cases=False)):
        remember_limits(history.store, limits)
        assert remembered_limits(history.store) == limits
    again = History.open(history.file)
    assert remembered_limits(again.store) == limits
    remember_limits(again.store, None)
    assert remembered_limits(history.store) is None
    again.close()


@pytest.mark.parametrize("value", ["", "[]", "{}", '["soon", true]', "[7, true]", "null"])
def test_what_another_version_wrote_is_passed_over(history: History, value: str) -> None:
    with history.store.writing() as connection:
        connection.execute("INSERT INTO facts VALUES ('limits', ?)", (value,))
    assert remembered_limits(history.store) is None
