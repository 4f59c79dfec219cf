"""What was seen while a read was watched, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest

from cloudflow_tui.document.compare_models import Change
from cloudflow_tui.workspace.watch import Look
from cloudflow_tui.workspace.watched import Watched, number_of, spark

if TYPE_CHECKING:
    from cloudflow_tui.exchange import Exchange

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def look(*changes: Change) -> Look:
    return Look(2, AT, 200, changes, exchange=cast("Exchange", object()))


def test_the_newest_change_stands_first_and_is_marked() -> None:
    watched = Watched()
    watched.take(look(Change("user.status", "changed", "active", "suspended")))
    watched.take(look(Change("user.roles[0]", "added", None, {"id": 2})))
    assert [(one.path, one.new, one.is_latest) for one in watched.seen] == [
        ("user.roles[0]", '{"id": 2}', True),
        ("user.status", "suspended", False),
    ]


def test_numbers_go_on_while_they_stand_still() -> None:
    watched = Watched()
    watched.take(look(Change("vm.cpu", "changed", 1, 3)))
    watched.take(look())
    watched.take(look(Change("vm.cpu", "changed", "3", "2.5")))
    assert watched.series == {"vm.cpu": [1.0, 3.0, 3.0, 2.5]}


@pytest.mark.parametrize("value", [None, True, "nan", "inf", "soon", [1]])
def test_what_is_no_number(value: object) -> None:
    assert number_of(value) is None


def test_a_line_of_little_bars() -> None:
    assert spark([0, 7, 3.5], "01234567") == "074"
    assert spark([5, 5], "012") == "11"
