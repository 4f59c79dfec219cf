"""List answers as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import count_words, rows_of
from cloudflow_tui.document.rows import MAX_CELL, cell

WEB = {
    "created_at": "2020",
    "memory": 512,
    "booted": True,
    "label": "web",
    "note": None,
    "ip_addresses": [{"ip_address": {"id": 1}}, {"ip_address": {"id": 2}}],
    "id": 7,
    "cost": "1.50",
}
DB = {
    **WEB,
    "created_at": "2021",
    "memory": 1024,
    "booted": False,
    "label": "db",
    "ip_addresses": [],
    "id": 8,
}
SERVERS = [{"virtual_machine": WEB}, {"virtual_machine": {**DB, "cost": "12.0", "extra": "x"}}]


def test_a_list_of_objects() -> None:
    table = rows_of(SERVERS)
    assert table is not None
    assert [column.name for column in table.columns] == [
        "id", "label", "booted", "memory", "cost", "extra", "created_at", "ip_addresses", "note",
    ]  # fmt: skip
    assert table.rows == (
        ("7", "web", "true", "512", "1.50", "", "2020", "2 ip addresses", ""),
        ("8", "db", "false", "1024", "12.0", "x", "2021", "none", ""),
    )
    assert [column.name for column in table.columns if column.is_number] == [
        "id",
        "memory",
        "cost",
        "created_at",
    ]
    assert [column.name for column in table.columns if column.is_nested] == ["ip_addresses"]
    assert (table.noun, table.words) == ("virtual_machine", "2 virtual machines")
    assert table.items[1]["label"] == "db"


@pytest.mark.parametrize(
    ("data", "words", "rows"),
    [
        ([], "no items", ()),
        ([{"cost": 3.5, "month": 1}], "1 item", (("3.5", "1"),)),
        ({"errors": ["Resource not found"]}, "1 error", (("Resource not found",),)),
        ({"users": [{"user": {"id": 1}}], "total": 9}, "1 user", (("1",),)),
        ({"policies": [{"a": 1}, {"a": 2}]}, "2 policies", (("1",), ("2",))),
        ([1, None, "x"], "3 items", (("1",), ("",), ("x",))),
        ([{"a": 1}, 5], "2 items", (("1",), ("5",))),
        ([{"user": {"id": 1}}, {"group": {"id": 2}}], "2 items", (("{1}", ""), ("", "{1}"))),
    ],
)
def test_other_lists(data: object, words: str, rows: tuple[tuple[str, ...], ...]) -> None:
    table = rows_of(data)
    assert table is not None
    assert (table.words, table.rows) == (words, rows)


@pytest.mark.parametrize("data", [None, 5, "x", {}, {"user": {"id": 1, "roles": [1]}}, {"a": [1], "b": [2]}])
def test_what_holds_no_list(data: object) -> None:
    assert rows_of(data) is None


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "user", "no users"),
        (1, "virtual_machine", "1 virtual machine"),
        (1200, "ip_address", "1,200 ip addresses"),
        (2, "policy", "2 policies"),
        (2, "key", "2 keys"),
        (3, "", "3 items"),
    ],
)
def test_count_words(count: int, noun: str, words: str) -> None:
    assert count_words(count, noun) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (1.5, "1.5"),
        ("two\n lines\x1b", "two lines␛"),
        ("x" * 100, "x" * (MAX_CELL - 1) + "…"),
        ({}, "{}"),
        ({"a": 1}, "{1}"),
        ([], "none"),
        ([1, 2], "2 items"),
    ],
)
def test_cell(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_number_too_long_to_be_written() -> None:
    assert cell(10**5000) == "about 2^16609"


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=10)


@given(st.lists(st.dictionaries(st.text(max_size=5), SCALARS, max_size=5), min_size=1, max_size=5))
def test_every_value_has_its_cell(items: list[dict[str, object]]) -> None:
    table = rows_of(items)
    assert table is not None
    named = table.items
    for item, row in zip(named, table.rows, strict=True):
        shown = dict(zip([column.name for column in table.columns], row, strict=True))
        assert shown == {name: cell(item.get(name)) for name in shown}
        assert item.keys() <= shown.keys()
