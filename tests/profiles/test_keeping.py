"""Keeping secrets, and moving them out of the configuration."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cloudflow_tui.errors import ConfigError
from cloudflow_tui.profiles import Profile, SecretPlace, find_proxy_secret, find_secret, read_profiles_file
from cloudflow_tui.profiles.keeping import best_place, keep_secret, move_out, open_secrets
from tests.profiles.file_keyring import FileKeyring

CANARY = "cAnArY-4711"
LAB = Profile("lab", "https://cp.example.net", login="admin")


def written(tmp_path: Path, table: str) -> Path:
    file = tmp_path / "profiles.toml"
    file.write_text(f'# mine\n[profiles.lab]\n{table}\n\n[profiles.other]\nurl = "o.example.net" # kept\n')
    return file


@pytest.mark.parametrize(
    ("table", "key", "kind"),
    [
        (f'url = "cp.example.net"\nlogin = "admin"\npassword = "{CANARY}"', "password", "password"),
        (f'url = "cp.example.net"\nlogin = "a@b.net"\napi_key = "{CANARY}"', "api_key", "api_key"),
        (f'url = "cp.example.net"\nlogin = "admin"\nsecret = "{CANARY}"', "secret", "password"),
        (f'url = "https://admin:{CANARY}@cp.example.net"', "url", "password"),
    ],
)
def test_a_secret_in_the_open_is_moved(
    tmp_path: Path, file_keyring: FileKeyring, table: str, key: str, kind: str
) -> None:
    file = written(tmp_path, table)
    assert [str(found) for found in open_secrets(file)] == [f"profiles.lab.{key}"]
    with pytest.raises(ConfigError, match=r"in the open|carries credentials"):
        read_profiles_file(file)
    profile, keys = move_out(file, "lab", SecretPlace("keyring"))
    assert keys == [key]
    text = file.read_text()
    assert CANARY not in text
    assert "# mine" in text
    assert "# kept" in text
    stored = read_profiles_file(file).profiles["lab"]
    assert stored == profile
    assert (stored.url, stored.login_kind) == ("https://cp.example.net", kind)
    assert stored.login
    assert find_secret(stored, {}) == CANARY
    assert open_secrets(file) == []


@pytest.mark.parametrize(
    "table",
    [
        f'proxy = "http://bob:{CANARY}@p.example.net:3128"',
        f'proxy = "http://p.example.net:3128"\nproxy_login = "bob"\nproxy_password = "{CANARY}"',
        f'proxy = "http://p.example.net:3128"\nproxy_login = "bob"\nproxy_secret = "{CANARY}"',
    ],
)
@pytest.mark.parametrize("own", ["", 'login = "admin"\npassword = "other-4712"\n'])
def test_the_password_of_a_proxy_is_moved_too(
    tmp_path: Path, file_keyring: FileKeyring, table: str, own: str
) -> None:
    file = written(tmp_path, f'url = "cp.example.net"\n{own}{table}')
    with pytest.raises(ConfigError, match=r"in the open|carries credentials") as caught:
        read_profiles_file(file)
    assert CANARY not in str(caught.value)
    profile, keys = move_out(file, "lab", SecretPlace("keyring", "lab"))
    assert len(keys) == (2 if own else 1)
    assert CANARY not in file.read_text()
    assert read_profiles_file(file).profiles["lab"] == profile
    assert (profile.proxy, profile.proxy_login) == ("http://p.example.net:3128", "bob")
    assert find_proxy_secret(profile, {}) == CANARY
    assert find_secret(profile, {}) == ("other-4712" if own else "")


def test_both_go_to_files_of_their_own(tmp_path: Path) -> None:
    table = f'login = "a"\npassword = "other-4712"\nproxy = "http://bob:{CANARY}@p.example.net"'
    file = written(tmp_path, f'url = "cp.example.net"\n{table}')
    profile, _ = move_out(file, "lab", SecretPlace("file", str(tmp_path / "mine")))
    assert (tmp_path / "mine").read_text() == "other-4712\n"
    assert (tmp_path / "mine.proxy").read_text() == f"{CANARY}\n"
    assert find_proxy_secret(profile, {}) == CANARY


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_nothing_is_lost(tmp_path: Path) -> None:
    file = written(tmp_path, f'url = "cp.example.net"\nlogin = "admin"\npassword = "{CANARY}"')
    before = file.read_text()
    with pytest.raises(ConfigError, match="no keyring"):
        move_out(file, "lab", SecretPlace("keyring"))
    assert file.read_text() == before
    assert best_place(LAB) is None


def test_into_a_private_file(tmp_path: Path) -> None:
    file = written(tmp_path, f'url = "cp.example.net"\nlogin = "admin"\npassword = "{CANARY}"')
    profile, _ = move_out(file, "lab", SecretPlace("file", str(tmp_path / "keys" / "lab")))
    kept = tmp_path / "keys" / "lab"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert find_secret(profile, {}) == CANARY


def test_what_cannot_be_moved(tmp_path: Path, file_keyring: FileKeyring) -> None:
    file = written(tmp_path, 'url = "cp.example.net"\npassword = "one-1"\napi_key = "two-2"')
    with pytest.raises(ConfigError, match="different secrets: password, api_key"):
        move_out(file, "lab", SecretPlace("keyring"))
    with pytest.raises(ConfigError, match="no secret in the open"):
        move_out(file, "other", SecretPlace("keyring"))
    with pytest.raises(ConfigError, match="Nearest: lab"):
        move_out(file, "lba", SecretPlace("keyring"))
    with pytest.raises(ConfigError, match="keyring or file"):
        keep_secret(LAB, CANARY, SecretPlace("env", "X"))


def test_the_keyring_is_the_best_place(file_keyring: FileKeyring) -> None:
    assert best_place(LAB) == SecretPlace("keyring", "lab")
