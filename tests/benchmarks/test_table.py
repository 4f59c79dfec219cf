"""The table that benchmarks print, from figures made up here."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measuring import Row, Sample, in_turn
from tests.benchmarks.table import budget, cells, figure, to_markdown, to_text


def row(median: float, **more: object) -> Row:
    return Row("start", Sample.of([median - 1, median, median + 1]), **more)  # type: ignore[arg-type]  # names vary


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(0.254, "ms", "0.25 ms"), (4.26, "ms", "4.3 ms"), (41.4, "ms", "41 ms"), (1312.0, "ms", "1.31 s")],
)
def test_figure_has_the_digits_that_mean_something(value: float, unit: str, words: str) -> None:
    assert figure(Sample.of([value]), "ms") == words


def test_figure_of_other_units() -> None:
    assert figure(Sample.of([37.2]), "MB") == "37 MB"
    assert figure(Sample.of([2310.0]), "1/s") == "2,310 requests/s"


def test_row_holds_its_budget_only_when_all_of_it_holds() -> None:
    other = Sample.of([10.0])
    assert row(14, theirs=other, limit=20.0, limit_ratio=1.4).is_within is True
    assert row(14, theirs=other, limit=13.0, limit_ratio=1.4).is_within is False
    assert row(15, theirs=other, limit=20.0, limit_ratio=1.4).is_within is False
    assert row(15, theirs=other).is_within is None


def test_requests_a_second_must_be_more() -> None:
    assert row(900, unit="1/s", limit=800.0).is_within is True
    assert row(700, unit="1/s", limit=800.0).is_within is False
    assert budget(row(900, unit="1/s", limit=800.0)) == "≥ 800 requests/s"


def test_cells_say_what_stands_beside() -> None:
    found = cells(row(14, beside="bare shell", theirs=Sample.of([10.0]), limit_ratio=1.4, note="no sandbox"))
    assert found == ("start (no sandbox)", "14 ms", "bare shell 10 ms", "1.40 ×", "≤ 1.4 ×", "held")


def test_tables_have_a_line_for_each_row() -> None:
    rows = [row(14), row(140)]
    assert len(to_text(rows).splitlines()) == 3
    markdown = to_markdown(rows).splitlines()
    assert len(markdown) == 4
    assert {line.count("|") for line in markdown} == {6}


def test_in_turn_turns_the_order_round_and_leaves_the_warm_up_out() -> None:
    calls: list[str] = []
    found = in_turn(2, lambda: calls.append("a"), lambda: calls.append("b"))
    assert calls == ["a", "b", "b", "a", "a", "b"]
    assert [len(one) for one in found] == [2, 2]


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_name_has_its_module(name: str) -> None:
    assert callable(import_module(f"tests.benchmarks.bench_{name}").measure)
