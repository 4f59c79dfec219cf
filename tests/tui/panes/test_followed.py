"""Followed work in the console, by keys, on the sandbox and on a server that refuses."""

from __future__ import annotations

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import MEDIUM, WIDE, Console, console_on


async def reboot(console: Console, number: int) -> None:
    """Reboot a server; comes back when the work is done."""
    explorer = console.app.explorer
    explorer.followed.interval_s = 0.05
    draft = console.app.workspace.draft("virtual_servers.reboot", virtual_machine_id=number)
    explorer.open_draft(draft)
    await console.press("ctrl+r")


async def test_a_reboot_is_shown_to_its_end(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await reboot(console, 8)
        screen = console.text()
        assert "reboot_virtual_machine" in screen
        assert "complete" in screen
        assert "log   x dismiss" in screen
        paths = [row.path for row in console.app.workspace.history.rows(query="path:/transactions*")]
        assert len(paths) == 1, "only the last state is written down"


async def test_the_log_is_read_and_the_row_dismissed(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM) as console:
        await reboot(console, 9)
        await console.press("6", "l")
        assert "complete" in console.text()
        assert "esc Leave" in console.text()
        await console.press("escape", "x")
        assert "reboot_virtual_machine" not in console.text()
        assert not console.app.explorer.followed.can_focus


async def test_the_call_is_opened_again_from_its_work(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await reboot(console, 8)
        console.app.explorer.open_endpoint("version.get")
        await console.press("6", "o")
        assert "/virtual_machines/8/reboot" in console.text()


async def test_nothing_to_go_to_is_said(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("6")
        assert "No work is followed" in console.text()
