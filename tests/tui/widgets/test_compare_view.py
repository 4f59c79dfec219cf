"""Two answers compared on the screen."""

from __future__ import annotations

import json

import pytest
from textual.app import ComposeResult

from cloudflow_tui.document import Body
from cloudflow_tui.document.compare import CompareOptions, Comparison, compare_bodies
from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.compare_model import CompareModel
from cloudflow_tui.tui.widgets.compare_view import CompareView
from tests.tui.looking import screen_lines, screen_text, settle

OLD = {"id": 17, "login": "zaza", "bucket": 3, "suspend_at": None, "updated_at": "10:31", "roles": [1, 2],
       **{f"k{n}": n for n in range(30)}}  # fmt: skip
NEW = {"id": 17, "login": "zaza.m", "bucket": 1, "updated_at": "10:40", "roles": [2, 1],
       **{f"k{n}": n for n in range(30)}, "yubikey": False}  # fmt: skip


def compared(options: CompareOptions | None = None) -> Comparison:
    return compare_bodies(
        Body.of(json.dumps(OLD).encode()), Body.of(json.dumps(NEW).encode()), options=options
    )


class CompareApp(ThemedApp):
    def __init__(self) -> None:
        super().__init__("", {})

    def compose(self) -> ComposeResult:
        yield CompareView()

    @property
    def view(self) -> CompareView:
        return self.query_one(CompareView)

    def on_mount(self) -> None:
        self.view.show(compared)
        self.view.focus_rows()


@pytest.mark.parametrize("is_unified", [False, True])
@pytest.mark.parametrize("is_short", [False, True])
def test_every_line_is_shown_or_counted(is_unified: bool, is_short: bool) -> None:
    comparison = compared()
    model = CompareModel(comparison, is_unified=is_unified, is_short=is_short)
    lefts = [row.left for row in comparison.rows if row.left is not None]
    hidden = sum(entry.hidden for entry in model.entries)
    rows = {entry.row for entry in model.entries if entry.kind != "gap"}
    assert len(rows) + hidden == len(comparison.rows)
    assert (hidden > 0) == is_short
    if is_unified and not is_short:
        shown = [model.row(entry) for entry in model.entries if entry.kind != "added"]
        assert [row.left for row in shown] == lefts


def test_differences_are_stepped_through_round_the_end() -> None:
    model = CompareModel(compared())
    at, seen = 0, []
    for _ in range(model.difference_count + 1):
        found = model.next_difference(at, 1)
        assert found is not None
        seen.append(found)
        at = found
    assert seen[0] == seen[-1]
    assert len(set(seen)) == model.difference_count
    assert model.next_difference(seen[0], -1) == seen[-2]
    assert model.number_of(seen[1]) == 2
    assert model.number_of(0) == 0


async def test_shows_both_sides_with_what_differs() -> None:
    app = CompareApp()
    async with app.run_test(size=(140, 60)) as pilot:
        await settle(pilot)
        lines = screen_lines(app)
        assert "1 ignored: updated_at" in lines[0]
        assert "difference 1 of" in lines[0]
        line = next(line for line in lines if "zaza" in line)
        assert line.count('"login"') == 2
        assert "~" in line
        assert any("+" in line and "yubikey" in line for line in lines)


async def test_steps_turns_and_shortens() -> None:
    app = CompareApp()
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        lines = screen_lines(app)
        assert sum('"login"' in line for line in lines) == 2
        await pilot.press("u")
        await settle(pilot)
        assert sum('"login"' in line for line in screen_lines(app)) == 1
        await pilot.press("minus")
        await settle(pilot)
        assert "equal lines" in screen_text(app)
        assert '"k15"' not in screen_text(app)
        await pilot.press("N")
        await settle(pilot)
        assert "yubikey" in screen_text(app)


async def test_counts_volatile_and_order_on_demand() -> None:
    app = CompareApp()
    async with app.run_test(size=(140, 60)) as pilot:
        await settle(pilot)
        before = screen_lines(app)[0]
        await pilot.press("d")
        await settle(pilot)
        assert "ignored" not in screen_lines(app)[0]
        await pilot.press("o")
        await settle(pilot)
        assert "order ignored" in screen_lines(app)[0]
        await pilot.press("o", "d")
        await settle(pilot)
        assert screen_lines(app)[0] == before
