"""The console as a whole on the sandbox: what it refuses, asks, cancels and says when things go wrong."""

from __future__ import annotations

import asyncio
import json
import socket
import uuid
from dataclasses import replace

from cloudflow_tui.exchange import Outcome
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.panes.response import ResponsePane
from tests.tui.console import MEDIUM, Console, console_on, lab
from tests.tui.scenes import draft_of


async def open_call(console: Console, endpoint_id: str) -> None:
    console.app.explorer.open_from_palette(endpoint_id)
    await console.settle()


async def make_user(console: Console) -> tuple[int, str]:
    """(id, login) of a new user."""
    login = f"gone{uuid.uuid4().hex[:8]}"
    workspace = console.app.workspace
    values = {"login": login, "email": f"{login}@example.net", "password": "a-good-secret-7"}
    draft = draft_of(workspace, "users.create", values)
    exchange = await workspace.send(draft)
    assert exchange.response is not None
    made: dict[str, dict[str, int]] = json.loads(exchange.response.body.read())
    return made["user"]["id"], login


async def test_a_call_that_destroys_wants_the_name_typed(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=MEDIUM) as console:
        number, login = await make_user(console)
        await open_call(console, "users.delete")
        await console.press("enter")
        await console.type(str(number))
        await console.press("enter", "ctrl+r")
        screen = console.text()
        assert f"Delete user {number}, {login}" in screen
        assert "Type the login to go on" in screen
        await console.type("wrong")
        await console.press("enter")
        assert "Type the login to go on" in console.text()
        await console.press("escape")
        assert "Not sent: it was kept." in console.text()
        await console.press("ctrl+r")
        await console.type(login)
        await console.press("enter")
        assert "204 No Content" in console.text()


async def test_a_read_only_profile_sends_nothing_but_reads(sandbox: SandboxAddress) -> None:
    profile = lab(sandbox, is_read_only=True)
    async with console_on(sandbox, profile=profile) as console:
        await open_call(console, "users.unlock")
        await console.press("enter", "1", "enter", "ctrl+r")
        assert "read-only" in console.text()
        assert console.app.workspace.history.rows(query="unlock") == []
        await open_call(console, "users.list")
        await console.press("ctrl+r")
        assert "200 OK" in console.text()


async def test_no_server_is_told_in_a_sentence_and_written_down(sandbox: SandboxAddress) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    profile = replace(lab(sandbox), url=f"http://127.0.0.1:{port}", api_version="6.7")
    async with console_on(sandbox, profile=profile) as console:
        await open_call(console, "users.list")
        await console.press("ctrl+r")
        screen = console.text()
        assert "No answer" in screen
        assert f"127.0.0.1:{port} refuses connections" in screen
        row = console.app.workspace.history.rows(limit=1)[0]
        assert row.outcome == Outcome.FAILED


async def test_a_second_send_is_refused_and_the_first_can_be_cancelled(sandbox: SandboxAddress) -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # Until the client goes.
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    profile = replace(lab(sandbox), url=f"http://127.0.0.1:{port}", api_version="6.7")
    async with server, console_on(sandbox, profile=profile) as console:
        await open_call(console, "users.list")
        await console.pilot.press("ctrl+r")
        await console.pilot.pause()
        await console.pilot.press("ctrl+r")
        await console.pilot.pause()
        assert "Not sent: a request is still running. ctrl+x cancels it." in console.text()
        assert console.app.workspace.history.count() == 1
        await console.pilot.press("ctrl+x")
        while console.app.workspace.history.rows(limit=1)[0].outcome == Outcome.SENDING:
            await console.pilot.pause()
        assert console.app.workspace.history.rows(limit=1)[0].outcome == Outcome.CANCELLED


async def test_markup_and_escapes_of_a_server_are_text(sandbox: SandboxAddress) -> None:
    body = b'{"errors":["[bold red]stop[/] \\u001b[31mred"]}'
    head = b"HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: application/json; charset=utf-8\r\n"
    whole = head + b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(whole)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    profile = replace(lab(sandbox), url=f"http://127.0.0.1:{port}", api_version="6.7")
    async with server, console_on(sandbox, profile=profile) as console:
        await open_call(console, "users.list")
        await console.press("ctrl+r")
        screen = console.text()
        assert "[bold red]stop[/]" in screen
        assert "\x1b" not in screen


async def test_a_terminal_that_is_too_small_says_so(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=(40, 10)) as console:
        screen = console.text()
        assert "This terminal is too small." in screen
        assert "Needed: 50 x 12" in screen
        await console.pilot.resize_terminal(120, 36)
        await console.settle()
        assert "Virtual servers" in console.text()


async def test_panes_are_reached_by_number_and_zoomed(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        await open_call(console, "users.create")
        await console.press("z")
        assert "Virtual servers" not in console.text()
        await console.press("z", "1")
        assert "Virtual servers" in console.text()
        await console.press("2")
        assert console.app.explorer.pane == "request"
        await console.press("tab")
        assert console.app.explorer.pane == "response"
        await console.press("tab")
        assert console.app.explorer.pane == "tree"


async def test_a_draft_is_kept_while_another_call_is_looked_at(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        await open_call(console, "users.create")
        await console.press("enter")
        await console.type("ann")
        await console.press("enter")
        await open_call(console, "users.list")
        await open_call(console, "users.create")
        assert "ann" in console.text()


async def test_an_id_in_an_answer_leads_to_its_object(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        console.app.explorer.post_message(ResponsePane.EndpointLinked("users.get", {"user_id": "2"}))
        await console.settle()
        assert "GET  /users/2.json" in console.text()
        await console.press("ctrl+r")
        assert "200 OK" in console.text()
