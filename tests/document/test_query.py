"""Filters over data, and the place of their mistakes."""

from __future__ import annotations

import pytest

from cloudflow_tui.document import Body, search_data, to_data
from cloudflow_tui.errors import QueryError

JSON = b'[{"user":{"id":7,"login":"ann"}},{"user":{"id":8,"login":"bob"}}]'
XML = (
    b"<users type='array'><user><id type='integer'>7</id><login>ann</login></user>"
    b"<user><id type='integer'>8</id><login>bob</login></user></users>"
)


@pytest.mark.parametrize("body", [JSON, XML])
@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("[].user.login", ["ann", "bob"]),
        ("[?user.id > `7`].user.login | [0]", "bob"),
        ("length(@)", 2),
        ("nothing", None),
    ],
)
def test_one_filter_serves_both_formats(body: bytes, expression: str, found: object) -> None:
    assert search_data(expression, to_data(Body.of(body))) == found


@pytest.mark.parametrize(
    ("expression", "column"),
    [("", 1), ("user[", 6), ("user.#", 6), ("a b", 3), ("'open", 1), ("nope(@)", 0), ("length(`1`)", 0)],
)
def test_mistakes_carry_the_column(expression: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        search_data(expression, {"a": 1})
    assert caught.value.column == column
    assert "\n" not in caught.value.message
