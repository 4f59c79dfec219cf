"""Lists with a cursor: moving, headings that are passed over, scrolling, choosing by key and mouse."""

from __future__ import annotations

from textual.app import ComposeResult

from cloudflow_tui.tui.themed import ThemedApp
from cloudflow_tui.tui.widgets.drawn import Rows
from cloudflow_tui.tui.widgets.lines import Line


class Names(Rows):
    """Fifty rows; every tenth is a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.names = [f"row {number}" for number in range(50)]

    @property
    def row_count(self) -> int:
        return len(self.names)

    def is_selectable(self, index: int) -> bool:
        return index % 10 != 0

    def draw_row(self, index: int, line: Line) -> None:
        line.at(2).put(self.names[index])


class NamesApp(ThemedApp):
    """The list alone."""

    def __init__(self) -> None:
        super().__init__(environ={})
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield Names()

    def on_mount(self) -> None:
        self.query_one(Names).rows_changed()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.chosen.append(event.index)


def shown(rows: Names) -> list[str]:
    return [rows.render_line(y).text.strip() for y in range(rows.size.height)]


async def test_the_cursor_passes_over_headings() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Names)
        assert rows.cursor == 1
        await pilot.press(*["down"] * 9)
        assert rows.cursor == 11
        await pilot.press("k")
        assert rows.cursor == 9


async def test_the_ends_are_reached_and_not_passed() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Names)
        await pilot.press("G", "down")
        assert rows.cursor == 49
        assert shown(rows)[-1] == "▌ row 49"
        await pilot.press("g", "up")
        assert rows.cursor == 1
        assert shown(rows)[0] == "row 0"


async def test_pages_move_by_what_is_seen() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Names)
        await pilot.press("pagedown")
        assert rows.cursor == 12
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert rows.cursor == 49
        await pilot.press("pageup")
        assert rows.cursor == 38


async def test_rows_are_chosen_by_key_and_by_click() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(Names, offset=(5, 4))
        await pilot.click(Names, offset=(5, 0))
        await pilot.pause()
        assert app.chosen == [2, 4]


async def test_rows_that_go_take_the_cursor_along() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Names)
        await pilot.press("G")
        rows.names = rows.names[:5]
        rows.rows_changed()
        await pilot.pause()
        assert rows.cursor == 4
        rows.names = []
        rows.rows_changed()
        await pilot.press("down", "enter", "G", "pageup")
        assert app.chosen == []


async def test_the_cursor_is_grey_without_focus() -> None:
    app = NamesApp()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(Names)
        focused = next(iter(rows.render_line(1)))
        rows.blur()
        await pilot.pause()
        blurred = next(iter(rows.render_line(1)))
        assert focused.text == blurred.text == "▌"
        assert focused.style != blurred.style
