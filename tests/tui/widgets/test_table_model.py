"""Order, filter and columns of a table."""

from __future__ import annotations

from cloudflow_tui.document.rows import Table, rows_of
from cloudflow_tui.tui.widgets.table_model import ShownColumn, Sort, TableModel

DATA = [
    {"user": {"id": 2, "login": "bob", "price": 10.5, "note": "x" * 60}},
    {"user": {"id": 10, "login": "Ann", "price": None, "note": ""}},
    {"user": {"id": 9, "login": "carol", "price": 9, "note": ""}},
]


def table() -> Table:
    found = rows_of(DATA)
    assert found is not None
    return found


def column(model: TableModel, name: str) -> int:
    return [one.name for one in model.table.columns].index(name)


def shown(model: TableModel, name: str) -> list[str]:
    index = column(model, name)
    return [model.table.rows[row][index] for row in model.order]


def test_numbers_sort_by_value_and_text_without_case() -> None:
    model = TableModel(table())
    model.set_sort(Sort(column(model, "id"), is_down=False))
    assert shown(model, "id") == ["2", "9", "10"]
    model.set_sort(Sort(column(model, "login"), is_down=False))
    assert shown(model, "login") == ["Ann", "bob", "carol"]


def test_blank_cells_come_last_both_ways() -> None:
    model = TableModel(table())
    for is_down in (True, False):
        model.set_sort(Sort(column(model, "price"), is_down=is_down))
        assert shown(model, "price")[-1] == ""


def test_sorting_the_same_column_again_turns_it_round() -> None:
    model = TableModel(table())
    model.sort_by(0)
    assert shown(model, "id") == ["2", "9", "10"]
    model.sort_by(0)
    assert shown(model, "id") == ["10", "9", "2"]


def test_going_through_all_sorts_ends_in_the_order_of_the_answer() -> None:
    model = TableModel(table())
    columns = model.layout(200, 4)
    for _ in range(2 * len(columns)):
        model.sort_next(columns)
        assert model.sort is not None
    model.sort_next(columns)
    assert model.sort is None
    assert shown(model, "id") == ["2", "10", "9"]


def test_filter_and_sort_work_together() -> None:
    model = TableModel(table())
    model.set_sort(Sort(column(model, "id"), is_down=True))
    model.set_filter("O")
    assert shown(model, "login") == ["carol", "bob"]
    model.set_filter("")
    assert len(model.order) == 3


def test_columns_fit_and_long_ones_are_bounded() -> None:
    model = TableModel(table())
    columns = model.layout(40, 4)
    assert columns[0].index == 0
    assert all(one.start + one.width < 40 for one in columns)
    assert model.more(columns) == len(model.table.columns) - len(columns)
    widest = max(one.width for one in model.layout(300, 4))
    assert widest < 60


def test_turning_shows_every_column_and_comes_round() -> None:
    model = TableModel(table())
    seen: set[int] = set()
    first = model.layout(30, 4)
    for _ in range(len(model.table.columns)):
        columns = model.layout(30, 4)
        seen |= {one.index for one in columns}
        model.turn(columns, 1)
    assert seen == set(range(len(model.table.columns)))
    while model.layout(30, 4) != first:
        model.turn(model.layout(30, 4), 1)


def test_turning_back_shows_what_was_there() -> None:
    model = TableModel(table())
    before: list[list[ShownColumn]] = []
    while not before or model.layout(30, 4) != before[0]:
        before.append(model.layout(30, 4))
        model.turn(before[-1], 1)
    for columns in before[:-1]:
        assert model.layout(30, 4) == columns
        model.turn(columns, 1)
    for columns in reversed(before[:-1]):
        model.turn(model.layout(30, 4), -1)
        assert model.layout(30, 4) == columns
