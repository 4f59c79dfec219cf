"""The palette knows what works in the pane that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.console import console_on

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress


async def test_actions_of_the_focused_pane_are_found_and_done(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.create") as console:
        await console.press("ctrl+p")
        await console.type("add by hand")
        assert "Add a parameter or header" not in console.text()
        await console.press("escape", "2", "ctrl+p")
        await console.type("add by hand")
        assert "Add a parameter or header" in console.text()
        await console.press("enter")
        assert "Add a parameter by hand" in console.text()
