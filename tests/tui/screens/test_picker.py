"""Values picked from live lists: by words, by marks, nested, for paths, and without a connection."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cloudflow_tui.catalog.models import UNSET
from tests.tui.console import console_on
from tests.tui.looking import focused
from tests.tui.panes.request_app import PaneApp, line_of

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.sandbox.process import SandboxAddress
    from tests.tui.console import Console


def draft_of(console: Console) -> Draft:
    draft = console.app.explorer.draft
    assert draft is not None
    return draft


async def go_to(console: Console, name: str) -> None:
    console.app.explorer.request_pane.focus_field(name)
    await console.settle()


async def test_a_server_is_filled_by_pickers_alone(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="virtual_servers.create") as console:
        await go_to(console, "template_id")
        await console.press("p")
        assert "template_id: one of templates.list_all" in console.text()
        assert "9, read now" in console.text()
        await console.type("ubuntu")
        assert "Debian 12" not in console.text().split("templates.list_all")[1]
        await console.press("enter")
        template = draft_of(console).get("template_id")
        assert isinstance(template, int)
        assert "Ubuntu" in next(line for line in console.text().splitlines() if "template_id" in line)
        for name in ("primary_network_group_id", "data_store_group_primary_id"):
            await go_to(console, name)
            await console.press("p", "down", "enter")
            assert draft_of(console).get(name) == 2
        assert "2  " in next(line for line in console.text().splitlines() if "data_store_group_p" in line)
        sent = [row.endpoint_id for row in console.app.workspace.history.rows(limit=3)]
        assert sent == ["data_store_zones.list", "network_zones.list", "templates.list_all"]


async def test_a_path_parameter_is_picked_from_the_editor(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        await go_to(console, "user_id")
        await console.press("enter", "ctrl+l")
        await console.type("admin")
        await console.press("enter")
        assert draft_of(console).get("user_id") == 1
        assert "/users/1" in console.text()
        assert "1  admin" in console.text()


async def test_values_of_a_list_are_marked(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.create") as console:
        await go_to(console, "role_ids[]")
        await console.press("p", "tab", "down", "tab")
        assert "2 marked" in console.text()
        await console.press("enter")
        assert draft_of(console).get("role_ids[]") == ["1", "3"]
        await console.press("p", "home", "tab", "enter")
        assert draft_of(console).get("role_ids[]") == ["3"]
        await console.press("p", "escape")
        assert draft_of(console).get("role_ids[]") == ["3"]


async def test_a_nested_list_asks_for_what_it_belongs_to(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="schedules.list_by_vs_disk") as console:
        await go_to(console, "disk_id")
        await console.press("p")
        assert "Fill in virtual_machine_id first." in console.text()
        await console.press("p", "enter")
        assert draft_of(console).text("virtual_machine_id") == "1"
        await go_to(console, "disk_id")
        await console.press("p")
        assert "one of vs_disks.list_by_vs" in console.text()
        await console.press("enter")
        assert draft_of(console).get("disk_id") is not UNSET


async def test_without_a_connection_what_was_typed_is_taken(home: Path) -> None:
    from cloudflow_tui.catalog import Catalog
    from cloudflow_tui.request import Draft

    app = PaneApp(home, Draft(Catalog.load().endpoint("users.get")))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert line_of(app, "0, from the history")
        assert line_of(app, "127.0.0.1:1")
        await pilot.press(*"17", "enter")
        assert app.draft.get("user_id") == 17
        await pilot.press("p")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert focused(app) == "Input"


async def test_after_a_401_the_picker_says_what_to_do(sandbox: SandboxAddress) -> None:
    wrong = replace(sandbox, password="wrong-password")
    async with console_on(wrong, endpoint_id="users.get") as console:
        workspace = console.app.workspace
        await workspace.send(workspace.draft("version.get"))
        await go_to(console, "user_id")
        before = len(workspace.history.rows())
        await console.press("p")
        assert "Not read: the last answer" in console.text()
        assert len(workspace.history.rows()) == before
