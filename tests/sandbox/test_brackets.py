"""Bracketed names become nested data, and odd ones do no harm."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.sandbox.brackets import nest, parse_query


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("page=2&per_page=4", {"page": "2", "per_page": "4"}),
        ("short", {"short": ""}),
        ("user[login]=ann&user[email]=a%40b.c", {"user": {"login": "ann", "email": "a@b.c"}}),
        ("user[role_ids][]=1&user[role_ids][]=2", {"user": {"role_ids": ["1", "2"]}}),
        ("a[][b]=1&a[][c]=2&a[][b]=3", {"a": [{"b": "1", "c": "2"}, {"b": "3"}]}),
        ("a[0][b]=1&a[1][b]=2", {"a": {"0": {"b": "1"}, "1": {"b": "2"}}}),
        ("period[startdate]=2026-03-01+09%3A15", {"period": {"startdate": "2026-03-01 09:15"}}),
        ("a=1&a=2", {"a": "2"}),
        ("a=1&a[b]=2", {"a": {"b": "2"}}),
        ("[a]=1&=2&a]=3&b[=4", {}),
        ("", {}),
    ],
)
def test_parse(query: str, data: dict[str, Any]) -> None:
    assert parse_query(query) == data


def test_depth_has_an_end() -> None:
    assert nest([("a" + "[b]" * 100, "1"), ("c", "2")]) == {"c": "2"}


@given(st.lists(st.tuples(st.text("ab[]01", max_size=12), st.text(max_size=3))))
def test_any_names(pairs: list[tuple[str, str]]) -> None:
    assert isinstance(nest(pairs), dict)


@given(
    st.dictionaries(
        st.text("abc", min_size=1), st.dictionaries(st.text("abc", min_size=1), st.text(), min_size=1)
    )
)
def test_two_levels_come_back(data: dict[str, dict[str, str]]) -> None:
    pairs = [(f"{name}[{key}]", value) for name, inner in data.items() for key, value in inner.items()]
    assert nest(pairs) == data
