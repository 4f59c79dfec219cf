"""API keys on the sandbox: made for others, replaced, taken into use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudflow_tui.errors import ConfigError, RefusedError
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, SecretPlace, find_secret, read_profiles_file, save_profile
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.keys import KeyNotMadeError, make_key, replace_key, use_key
from tests.transport.nasty_server import nasty_server, says, whole


@pytest.fixture(scope="module")
def box() -> Iterator[SandboxAddress]:
    """A sandbox of its own: keys are made here."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CLOUDFLOW_")}
    process = SandboxProcess.spawn(seed=1, environ=environ)
    yield process.wait_ready(timeout_s=60)
    process.stop()


def on(address: SandboxAddress, **settings: object) -> Workspace:
    profile = Profile("box", address.url, login=address.login, **settings)  # type: ignore[arg-type]
    return Workspace(profile, paths=app_paths(), environ={}, secret=address.password)


async def test_a_key_is_made_used_and_masked(box: SandboxAddress, home: Path) -> None:
    async with on(box) as workspace:
        made = await make_key(workspace, "chiara")
        assert made.key
        assert "@" in made.email
        assert made.key not in repr(made)
        stored = workspace.history.get(made.number)
        assert stored.response is not None
        assert made.key.encode() not in stored.response.body.read()
    profile = Profile("key", box.url, login=made.email, login_kind="api_key")
    async with Workspace(profile, paths=app_paths(), environ={}, secret=made.key) as with_key:
        exchange = await with_key.send(with_key.draft("users.profile"))
        assert exchange.status == 200
    assert is_nowhere(made.key, home)


def is_nowhere(secret: str, folder: Path) -> bool:
    return all(secret.encode() not in file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_an_old_key_is_replaced_once_confirmed(box: SandboxAddress) -> None:
    async with on(box) as workspace:
        with pytest.raises(RefusedError, match="locked out"):
            await replace_key(workspace, "2")
        first = await replace_key(workspace, "2", is_confirmed=True)
        second = await replace_key(workspace, "2", is_confirmed=True)
        assert first.key != second.key
    profile = Profile("key", box.url, login=first.email, login_kind="api_key")
    async with Workspace(profile, paths=app_paths(), environ={}, secret=first.key) as with_old:
        assert (await with_old.send(with_old.draft("users.profile"))).status == 401


async def test_users_that_are_not_there(box: SandboxAddress) -> None:
    async with on(box) as workspace:
        with pytest.raises(ConfigError, match=r"No user is called 'chiarra'\. Nearest: chiara"):
            await make_key(workspace, "chiarra")
        with pytest.raises(ConfigError, match="No user has the id 99999"):
            await make_key(workspace, "99999")


async def test_a_read_only_profile_makes_no_key(box: SandboxAddress) -> None:
    async with on(box, is_read_only=True) as workspace:
        with pytest.raises(RefusedError, match="read-only"):
            await make_key(workspace, "2")


@pytest.mark.parametrize(
    ("kind", "status", "advice"),
    [
        ("password", "403 Forbidden", "signs in with a password"),
        ("api_key", "403 Forbidden", "make your own in the Control Panel"),
        ("api_key", "201 Created", ""),
    ],
)
async def test_a_refusal_is_explained(kind: str, status: str, advice: str) -> None:
    routes = {
        "/users/7.json": says(whole(b'{"user":{"id":7,"login":"ann"}}')),
        "/users/7/user_api_keys/generate.json": says(whole(b"{}", status=status)),
    }
    async with nasty_server(routes=routes) as server:
        profile = Profile("lab", server.url, login="a@b.net", login_kind=kind)  # type: ignore[arg-type]
        async with Workspace(profile, paths=app_paths(), environ={}, secret="s3cret-of-ann") as workspace:
            with pytest.raises(KeyNotMadeError) as caught:
                await make_key(workspace, "7")
    assert caught.value.message.startswith(f"No API key was made for ann: {status}")
    assert advice in caught.value.advice
    assert caught.value.exchange.number


async def test_a_profile_changes_over_to_a_key(home: Path, tmp_path: Path) -> None:
    paths = app_paths()
    save_profile(paths.profiles_file, Profile("lab", "https://cp.example.net", login="ann"))
    workspace = Workspace.open("lab")
    place = SecretPlace("file", str(tmp_path / "lab.key"))
    with pytest.raises(ConfigError, match="e-mail of the account"):
        use_key(workspace, "ann", "the-key-4711", place)
    changed = use_key(workspace, "ann@example.net", "the-key-4711", place)
    assert read_profiles_file(paths.profiles_file).profiles["lab"] == changed
    assert (changed.login, changed.login_kind) == ("ann@example.net", "api_key")
    assert find_secret(changed, {}) == "the-key-4711"
    assert "the-key-4711" not in paths.profiles_file.read_text()
    with pytest.raises(ConfigError, match="stands in no file"):
        use_key(Workspace.open(Profile("other", "https://x.net")), "a@b.net", "k" * 9, place)
