"""A long answer in the whole console: its first page stands where all of it will stand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.transport.nasty_server import NastyServer, Reader, Route, Writer, nasty_server, says, whole
from tests.tui.console import WIDE, Console, console_on

USERS = json.dumps(
    [{"user": {"id": number, "login": f"login{number}"}} for number in range(150_000)]
).encode()


def stops_after(first: int, may_go_on: asyncio.Event) -> Route:
    """All users, the rest of them once it may."""

    async def route(server: NastyServer, reader: Reader, writer: Writer) -> None:
        answer = whole(USERS)
        writer.write(answer[:first])
        await writer.drain()
        await may_go_on.wait()
        writer.write(answer[first:])
        await writer.drain()

    return route


@asynccontextmanager
async def halfway() -> AsyncIterator[tuple[Console, asyncio.Event]]:
    """A console with the call open whose answer stops, and what lets it go on."""
    may_go_on = asyncio.Event()
    routes: dict[str, Route] = {
        "/version.json": says(whole(b'{"version":"6.7.0"}')),
        "/users.json": stops_after(1_000_000, may_go_on),
    }
    async with nasty_server(routes=routes) as server:
        address = SandboxAddress(server.url, "ann", "s3cret-of-ann")
        async with console_on(address, size=WIDE, endpoint_id="users.list") as console:
            yield console, may_go_on


async def test_a_page_stands_while_the_rest_is_on_its_way() -> None:
    assert len(USERS) > 5_000_000
    async with halfway() as (console, may_go_on):
        explorer = console.app.explorer
        await console.pilot.press("2", "ctrl+r")
        await console.until(lambda: "login3" in console.text())
        assert "reading on" in console.text()
        assert "200 OK" in console.text()
        assert explorer.is_request_away
        assert explorer.pane == "response"
        await console.pilot.press("down", "down")
        await console.until(lambda: "line 3 of" in console.text())
        before = explorer.response_pane.region
        may_go_on.set()
        await console.settle()
        assert explorer.response_pane.region == before
        assert "Table 150,000" in console.text()
        assert "line 3 of" in console.text(), "the place in the body is kept"
        assert "reading on" not in console.text()
        rows = console.app.workspace.history.rows()
        assert rows[0].size_bytes == len(USERS)
        assert rows[0].status == 200


async def test_what_is_given_up_is_not_read_on() -> None:
    async with halfway() as (console, _):
        pane = console.app.explorer.response_pane
        await console.pilot.press("ctrl+r")
        await console.until(lambda: pane.is_read_along)
        await console.press("ctrl+x")
        await console.settle()
        assert not pane.is_read_along
        async with asyncio.timeout(20):
            await pane.until_read()
        assert "cancel" in console.text().lower()


async def test_who_goes_elsewhere_meanwhile_is_left_there() -> None:
    async with halfway() as (console, may_go_on):
        explorer = console.app.explorer
        await console.pilot.press("2", "ctrl+r")
        await console.until(lambda: explorer.pane == "response")
        await console.pilot.press("2")
        may_go_on.set()
        await console.settle()
        assert "Table 150,000" in console.text()
        assert explorer.pane == "request"
        assert not explorer.is_request_away
