"""Evidence in the response of the console, by keys, on the sandbox."""

from __future__ import annotations

import uuid
from typing import Any

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.transport.nasty_server import Route, nasty_server, says, whole
from tests.tui.console import WIDE, console_on
from tests.workspace.test_resending import in_turn, transaction


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


async def test_what_was_reopened_is_looked_behind_too(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        workspace = console.app.workspace
        old = await workspace.send(workspace.draft_call("GET", "/virtual_machines/99998/disks"))
        sent = workspace.history.count()
        console.app.explorer.reopen(old.number)
        await console.settle()
        assert "Ask: Read /virtual_machines/99998" in console.text()
        assert workspace.history.count() == sent, "nothing is read before somebody agrees"


REFUSED = whole(b'{"errors":["Virtual server is locked"]}', status="422 Unprocessable Entity")
MADE = whole(b'{"virtual_machine":{"id":7}}', status="201 Created")


async def test_it_waits_for_what_holds_the_object_and_sends_once() -> None:
    routes: dict[str, Route] = {
        "/version.json": says(whole(b'{"version":"6.7.0"}')),
        "/transactions.json": says(whole(b"[]")),
        "/virtual_machines/7/startup.json": in_turn(REFUSED, MADE),
        "/virtual_machines/7/transactions.json": in_turn(
            transaction("running"), transaction("running"), transaction("complete")
        ),
    }
    async with nasty_server(routes=routes) as server, console_on(address(server.url), size=WIDE) as console:
        app = console.app
        app.explorer.wait_interval_s = app.explorer.followed.interval_s = 0.001
        app.explorer.open_draft(app.workspace.draft("virtual_servers.startup", virtual_machine_id=7))
        await console.press("ctrl+r")
        assert "Ask: Read the transactions of /virtual_machines/7" in console.text()
        await console.press("3", "w", "enter")
        assert "Ask: Wait for transaction 12 on" in console.text()
        status = app.explorer.response_pane.status
        while not status.row_at(status.cursor).read_at:
            await console.press("down")
        await console.press("enter")
        assert "201 Created" in console.text()
        starts = [head for head in server.heads if head.startswith("POST /virtual_machines/7/startup")]
        assert len(starts) == 2


def address(url: str) -> SandboxAddress:
    return SandboxAddress(url, "ann", "s3cret-of-ann")
