"""One read to several profiles in the console."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, remove_profile, save_profile
from cloudflow_tui.sandbox.process import SandboxAddress
from tests.canaries import Canaries, leaky_panel
from tests.tui.console import console_on
from tests.tui.test_safety import opened, plain


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


async def test_each_answer_is_masked_with_its_own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that repeats the credentials shows neither those of one profile nor of the other."""
    monkeypatch.setenv("CLOUDFLOW_SECRET_OTHER", "s3cret-of-another")
    with leaky_panel(Canaries()) as panel:
        file = app_paths().profiles_file
        for name in ("lab2", "lost"):
            remove_profile(file, name)
        save_profile(file, plain(panel.url))
        save_profile(file, replace(plain(panel.url), name="other", login="bob"))
        async with opened(plain(panel.url)) as console:
            console.app.explorer.open_from_palette("users.list")
            await console.settle()
            await console.app.run_action("several")
            await console.settle()
            await console.press("down", "space", "ctrl+r")
            text = console.text()
            assert text.count('"as": ') == 2
            for pair in ("ann:s3cret-of-ann", "bob:s3cret-of-another"):
                assert b64encode(pair.encode()).decode() in str(panel.authorizations)
                assert pair.partition(":")[2] not in text
