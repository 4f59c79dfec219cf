"""The tour of the README, by keys alone: find a call, be stopped, fill, send, read, XML, history, reopen."""

from __future__ import annotations

import uuid

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import MEDIUM, NARROW, WIDE, Console, console_on


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["160x48", "120x36", "80x24"])
async def test_the_tour(sandbox: SandboxAddress, size: tuple[int, int]) -> None:
    login = f"zaza{uuid.uuid4().hex[:8]}"
    async with console_on(sandbox, size=size) as console:
        await find_and_open(console)
        await be_stopped(console)
        await fill(console, login)
        await send_and_read(console, login)
        await send_again_in_xml(console, login)
        await reopen_the_first(console, login)


async def find_and_open(console: Console) -> None:
    await console.press("slash")
    await console.type("create user")
    assert "Create user" in console.text()
    await console.press("enter")
    assert "POST  /users.json" in console.text()
    assert "* 3 missing" in console.text()


async def be_stopped(console: Console) -> None:
    """Nothing is sent, and what is missing is named."""
    await console.press("ctrl+r")
    assert "3 required are missing: login, email, password. Send anyway: ctrl+r again" in console.text()
    assert console.app.workspace.history.rows(query="users.create") == []


async def fill(console: Console, login: str) -> None:
    await console.press("enter")
    await console.type(login)
    await console.press("tab")
    await console.type(f"{login}@example.net")
    await console.press("tab")
    await console.type("a-good-secret-7")
    await console.press("enter")
    assert "missing" not in console.text()
    assert "a-good-secret-7" not in console.text()


async def send_and_read(console: Console, login: str) -> None:
    await console.press("ctrl+r")
    screen = console.text()
    assert "201 Created" in screen
    assert f'"login": "{login}"' in screen


async def send_again_in_xml(console: Console, login: str) -> None:
    """The same user again is refused by field; another one is made."""
    await console.press("2", "m")
    assert "POST  /users.xml" in console.text()
    await console.press("ctrl+r")
    screen = console.text()
    assert "422 Unprocessable Entity" in screen
    assert "has already been taken" in screen
    await console.press("2", "g", "enter", "end")
    await console.type("x")
    await console.press("tab", "home")
    await console.type("x")
    await console.press("enter", "ctrl+r")
    assert "201 Created" in console.text()
    assert f"<login>{login}x</login>" in console.text()


async def reopen_the_first(console: Console, login: str) -> None:
    await console.press("4")
    screen = console.text()
    assert screen.count("/users.xml") >= 2
    assert "/users.json" in screen
    await console.press("slash")
    await console.type("users.json")
    await console.press("enter", "enter")
    screen = console.text()
    assert "POST  /users.json" in screen
    assert login in screen
