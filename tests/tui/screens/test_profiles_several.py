"""One read to several profiles in the console."""

from __future__ import annotations

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, save_profile
from cloudflow_tui.sandbox.process import SandboxAddress
from tests.tui.console import console_on


@pytest.fixture(autouse=True)
def _profiles(sandbox: SandboxAddress) -> None:
    file = app_paths().profiles_file
    place = SecretPlace("env", "LAB_SECRET")
    for name in ("lab", "lab2"):
        save_profile(file, Profile(name, sandbox.url, login=sandbox.login, secret=place))
    save_profile(file, Profile("lost", sandbox.url, login="ann", secret=SecretPlace("env", "NOT_SET")))


async def test_answers_stand_side_by_side(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="version.get") as console:
        await console.app.run_action("several")
        await console.settle()
        await console.press("down", "space", "down", "space", "ctrl+r", "up")
        text = console.text()
        assert text.count('"version": "6.7.0-12"') == 2
        assert "the same" in text
        assert "NOT_SET" in text
        await console.press("escape")
        assert console.app.screen is console.app.explorer


async def test_nothing_but_reads(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.create") as console:
        await console.app.run_action("several")
        await console.settle()
        assert "only reads go to several" in console.text()
        assert console.app.screen is console.app.explorer
