"""Evidence in the response of the console, by keys, on the sandbox."""

from __future__ import annotations

import uuid
from typing import Any

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import WIDE, console_on


async def test_the_object_with_the_taken_value_is_a_link_into_the_history(sandbox: SandboxAddress) -> None:
    login = f"zaza{uuid.uuid4().hex[:8]}"
    values: dict[str, Any] = {"login": login, "email": f"{login}@example.net", "password": "a-good-secret-7"}
    async with console_on(sandbox, size=WIDE) as console:
        app = console.app
        made = await app.workspace.send(app.workspace.draft("users.create", **values))
        app.explorer.open_draft(app.workspace.draft("users.create", **{**values, "login": f"{login}x"}))
        await console.press("ctrl+r")
        assert f"Seen: #{made.number} user" in console.text()
        assert "has this email" in console.text()
        await console.press("3", "w", "down", "enter")
        assert "201 Created" in console.text()


async def test_a_read_is_asked_for_first(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        workspace = console.app.workspace
        console.app.explorer.open_draft(workspace.draft_call("GET", "/virtual_machines/99999/disks"))
        await console.press("ctrl+r")
        assert "404 Not Found" in console.text()
        sent = workspace.history.count()
        assert "Ask: Read /virtual_machines/99999" in console.text()
        await console.press("3", "w", "down", "down", "enter")
        assert workspace.history.count() == sent + 1
        assert "/virtual_machines/99999 does not" in console.text()
