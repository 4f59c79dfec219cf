"""The tree pane: filter, folding by keys, version marks, read-only profiles."""

from __future__ import annotations

from textual.app import ComposeResult

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.tui.panes.tree import TreePane
from cloudflow_tui.tui.themed import ThemedApp


class TreeApp(ThemedApp):
    """The tree alone."""

    def __init__(self) -> None:
        super().__init__(environ={})
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield TreePane(Catalog.load(), id="tree")

    def on_mount(self) -> None:
        self.query_one(TreePane).focus_rows()

    def on_tree_pane_opened(self, event: TreePane.Opened) -> None:
        self.opened.append(event.endpoint_id)


def lines(app: TreeApp) -> list[str]:
    rows = app.query_one(TreePane).rows
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_typing_finds_and_enter_opens_the_best() -> None:
    app = TreeApp()
    async with app.run_test(size=(40, 30)) as pilot:
        app.query_one(TreePane).focus_filter()
        await pilot.press(*"create", "space", *"user")
        await pilot.pause()
        assert lines(app)[0] == "▌   POST Create user                 *3"
        await pilot.press("enter", "down", "enter")
        await pilot.pause()
        assert app.opened[0] == "users.create"
        assert len(app.opened) == 2


async def test_nothing_found_is_said_with_what_is_near() -> None:
    app = TreeApp()
    async with app.run_test(size=(60, 30)) as pilot:
        app.query_one(TreePane).focus_filter()
        await pilot.press(*"qqxyzzy", "enter")
        await pilot.pause()
        assert lines(app)[0] == "  No endpoint has 'qqxyzzy'."
        assert app.opened == []


async def test_leaving_the_filter_brings_the_tree_back() -> None:
    app = TreeApp()
    async with app.run_test(size=(40, 30)) as pilot:
        pane = app.query_one(TreePane)
        pane.focus_filter()
        await pilot.press(*"reboot", "escape")
        await pilot.pause()
        assert pane.rows.has_focus
        assert lines(app)[0].startswith("▌▸ Virtual servers")


async def test_groups_are_folded_and_unfolded_by_keys() -> None:
    app = TreeApp()
    async with app.run_test(size=(40, 60)) as pilot:
        rows = app.query_one(TreePane).rows
        closed = rows.row_count
        await pilot.press("right", "right", "right")
        assert rows.row_count > closed
        assert "GET  List VSs" in lines(app)[2]
        await pilot.press("left", "left", "left")
        assert rows.row_count == closed
        await pilot.press("plus")
        assert rows.row_count > closed + 100
        await pilot.press("minus")
        assert rows.row_count == closed


async def test_what_is_new_is_marked_and_what_is_gone_is_said() -> None:
    app = TreeApp()
    async with app.run_test(size=(48, 60)) as pilot:
        pane = app.query_one(TreePane)
        pane.show_version("5.6")
        pane.focus_filter()
        await pilot.press(*"create", "space", *"bucket")
        await pilot.pause()
        assert "☼" in lines(app)[0]
        pane.filter_box.value = "virtual_servers.migrate"
        await pilot.pause()
        assert any(" until 5.4" in line for line in lines(app))


async def test_only_what_is_new_is_shown_on_a_key() -> None:
    app = TreeApp()
    async with app.run_test(size=(48, 60)) as pilot:
        pane = app.query_one(TreePane)
        pane.show_version("5.6")
        await pilot.press("b")
        await pilot.pause()
        count = len(Catalog.load().at("5.6").new_endpoints)
        assert pane.rows.row_count == count
        assert pane.count.text.startswith(f"{count} of ")
        await pilot.press("b")
        await pilot.pause()
        assert lines(app)[0].startswith("▌▸ Virtual servers")


async def test_a_read_only_profile_greys_what_is_no_read() -> None:
    app = TreeApp()
    async with app.run_test(size=(40, 60)) as pilot:
        rows = app.query_one(TreePane).rows
        rows.focus()
        await pilot.press("right", "right", "right")
        create = next(y for y, line in enumerate(lines(app)) if "Add VS" in line)
        before = [segment.style for segment in rows.render_line(create)]
        rows.is_read_only = True
        await pilot.pause()
        assert [segment.style for segment in rows.render_line(create)] != before
