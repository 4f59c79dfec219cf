"""Drafts saved, found in the tree, several open, kept over a restart and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.console import console_on

if TYPE_CHECKING:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.sandbox.process import SandboxAddress
    from tests.tui.console import Console


def draft_of(console: Console) -> Draft:
    draft = console.app.explorer.draft
    assert draft is not None
    return draft


async def test_saved_restarted_reopened_and_sent(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        await console.press("2", "enter", "3", "enter", "ctrl+s")
        await console.type("support/third user")
        await console.press("enter")
        assert "Saved as support/third user." in console.text()
        assert "Saved requests" in console.text()
    async with console_on(sandbox) as console:
        await console.press("slash")
        await console.type("third")
        await console.press("enter")
        assert draft_of(console).text("user_id") == "3"
        await console.press("ctrl+r")
        assert console.app.workspace.history.rows(limit=1)[0].path == "/users/3.json"
        await console.press("2", "enter", "backspace", "1", "enter", "ctrl+s")
        assert "Saved as support/third user." in console.text()
    async with console_on(sandbox) as console:
        console.app.explorer.open_saved("support/third user")
        await console.settle()
        assert draft_of(console).text("user_id") == "1"


async def test_several_drafts_of_a_call_are_kept(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        await console.press("2", "enter", "3", "enter", "ctrl+n")
        assert draft_of(console).text("user_id") == ""
        await console.press("2", "enter", "5", "enter", "d")
        assert "user_id=3" in console.text()
        assert "user_id=5" in console.text()
        await console.press("down", "enter")
        assert draft_of(console).text("user_id") == "3"
    async with console_on(sandbox, endpoint_id="users.get") as console:
        assert draft_of(console).text("user_id") == "3"
        await console.press("d")
        assert console.text().count("kept from last time") == 2
        await console.press("down", "x")
        assert console.text().count("kept from last time") == 1


async def test_the_list_has_its_help(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        await console.press("d", "f1")
        assert "In the list of open drafts" in console.text()
        assert "Let go of this request for good." in console.text()


async def test_a_name_that_is_taken_is_told(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        workspace = console.app.workspace
        workspace.saved.save(workspace.draft("users.list"), "mine")
        await console.press("2", "ctrl+s")
        await console.type("mine")
        await console.press("enter")
        assert "'mine' is taken." in console.text()
        await console.press("escape")
        assert [one.endpoint_id for one in workspace.saved.all()] == ["users.list"]
