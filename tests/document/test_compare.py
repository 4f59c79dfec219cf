"""What differs is found with its path, whatever the format; both sides are laid out whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudflow_tui.document.body import EMPTY_BODY, Body
from cloudflow_tui.document.compare import (
    ID_NAMES,
    VOLATILE_NAMES,
    Change,
    CompareOptions,
    CompareStopped,
    Comparison,
    compare_bodies,
    compare_texts,
)

USER = {"user": {"id": 17, "login": "zaza", "updated_at": "08:00", "roles": [{"role": {"id": 1}}]}}


def body(value: Any) -> Body:
    return Body.of(json.dumps(value).encode())


def compare(old: Any, new: Any, **options: Any) -> Comparison:
    return compare_bodies(body(old), body(new), options=CompareOptions(**options))


def test_equal_bodies() -> None:
    compared = compare(USER, USER)
    assert compared.is_equal
    assert compared.words == "no difference"
    assert {row.kind for row in compared.rows} == {"same"}
    assert [run.kind for run in compared.runs()] == ["same"]


def test_changes_carry_path_and_values() -> None:
    old = {"user": {"id": 17, "email": "a", "suspend_at": None}}
    new = {"user": {"id": 17, "email": "b", "yubikey": False}}
    compared = compare(old, new)
    assert compared.changes == (
        Change("user.email", "changed", "a", "b"),
        Change("user.yubikey", "added", None, False),
        Change("user.suspend_at", "removed", None, None),
    )
    assert compared.words == "1 changed, 1 added, 1 removed"


def test_rows_stand_side_by_side() -> None:
    compared = compare({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5})
    shown = [(row.kind, row.left_number, row.left, row.right_number, row.right) for row in compared.rows]
    assert shown == [
        ("same", 1, "{", 1, "{"),
        ("same", 2, '  "a": 1,', 2, '  "a": 1,'),
        ("changed", 3, '  "b": 2,', 3, '  "b": 5'),
        ("removed", 4, '  "c": 3', 0, None),
        ("same", 5, "}", 4, "}"),
    ]
    assert [(run.start, run.end) for run in compared.runs() if run.kind != "same"] == [(2, 3), (3, 4)]
    assert compared.hunks(context=0) == [(2, 4)]
    assert compared.hunks(context=9) == [(0, 5)]


def test_volatile_fields_are_shown_but_do_not_count() -> None:
    later = {"user": {**USER["user"], "updated_at": "09:00"}}
    assert not compare(USER, later).is_equal
    compared = compare(USER, later, ignored_names=VOLATILE_NAMES)
    assert compared.is_equal
    assert compared.ignored == ("updated_at",)
    assert [row.kind for row in compared.rows if row.left != row.right] == ["ignored"]


def test_two_objects_without_their_ids() -> None:
    old, new = [{"vm": {"id": 1, "cpus": 2}}], [{"vm": {"id": 2, "cpus": 2}}]
    compared = compare({"vm": old[0]["vm"]}, {"vm": new[0]["vm"]}, ignored_names=ID_NAMES)
    assert compared.is_equal
    assert compared.ignored == ("id",)


def test_items_are_matched_by_id() -> None:
    old = [{"user": {"id": number, "login": f"u{number}"}} for number in (1, 2, 3)]
    new = [old[0], {"user": {"id": 9, "login": "new"}}, old[1], {"user": {"id": 3, "login": "x"}}]
    assert compare(old, new).changes == (
        Change("[id=9]", "added", None, new[1]),
        Change("[id=3].user.login", "changed", "u3", "x"),
    )


def test_order_counts_unless_it_does_not() -> None:
    old = [{"id": 1}, {"id": 2}, {"id": 3}]
    compared = compare(old, [old[2], old[0], old[1]])
    assert compared.changes == (Change("[id=3]", "moved", 2, 0),)
    assert compare(old, old[::-1], is_order_ignored=True).is_equal
    assert not compare([1, 2, 2], [2, 1]).is_equal
    assert compare([1, 2, 2], [2, 1, 2], is_order_ignored=True).is_equal
    assert compare([1, 2, 2], [2, 1, 1], is_order_ignored=True).words == "1 changed"


def test_a_moved_item_may_have_changed_too() -> None:
    old = [{"id": 1, "a": 1}, {"id": 2}, {"id": 3}]
    new = [{"id": 2}, {"id": 3}, {"id": 1, "a": 5}]
    assert compare(old, new).changes == (Change("[id=1]", "moved", 0, 2), Change("[id=1].a", "changed", 1, 5))


@pytest.mark.parametrize(
    ("old", "new", "is_equal"),
    [
        ("1.50", "1.5", True),
        ("1", "true", False),
        ("0", "false", False),
        ("null", '""', False),
        ("1e400", "1e400", True),
        ("1e400", "1e401", False),
        (str(10**30), str(10**30 + 1), False),
        ('"\\ud800"', '"\\ud800"', True),
        ('{"a":1,"b":2}', '{"b":2,"a":1}', True),
        ("[" * 150 + "]" * 150, "[" * 150 + "1" + "]" * 150, False),
        ("[" * 400 + "1" + "]" * 400, "[" * 400 + "2" + "]" * 400, False),
    ],
)
def test_values_are_taken_exactly(old: str, new: str, is_equal: bool) -> None:
    json_type = "application/json"
    compared = compare_bodies(Body.of(old.encode()), Body.of(new.encode()), json_type, json_type)
    assert compared.is_equal is is_equal


def test_json_beside_xml() -> None:
    xml = Body.of(
        b'<users type="array"><user><id type="integer">17</id><disk type="decimal">1.50</disk>'
        b"<login>zaza</login></user></users>"
    )
    compared = compare_bodies(xml, body([{"user": {"id": 17, "disk": 1.5, "login": "zaza"}}]))
    assert compared.is_equal
    assert "XML beside JSON" in compared.note
    other = compare_bodies(xml, body([{"user": {"id": 17, "disk": "1.5", "login": "zara"}}]))
    assert other.changes == (Change("[id=17].user.login", "changed", "zaza", "zara"),)


def test_what_is_no_data_is_compared_by_line() -> None:
    old, new = Body.of(b"<html>one\ntwo</html>"), Body.of(b"<html>one\nthree</html>")
    compared = compare_bodies(old, new, "text/html", "text/html")
    assert [change.path for change in compared.changes] == ["line 2"]
    mixed = compare_bodies(old, body({}), "text/html")
    assert "line by line" in mixed.note
    assert compare_bodies(EMPTY_BODY, EMPTY_BODY).is_equal
    assert compare_bodies(EMPTY_BODY, body({})).words == "1 added"


def test_lines() -> None:
    compared = compare_texts(["a", "b", "c", "d"], ["a", "c", "x", "d", "e"])
    assert [(row.kind, row.left, row.right) for row in compared.rows] == [
        ("same", "a", "a"),
        ("removed", "b", None),
        ("same", "c", "c"),
        ("added", None, "x"),
        ("same", "d", "d"),
        ("added", None, "e"),
    ]


def test_many_equal_lines_are_no_trouble() -> None:
    old = ["x"] * 60_000
    new = ["x"] * 30_000 + ["y"] + ["x"] * 30_000
    assert compare_texts(old, new).words == "1 added"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "a", "b c", "d"]), inner)
    ),
    max_leaves=12,
)


def sides(compared: Comparison) -> tuple[list[str], list[str]]:
    left = [row.left for row in compared.rows if row.left is not None]
    right = [row.right for row in compared.rows if row.right is not None]
    return left, right


@given(VALUES, VALUES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_each_side_is_whole(old: Any, new: Any, is_order_ignored: bool) -> None:
    compared = compare(old, new, is_order_ignored=is_order_ignored)
    left, right = sides(compared)
    assert json.loads("\n".join(left)) == old
    if not is_order_ignored:
        assert json.loads("\n".join(right)) == new
        assert compared.is_equal == (json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True))
    for number, row in enumerate((row for row in compared.rows if row.left is not None), start=1):
        assert row.left_number == number


@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_shuffled_lists_are_equal_as_sets(value: Any, random: Any) -> None:
    items = [value, 1, "x", None]
    shuffled = random.sample(items, len(items))
    assert compare(items, shuffled, is_order_ignored=True).is_equal


@given(st.lists(st.sampled_from("abcdefg"), max_size=30), st.lists(st.sampled_from("abcdefg"), max_size=30))
@settings(deadline=None)
def test_lines_of_each_side_are_whole(old: list[str], new: list[str]) -> None:
    compared = compare_texts(old, new)
    assert sides(compared) == (old, new)
    assert compared.is_equal == (old == new)
    assert all(row.left == row.right for row in compared.rows if row.kind == "same")


@pytest.mark.parametrize(
    ("old", "new"), [(b'{"a": [1, {"b": 2}]}', b'{"a": [1, {"b": 3}]}'), (b"a\nb", b"a\nc")]
)
def test_a_comparison_that_is_not_wanted_any_more_ends(old: bytes, new: bytes) -> None:
    asked = iter([False, True])
    with pytest.raises(CompareStopped):
        compare_bodies(Body.of(old), Body.of(new), options=CompareOptions(is_stopped=lambda: next(asked)))
