"""Variables in the console: what they stand for is seen, what nobody knows is asked before sending."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.tui.console import console_on, lab

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


async def test_a_variable_is_seen_asked_for_and_sent(sandbox: SandboxAddress) -> None:
    profile = lab(sandbox, variables=(("boss", "1"),))
    async with console_on(sandbox, profile=profile, endpoint_id="users.get") as console:
        await console.press("2", "enter")
        console.app.explorer.request_pane.form.editor.value = "${boss}"
        await console.press("enter")
        assert "${boss}  = 1" in console.text()
        await console.press("enter")
        console.app.explorer.request_pane.form.editor.value = "${nobody}"
        await console.press("enter", "ctrl+r")
        assert "uses ${nobody}, which nothing gives" in console.text()
        assert console.app.workspace.history.count("users.get") == 0
        await console.press("enter")
        console.app.explorer.request_pane.form.editor.value = "${ask:Which user}"
        await console.press("enter", "ctrl+r")
        assert "Which user" in console.text()
        await console.press("3", "enter")
        row = console.app.workspace.history.rows(limit=1)[0]
        assert (row.path, row.status) == ("/users/3.json", 200)


async def test_leaving_the_question_sends_nothing(sandbox: SandboxAddress) -> None:
    profile = replace(lab(sandbox), api_version="6.7")
    async with console_on(sandbox, profile=profile, endpoint_id="users.get") as console:
        console.app.explorer.draft.set("user_id", "${ask:Which user}")  # type: ignore[union-attr]
        await console.press("2", "ctrl+r", "escape")
        assert console.app.workspace.history.count() == 0
