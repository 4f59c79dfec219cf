"""A request copied in the form that is chosen, seen before it is copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.console import console_on
from tests.tui.panes.request_app import SECRET, PaneApp

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


async def test_the_form_under_the_cursor_is_shown_and_copied(
    sandbox: SandboxAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(sandbox, endpoint_id="users.create") as console:
        copied: list[str] = []
        monkeypatch.setattr(console.app, "copy_to_clipboard", copied.append)
        draft = console.app.explorer.draft
        assert draft is not None
        draft.set("login", "zaza")
        draft.set("password", SECRET)
        await console.press("Y")
        assert "curl -X POST -u" in console.text()
        await console.press("down", "down")
        assert "import httpx" in console.text()
        assert SECRET not in console.text()
        await console.press("enter")
        assert len(copied) == 1
        assert "httpx.request(" in copied[0]
        assert "zaza" in copied[0]
        assert SECRET not in copied[0]
        assert sandbox.password not in copied[0]
        await console.press("Y", "escape")
        assert len(copied) == 1


async def test_says_why_there_is_nothing_to_copy(home: Path) -> None:
    from cloudflow_tui.request import Draft
    from cloudflow_tui.tui.screens.copy_as import CopyAsScreen
    from tests.tui.looking import screen_text
    from tests.tui.panes.request_app import SHOW

    app = PaneApp(home)
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(CopyAsScreen(app.workspace, Draft(SHOW)))
        await pilot.pause()
        assert "It cannot be built yet. The path of users.show needs user_id." in screen_text(app)
