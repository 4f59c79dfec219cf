"""The screens about profiles, under the hands of a pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import (
    Profile,
    SecretPlace,
    find_proxy_secret,
    find_secret,
    read_profiles_file,
    save_profile,
)
from cloudflow_tui.sandbox.process import SandboxAddress
from cloudflow_tui.tui import is_first_start
from cloudflow_tui.tui.screens.profiles_first import FirstStartApp
from cloudflow_tui.tui.screens.profiles_form import Choice, ProfileForm
from cloudflow_tui.tui.screens.profiles_trying import QuestionScreen, SecretScreen
from cloudflow_tui.workspace import Workspace
from tests.profiles.conftest import file_keyring, no_keyring
from tests.profiles.file_keyring import FileKeyring
from tests.tui.console import Console, console_on
from tests.tui.looking import screen_lines

__all__ = ["file_keyring", "no_keyring"]


@pytest.fixture(autouse=True)
def _profiles(sandbox: SandboxAddress) -> None:
    file = app_paths().profiles_file
    place = SecretPlace("env", "LAB_SECRET")
    save_profile(file, Profile("lab", sandbox.url, login=sandbox.login, secret=place))
    save_profile(
        file,
        Profile("asks", sandbox.url, login=sandbox.login, is_production=True, is_read_only=True),
        make_default=True,
    )


@asynccontextmanager
async def at_profiles(sandbox: SandboxAddress) -> AsyncIterator[Console]:
    async with console_on(sandbox) as console:
        await console.pilot.press("5")
        await console.pilot.pause()
        yield console


async def test_the_profiles_are_listed(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        text = console.text()
        assert "lab" in text
        assert "default, PRODUCTION, read-only" in text
        assert "on this machine, nothing to set up" in text
        await console.pilot.press("escape")
        await console.settle()
        assert console.app.screen is console.app.explorer


async def test_a_test_says_what_it_found(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await console.pilot.press("t")
        await console.settle()
        text = console.text()
        assert "Test of lab" in text
        assert "CloudFlow 6.7.0-12" in text
        assert "admin, with a password" in text
        assert console.app.workspace.rights.is_known


async def test_another_profile_is_gone_on_with_and_drafts_stay(sandbox: SandboxAddress) -> None:
    async with console_on(sandbox, endpoint_id="users.get") as console:
        draft = console.app.explorer.draft
        await console.pilot.press("5")
        await console.pilot.pause()
        await console.pilot.press("down", "enter")
        await console.pilot.pause()
        await until_secret_is_asked(console)
        console.app.screen.query_one(Input).value = sandbox.password
        await console.pilot.press("enter")
        await console.settle()
        assert console.app.explorer.draft is draft
        assert console.app.workspace.profile.name == "asks"
        assert console.app.workspace.version == "6.7.0-12"
        text = console.text()
        assert "PRODUCTION" in text
        assert sandbox.password not in text


async def until_secret_is_asked(console: Console) -> None:
    await console.until(lambda: isinstance(console.app.screen, SecretScreen))


async def test_a_secret_that_is_not_typed_is_told(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await console.pilot.press("down", "enter")
        await until_secret_is_asked(console)
        await console.pilot.press("escape")
        await console.settle()
        assert "the answer was empty" in console.text()


async def open_form(console: Console, key: str) -> None:
    await console.press(key)
    assert isinstance(console.app.screen, ProfileForm)


async def test_a_profile_is_added(sandbox: SandboxAddress, file_keyring: FileKeyring) -> None:
    async with at_profiles(sandbox) as console:
        await open_form(console, "a")
        await console.pilot.press(*"box", "enter")
        console.app.screen.query_one("#url", Input).value = sandbox.url
        await console.pilot.press("enter")
        await console.pilot.press(*"admin", "enter", "enter")
        console.app.screen.query_one("#secret", Input).value = sandbox.password
        await console.pilot.press("ctrl+t")
        await console.settle()
        assert "CloudFlow 6.7.0-12" in console.text()
        assert sandbox.password not in console.text()
        await console.press("ctrl+s")
        assert "box is saved" in console.text()
    stored = read_profiles_file(app_paths().profiles_file).profiles["box"]
    assert (stored.url, stored.login, stored.secret.source) == (sandbox.url, "admin", "keyring")
    assert find_secret(stored, {}) == sandbox.password
    assert sandbox.password not in app_paths().profiles_file.read_text()


@pytest.mark.usefixtures("no_keyring")
async def test_credentials_of_a_pasted_address_go_where_they_belong(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await open_form(console, "a")
        form = console.app.screen
        assert form.query_one("#place", Choice).value == "asked each time"
        await console.pilot.press(*"box", "enter")
        form.query_one("#url", Input).value = "https://ann:cAnArY-4711@cp.example.net"
        await console.pilot.press("enter")
        await console.pilot.pause()
        assert form.query_one("#url", Input).value == "https://cp.example.net"
        assert form.query_one("#login", Input).value == "ann"
        assert form.query_one("#secret", Input).value == "cAnArY-4711"
        assert "cAnArY" not in console.text()
        assert "carried credentials" in console.text()


@pytest.mark.usefixtures("no_keyring")
async def test_a_proxy_with_a_login(sandbox: SandboxAddress, tmp_path: Path) -> None:
    async with at_profiles(sandbox) as console:
        await open_form(console, "e")
        form = console.app.screen
        form.query_one("#proxy", Input).focus()
        form.query_one("#proxy", Input).value = "http://bob:cAnArY-4711@p.example.net:3128"
        await console.press("enter")
        assert form.query_one("#proxy", Input).value == "http://p.example.net:3128"
        assert form.query_one("#proxy_login", Input).value == "bob"
        assert "cAnArY" not in console.text()
        form.query_one("#proxy_place", Choice).value = "variable"
        form.query_one("#proxy_place_name", Input).value = "PROXY_PW"
        await console.press("ctrl+s")
        assert "not written into a variable" in console.text()
        form.query_one("#proxy_place", Choice).value = "private file"
        form.query_one("#proxy_place_name", Input).value = str(tmp_path / "proxy.secret")
        await console.press("ctrl+s")
        assert "lab is saved" in console.text()
    stored = read_profiles_file(app_paths().profiles_file).profiles["lab"]
    assert (stored.proxy, stored.proxy_login) == ("http://p.example.net:3128", "bob")
    assert find_proxy_secret(stored, {}) == "cAnArY-4711"
    assert stored.secret == SecretPlace("env", "LAB_SECRET")
    assert "cAnArY" not in app_paths().profiles_file.read_text()


async def test_what_cannot_be_used_is_told_at_its_field(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await open_form(console, "e")
        form = console.app.screen
        form.query_one("#url", Input).value = "https://cp example net"
        await console.pilot.press("ctrl+s")
        await console.pilot.pause()
        assert "blank" in console.text()
        assert form.focused is form.query_one("#url")
        await console.pilot.press("escape")
        await console.pilot.pause()
    assert read_profiles_file(app_paths().profiles_file).profiles["lab"].url == sandbox.url


async def test_a_choice_turns(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await open_form(console, "e")
        choice = console.app.screen.query_one("#safety", Choice)
        choice.focus()
        await console.press("space", "ctrl+s")
    assert read_profiles_file(app_paths().profiles_file).profiles["lab"].is_read_only


async def test_default_and_removal(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        await console.pilot.press("d")
        assert read_profiles_file(app_paths().profiles_file).default == "lab"
        await console.pilot.press("down", "x")
        assert "x again takes asks out" in console.text()
        await console.pilot.press("x")
        await console.pilot.pause()
        assert list(read_profiles_file(app_paths().profiles_file).profiles) == ["lab"]


async def test_plain_http_is_asked_about(sandbox: SandboxAddress) -> None:
    profile = Profile(
        "old", "http://cp.example.invalid", login="ann", secret=SecretPlace("env", "LAB_SECRET")
    )
    async with console_on(sandbox, profile=profile, endpoint_id="users.list") as console:
        await console.press("ctrl+r")
        assert isinstance(console.app.screen, QuestionScreen)
        assert "is plain http" in console.text()
        await console.press("escape")
        assert "Not sent" in console.text()
        await console.press("ctrl+r")
        await console.press("y")
        assert console.app.workspace.http_question == ""
        assert console.app.workspace.history.count() == 1


async def test_plain_http_is_asked_about_before_a_test(sandbox: SandboxAddress) -> None:
    async with at_profiles(sandbox) as console:
        place = SecretPlace("env", "LAB_SECRET")
        save_profile(
            app_paths().profiles_file,
            Profile("old", "http://cp.example.invalid", login="ann", secret=place, timeout_s=5.0),
        )
        await console.press("escape", "5", "down", "down", "t")
        assert "http://cp.example.invalid is plain http" in console.text()
        await console.press("n")
        assert "Not sent: the credentials would be readable" in console.text()
        await console.press("e")
        await console.press("ctrl+t")
        assert isinstance(console.app.screen, QuestionScreen)
        await console.press("y")
        assert "No host is called cp.example.invalid" in console.text()


async def first(pilot: Pilot[int], *keys: str) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def test_only_without_any_profile_is_it_the_first_start(tmp_path: Path) -> None:
    assert not is_first_start(None)
    empty = {"CLOUDFLOW_HOME": str(tmp_path / "empty")}
    assert is_first_start(empty)
    assert not is_first_start(empty | {"CLOUDFLOW_URL": "https://cp.example.net"})


@pytest.mark.parametrize(("keys", "chosen"), [(("enter",), "sandbox"), (("q",), "")])
async def test_the_first_start(tmp_path: Path, keys: tuple[str, ...], chosen: str) -> None:
    environ = {"CLOUDFLOW_HOME": str(tmp_path / "empty")}
    app = FirstStartApp(Workspace.open(demo=True, starts_at_once=False, environ=environ), environ={})
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert screen_lines(app)[-1].strip() == "enter Use it   q Quit"
        await first(pilot, *keys)
    assert app.chosen == chosen


@pytest.mark.usefixtures("no_keyring")
async def test_the_first_start_adds_a_profile(tmp_path: Path) -> None:
    environ = {"CLOUDFLOW_HOME": str(tmp_path / "empty")}
    app = FirstStartApp(Workspace.open(demo=True, starts_at_once=False, environ=environ), environ={})
    async with app.run_test(size=(120, 40)) as pilot:
        await first(pilot, "down", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ProfileForm)
        await pilot.press(*"lab")
        app.screen.query_one("#url", Input).value = "cp.example.net"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.chosen == "lab"
    assert not is_first_start(environ)
