"""The tour of the README, by keys alone: find a call, be stopped, fill, send, read, XML, history, reopen."""

from __future__ import annotations

import uuid

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import MEDIUM, NARROW, WIDE, console_on


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["160x48", "120x36", "80x24"])
async def test_the_tour(sandbox: SandboxAddress, size: tuple[int, int]) -> None:
    login = f"zaza{uuid.uuid4().hex[:8]}"
    async with console_on(sandbox, size=size) as console:
        # Find the call.
        await console.press("slash")
        await console.type("create user")
        assert "Create user" in console.text()
        await console.press("enter")
        assert "POST  /users.json" in console.text()
        assert "* 3 missing" in console.text()

        # Sending is stopped, and what is missing is named.
        await console.press("ctrl+r")
        assert "3 required are missing: login, email, password. Send anyway: ctrl+r again" in console.text()
        assert console.app.workspace.history.rows(query="users.create") == []

        # Fill the form, field by field.
        await console.press("enter")
        await console.type(login)
        await console.press("tab")
        await console.type(f"{login}@example.net")
        await console.press("tab")
        await console.type("a-good-secret-7")
        await console.press("enter")
        assert "missing" not in console.text()
        assert "a-good-secret-7" not in console.text()

        # Send, and read what 201 means.
        await console.press("ctrl+r")
        screen = console.text()
        assert "201 Created" in screen
        assert f'"login": "{login}"' in screen

        # The same call in XML, for another user.
        await console.press("2", "m")
        assert "POST  /users.xml" in console.text()
        await console.press("ctrl+r")
        assert "422 Unprocessable Entity" in console.text()
        await console.press("2", "g", "enter", "end")
        await console.type("x")
        await console.press("tab", "home")
        await console.type("x")
        await console.press("enter", "ctrl+r")
        assert "201 Created" in console.text()
        assert f"<login>{login}x</login>" in console.text()

        # The history has all three; the first is reopened.
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
