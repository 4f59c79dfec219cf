"""Explaining without a request."""

from __future__ import annotations

import pytest

from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui.screens.explain_lines import is_known, said_of
from tests.tui.console import WIDE, console_on


def told(text: str) -> str:
    return "\n".join(one.text for one in said_of(text))


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", "How the API works"),
        ("422", "422 Unprocessable Entity"),
        ("unprocessable entity", "422 Unprocessable Entity"),
        ("42", "42 is no status of HTTP."),
        ("has already been taken", "Verdict: request."),
        ("user:userpass", "Signing in"),
        ("light bulb", "new in a release"),
        ("xyzzy plugh", "Nothing is known"),
    ],
)
def test_what_is_said(asked: str, wanted: str) -> None:
    assert wanted in told(asked)


def test_what_is_known() -> None:
    assert is_known("Email has already been taken")
    assert is_known("light bulb")
    assert not is_known("good morning")


async def test_it_is_said_while_it_is_typed(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, size=WIDE) as console:
        await console.press("E")
        assert "How the API works" in console.text()
        await console.type("404")
        assert "404 Not Found" in console.text()
        await console.press("down", "pagedown", "escape")
        assert "404 Not Found" not in console.text()
