"""API keys in the console: made, shown once on a key, kept, replaced, taken into use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, find_secret, read_profiles_file, save_profile
from cloudflow_tui.tui.screens.confirm import ConfirmScreen
from cloudflow_tui.tui.screens.profiles_keys import KeysScreen
from tests.canaries import Canaries, LeakyPanel, leaky_panel
from tests.profiles.conftest import file_keyring, no_keyring
from tests.profiles.file_keyring import FileKeyring
from tests.tui.console import Console
from tests.tui.test_safety import opened, plain

__all__ = ["file_keyring", "no_keyring"]
KEY = Canaries().api_key


@asynccontextmanager
async def at_keys(**settings: bool) -> AsyncIterator[tuple[Console, LeakyPanel]]:
    with leaky_panel(Canaries()) as panel:
        place = SecretPlace("env", "LAB_SECRET")
        profile = Profile("lab", panel.url, login="ann@example.net", secret=place, **settings)  # type: ignore[arg-type]
        save_profile(app_paths().profiles_file, profile)
        async with opened(plain(panel.url)) as console:
            await console.press("5", "K")
            assert isinstance(console.app.screen, KeysScreen)
            assert "no call that lists or removes API keys" in " ".join(console.text().split())
            yield console, panel


async def test_a_key_is_made_shown_on_a_key_and_kept(file_keyring: FileKeyring) -> None:
    async with at_keys() as (console, panel):
        await console.press("enter")
        await console.type("9")
        await console.press("enter")
        assert "The API key of zaza@example.net is made: ••••••••" in console.text()
        assert KEY not in console.text()
        await console.press("v")
        assert KEY in console.text()
        await console.press("s")
        assert "It lies in the keyring under zaza@example.net." in console.text()
        assert KEY not in console.text()
        assert any(body == b"" for body in panel.bodies)
    assert file_keyring.get_password("cloudflow-tui", "zaza@example.net") == KEY


async def test_a_key_is_replaced_once_its_user_is_named() -> None:
    async with at_keys() as (console, panel):
        await console.press("down", "enter")
        await console.type("9")
        await console.press("enter")
        assert isinstance(console.app.screen, ConfirmScreen)
        before = len(panel.bodies)
        await console.press("escape")
        assert "Not sent: it was kept." in console.text()
        assert len(panel.bodies) == before


async def test_a_read_only_profile_makes_none() -> None:
    async with at_keys(is_read_only=True) as (console, _):
        await console.press("enter")
        await console.type("9")
        await console.press("enter")
        assert "lab is read-only" in console.text()


async def test_the_profile_signs_in_with_a_key_from_now_on(file_keyring: FileKeyring) -> None:
    async with at_keys() as (console, _):
        await console.press("down", "down", "enter")
        assert console.app.screen.query_one(Input).value == "ann@example.net"
        await console.press("enter")
        await console.type("the key 4711")
        assert "the key 4711" not in console.text()
        await console.press("enter")
        assert "lab signs in as ann@example.net with an API key from now on." in console.text()
    stored = read_profiles_file(app_paths().profiles_file).profiles["lab"]
    assert stored.login_kind == "api_key"
    assert find_secret(stored, {}) == "the key 4711"


@pytest.mark.usefixtures("no_keyring")
async def test_without_a_keyring_that_is_said() -> None:
    async with at_keys() as (console, _):
        await console.press("down", "down", "enter", "enter")
        await console.type("4711")
        await console.press("enter")
        assert "This system has no keyring." in console.text()
    assert read_profiles_file(app_paths().profiles_file).profiles["lab"].login_kind == "password"
