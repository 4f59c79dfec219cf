"""Which rows of a comparison are shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudflow_tui.document import Body
from cloudflow_tui.document.compare import Comparison, compare_bodies, compare_texts
from cloudflow_tui.tui.widgets.compare_model import CONTEXT_ROWS, CompareModel, Entry

OLD = {"id": 17, "login": "zaza", "bucket": 3, "suspend_at": None, "updated_at": "10:31", "roles": [1, 2],
       **{f"k{n}": n for n in range(30)}}  # fmt: skip
NEW = {"id": 17, "login": "zaza.m", "bucket": 1, "updated_at": "10:40", "roles": [2, 1],
       **{f"k{n}": n for n in range(30)}, "yubikey": False}  # fmt: skip


def compared() -> Comparison:
    return compare_bodies(Body.of(json.dumps(OLD).encode()), Body.of(json.dumps(NEW).encode()))


def entries(model: CompareModel) -> list[Entry]:
    return [model.entry(at) for at in range(model.count)]


@pytest.mark.parametrize("is_unified", [False, True])
@pytest.mark.parametrize("is_short", [False, True])
def test_every_line_is_shown_or_counted(is_unified: bool, is_short: bool) -> None:
    comparison = compared()
    model = CompareModel(comparison, is_unified=is_unified, is_short=is_short)
    lefts = [row.left for row in comparison.rows if row.left is not None]
    hidden = sum(entry.hidden for entry in entries(model))
    rows = {entry.row for entry in entries(model) if entry.kind != "gap"}
    assert len(rows) + hidden == len(comparison.rows)
    assert (hidden > 0) == is_short
    if is_unified and not is_short:
        shown = [model.row(entry) for entry in entries(model) if entry.kind != "added"]
        assert [row.left for row in shown] == lefts


def test_differences_are_stepped_through_round_the_end() -> None:
    model = CompareModel(compared())
    at, seen = 0, []
    for _ in range(model.difference_count + 1):
        found = model.next_difference(at, 1)
        assert found is not None
        seen.append(found)
        at = found
    assert seen[0] == seen[-1] == model.first_difference
    assert len(set(seen)) == model.difference_count
    assert model.next_difference(seen[0], -1) == seen[-2]
    assert model.number_until(seen[1]) == 2
    assert model.number_until(0) == 0


def test_a_gap_is_opened_by_its_first_row() -> None:
    comparison = compared()
    gap = next(entry for entry in entries(CompareModel(comparison, is_short=True)) if entry.kind == "gap")
    opened = CompareModel(comparison, is_short=True, opened={gap.row})
    assert gap.row in {entry.row for entry in entries(opened) if entry.kind == "same"}


def test_equal_texts_are_shown() -> None:
    model = CompareModel(compare_texts(["a"] * 9, ["a"] * 9), is_short=True)
    assert entries(model) == [Entry("same", row) for row in range(9)]
    assert model.next_difference(0, 1) is None
    assert CompareModel(compare_texts([], [])).count == 0


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_it_agrees_with_a_plain_reading(old: list[str], new: list[str]) -> None:
    comparison = compare_texts(old, new)
    rows = comparison.rows
    whole = CompareModel(comparison)
    assert [(entry.kind, entry.row) for entry in entries(whole)] == [
        (row.kind, index) for index, row in enumerate(rows)
    ]
    differing = [index for index, row in enumerate(rows) if row.kind != "same"]
    short = entries(CompareModel(comparison, is_short=True))
    near = {index for index in range(len(rows)) if any(abs(index - one) <= CONTEXT_ROWS for one in differing)}
    shown = {entry.row for entry in short if entry.kind != "gap"}
    assert near <= shown
    assert not (near == set() and len(shown) < len(rows))
    assert sum(entry.hidden for entry in short) == len(rows) - len(shown)
    unified = CompareModel(comparison, is_unified=True)
    sides = [(entry.kind, unified.row(entry)) for entry in entries(unified)]
    assert [row.left for kind, row in sides if kind != "added"] == old
    assert [row.right for kind, row in sides if kind != "removed"] == new
