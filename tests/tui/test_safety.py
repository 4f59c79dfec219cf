"""What the console refuses, and what it says of rights and of the way to the Control Panel."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.message import Message

from cloudflow_tui.catalog import Catalog
from cloudflow_tui.profiles import Profile, SecretPlace
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.app import ConsoleApp
from cloudflow_tui.tui.messages import SendRefused, SendRequested
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.rights import Rights
from tests.canaries import Canaries, leaky_panel
from tests.transport.nasty_server import nasty_server
from tests.tui.console import WIDE, Console, console_on, lab


def one_of_each() -> dict[tuple[str, str], str]:
    """An endpoint for every pair of method and effect that is no read."""
    rows = Catalog.load().endpoints
    return {(row.method, row.effect): row.id for row in rows if row.effect != "read"}


def plain(url: str) -> Profile:
    """A profile that allows everything."""
    return Profile("lab", url, login="ann", secret=SecretPlace("env", "LAB_SECRET"), api_version="6.7")


@asynccontextmanager
async def opened(profile: Profile) -> AsyncIterator[Console]:
    workspace = Workspace.open(profile, environ={**os.environ, "LAB_SECRET": "s3cret-of-ann"})
    app = ConsoleApp(workspace, environ={})
    async with app.run_test(size=WIDE) as pilot:
        console = Console(app, pilot)
        await console.settle()
        yield console


async def test_a_read_only_console_lets_no_byte_leave() -> None:
    with leaky_panel(Canaries()) as panel:
        place = SecretPlace("env", "LAB_SECRET")
        profile = Profile("safe", panel.url, login="ann", secret=place, api_version="6.7", is_read_only=True)
        async with opened(profile) as console:
            for endpoint_id in one_of_each().values():
                console.app.explorer.open_from_palette(endpoint_id)
                await console.press("ctrl+r", "ctrl+r")
                assert "safe is read-only" in console.text(), endpoint_id
            assert panel.authorizations == []
            console.app.explorer.open_from_palette("users.list")
            await console.press("ctrl+r")
            assert len(panel.authorizations) == 1


async def test_a_read_only_console_refuses_every_call_that_is_no_read() -> None:
    refused: list[str] = []

    def see(message: Message) -> None:
        if isinstance(message, SendRefused) and str(message.error) not in refused[-1:]:
            refused.append(str(message.error))

    async with nasty_server() as server:
        profile = replace(plain(server.url), name="safe", is_read_only=True)
        workspace = Workspace.open(profile, environ={**os.environ, "LAB_SECRET": "s3cret-of-ann"})
        app = ConsoleApp(workspace, environ={})
        async with app.run_test(size=WIDE, message_hook=see) as pilot:
            await Console(app, pilot).settle()
            rows = [row for row in workspace.catalog.endpoints if row.effect != "read"]
            assert len(rows) > 700
            for row in rows:
                draft = workspace.draft(row.id)
                for parameter in draft.endpoint.parameters_in("path"):
                    draft.set_text(parameter.name, "1")
                app.post_message(SendRequested(draft, is_anyway=True))
            await Console(app, pilot).settle()
        assert server.connection_count == 0
    assert all("safe is read-only" in words for words in refused)
    assert {words.split()[6] for words in refused} == {row.id for row in rows}


async def test_plain_http_is_asked_once_before_anything_leaves() -> None:
    profile = replace(plain("http://cp.example.invalid"), timeout_s=5.0)
    async with opened(profile) as console:
        console.app.explorer.open_from_palette("users.list")
        await console.press("ctrl+r")
        assert "http://cp.example.invalid is plain http" in console.text()
        await console.press("n")
        assert "Not sent: the credentials would be readable on the way." in console.text()
        assert console.app.workspace.history.count() == 0
        await console.press("ctrl+r", "y")
        assert "No host is called cp.example.invalid" in console.text()
        await console.press("ctrl+r")
        assert console.app.workspace.history.count() == 2


async def test_what_will_likely_answer_403_says_so(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox) as console:
        console.app.workspace.rights = Rights(
            "ann", held=frozenset(("users.read",)), known=frozenset(("users.read", "users.create"))
        )
        console.app.explorer.show_place()
        console.app.explorer.open_from_palette("users.create")
        await console.settle()
        assert "Will likely answer 403: ann does not have the permission users.create" in console.text()
        console.app.explorer.open_from_palette("users.list")
        await console.settle()
        assert "Will likely answer 403" not in console.text()


async def test_the_header_says_what_must_be_known(sandbox: SandboxAddress) -> None:
    place = SecretPlace("env", "LAB_SECRET")
    insecure = Profile(
        "odd",
        "https://127.0.0.1:1",
        login="ann",
        secret=place,
        verify_tls=False,
        confirm_change=True,
        colour="violet",
    )
    async with opened(insecure) as console:
        head = console.text().splitlines()[0]
        assert "TLS NOT CHECKED" in head
        assert "every change asks" in head
        assert "▌ odd" in head


async def test_the_way_is_told_beside_the_times(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, profile=lab(sandbox), endpoint_id="users.list") as console:
        await console.press("ctrl+r", "3")
        await console.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        text = console.text()
        (row,) = (line for line in text.splitlines() if "connected to" in line)
        assert sandbox.url.removeprefix("http://") in row
