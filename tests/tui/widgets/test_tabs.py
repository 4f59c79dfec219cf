"""The row of tabs: what is chosen, by mouse and by code, and what it shows."""

from __future__ import annotations

from textual.app import ComposeResult

from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.tabs import Tab, TabRow


class TabsApp(ThemedApp):
    """A row of three tabs."""

    def __init__(self) -> None:
        super().__init__(environ={})
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield TabRow(Tab("params", "Params"), Tab("body", "Body"), Tab("docs", "Docs"))

    def on_tab_row_changed(self, event: TabRow.Changed) -> None:
        self.chosen.append(event.tab_id)


async def test_tabs_are_chosen_by_click_and_by_step() -> None:
    app = TabsApp()
    async with app.run_test(size=(60, 4)) as pilot:
        row = app.query_one(TabRow)
        assert row.active == "params"
        await pilot.click(TabRow, offset=(12, 0))
        assert row.active == "body"
        row.step(1)
        row.step(1)
        await pilot.pause()
        assert app.chosen == ["body", "docs", "params"]


async def test_badges_stand_behind_labels_and_the_rule_below_the_chosen_one() -> None:
    app = TabsApp()
    async with app.run_test(size=(40, 4)) as pilot:
        row = app.query_one(TabRow)
        row.set_badge("params", "*2", "required", bold=True)
        await pilot.pause()
        assert row.render_line(0).text.rstrip() == "  Params *2   Body   Docs"
        assert row.render_line(1).text == "──" + "━" * 9 + "─" * 29


async def test_a_chosen_tab_that_goes_gives_way_to_the_first() -> None:
    app = TabsApp()
    async with app.run_test(size=(60, 4)):
        row = app.query_one(TabRow)
        row.active = "docs"
        row.set_tabs(Tab("a", "A"), Tab("b", "B"))
        assert row.active == "a"
