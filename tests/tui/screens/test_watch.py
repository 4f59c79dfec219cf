"""Watching a read in the console, by keys, on the sandbox."""

from __future__ import annotations

import uuid

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.workspace.reading import data_of
from tests.tui.console import WIDE, console_on


async def test_a_change_is_shown_until_the_condition_is_met(sandbox: SandboxAddress) -> None:
    login = f"zaza{uuid.uuid4().hex[:8]}"
    async with console_on(sandbox, size=WIDE) as console:
        app, pilot = console.app, console.pilot
        workspace = app.workspace
        made = await workspace.send(
            workspace.draft(
                "users.create", login=login, email=f"{login}@example.net", password="a-good-secret-7"
            )
        )
        number = data_of(made)["user"]["id"]
        app.explorer.open_draft(workspace.draft("users.get", user_id=number))
        app.explorer.watch_interval_s = 0.05
        await console.settle()
        await pilot.press("W", "u", *"user.first_name == 'Zoe'", "enter")
        assert f"/users/{number}.json" in console.text()
        await workspace.send(workspace.draft("users.update", user_id=number, first_name="Zoe"))
        await console.settle()
        screen = console.text()
        assert "user.first_name" in screen
        assert "Zoe" in screen
        assert "The condition is met." in screen
        await console.press("escape")
        assert '"first_name": "Zoe"' in console.text()


async def test_what_changes_things_is_not_watched(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("W")
        assert "choose a read" in console.text()
        console.app.explorer.open_draft(console.app.workspace.draft("users.delete", user_id=1))
        await console.press("W")
        assert "only reads are watched" in console.text()


async def test_a_condition_that_cannot_be_read_is_said(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        console.app.explorer.open_draft(console.app.workspace.draft("version.get"))
        await console.settle()
        await console.pilot.press("W", "u", *"version[", "enter")
        assert "The filter is not complete" in console.text()
        await console.pilot.press("escape", "space", "plus", "minus", "minus")
        assert "paused" in console.text()
        await console.pilot.press("escape")
        await console.settle()
        assert "200 OK" in console.text()
