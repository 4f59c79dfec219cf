"""Query strings."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.request.query import query_pairs, query_string
from cloudflow_tui.request.shape import FREE, Shape
from cloudflow_tui.request.values import Value
from tests.request.examples import LIST_USERS

QUERY = Shape(LIST_USERS).trees["query"]
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"page": 2}, "page=2"),
        ({"deleted": True}, "deleted=1"),
        ({"deleted": False}, "deleted=0"),
        ({"page": None}, "page="),
        ({"ids": [1, 2]}, "ids[]=1&ids[]=2"),
        ({"ids": []}, ""),
        (
            {"period": {"enddate": "b", "startdate": "2026-03-01 09:15:00"}},
            "period[startdate]=2026-03-01+09%3A15%3A00&period[enddate]=b",
        ),
        ({"filter": {"a": [{"b": 1}]}, "page": 1}, "page=1&filter[a][][b]=1"),
        ({"short": ""}, "short"),
        ({"q": "a&b=c%+[]"}, "q=a%26b%3Dc%25%2B%5B%5D"),
    ],
)
def test_query(values: dict[str, Value], text: str) -> None:
    assert query_string(query_pairs(values, QUERY), ["short"]) == text


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_servers_read_the_same(pairs: list[tuple[str, str]]) -> None:
    assert parse_qsl(query_string(pairs), keep_blank_values=True) == pairs


def test_nothing_declared() -> None:
    assert query_pairs({"b": 1.5, "a": "x"}, FREE) == (("b", "1.5"), ("a", "x"))
