"""Where the console has little room: the focus is never lost, and what is said is seen."""

from __future__ import annotations

from textual import events

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.panes.findings import FindingsPane
from tests.tui.console import MEDIUM, NARROW, console_on


async def test_the_keys_work_again_after_the_terminal_was_too_small(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM) as console:
        console.app.explorer.open_from_palette("users.create")
        await console.settle()
        await console.pilot.resize_terminal(49, 11)
        await console.settle()
        assert "too small" in console.text()
        await console.pilot.resize_terminal(*MEDIUM)
        await console.settle()
        await console.settle()
        assert console.app.explorer.focused is not None
        await console.press("ctrl+r")
        assert "3 required are missing" in console.text()


async def test_findings_are_seen_where_the_tree_has_all_the_room(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=NARROW) as console:
        console.app.post_message(events.Paste("curl -u a:b http://x.example/users.json"))
        await console.settle()
        await console.press("1", "7")
        assert console.app.explorer.pane == "request"
        assert console.app.explorer.findings.region


async def test_a_zoomed_tree_hides_neither_sentence_nor_answer(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM, endpoint_id="users.list") as console:
        await console.press("1", "z", "6")
        assert "No work is followed" in console.text()
        await console.press("ctrl+r")
        assert "200 OK" in console.text()


async def test_what_is_pasted_over_an_answer_shows_its_request(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=NARROW, endpoint_id="users.create") as console:
        await console.press("ctrl+r")
        await console.press("ctrl+r")
        assert console.app.explorer.pane == "response"
        console.app.post_message(events.Paste("curl -X POST -d '{\"user\":{}}' http://onapp.test/users.json"))
        await console.settle()
        await console.settle()
        assert console.app.explorer.pane == "request"
        assert isinstance(console.app.focused, FindingsPane)
        assert "Required" in console.text()
