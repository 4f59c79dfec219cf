"""Actions of `cloudflow-tui profile` on secrets: with a keyring in a file, and without one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import read_profiles_file
from cloudflow_tui.sandbox.process import SandboxAddress, SandboxProcess
from tests.profiles.conftest import file_keyring, no_keyring
from tests.profiles.file_keyring import FileKeyring

__all__ = ["file_keyring", "no_keyring"]
Capture = pytest.CaptureFixture[str]
CANARY = "cAnArY-4711"


@pytest.fixture(scope="module")
def box() -> Iterator[SandboxAddress]:
    """A sandbox of its own: keys are made here."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CLOUDFLOW_")}
    process = SandboxProcess.spawn(seed=1, environ=environ)
    yield process.wait_ready(timeout_s=60)
    process.stop()


def write(text: str) -> Path:
    file = app_paths().profiles_file
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file


def test_a_secret_in_the_open_is_reported_and_moved(capsys: Capture, file_keyring: FileKeyring) -> None:
    file = write(f'[profiles.lab]\nurl = "cp.example.net"\nlogin = "ann"\npassword = "{CANARY}"\n')
    assert main(["profile", "list"]) == 2
    assert "profile secure lab" in capsys.readouterr().err
    assert main(["profile", "secure"]) == 0
    said = capsys.readouterr()
    assert "now lies in the entry lab of file keyring of the tests" in said.err
    assert CANARY not in said.err + said.out + file.read_text()
    assert file_keyring.get_password("cloudflow-tui", "lab") == CANARY
    assert main(["profile", "secure"]) == 0
    assert "No secret stands in the open" in capsys.readouterr().err
    assert main(["profile", "forget", "lab"]) == 0
    assert file_keyring.get_password("cloudflow-tui", "lab") is None


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_a_private_file_takes_it(capsys: Capture, tmp_path: Path) -> None:
    write(f'[profiles.lab]\nurl = "cp.example.net"\nlogin = "ann"\nsecret = "{CANARY}"\n')
    assert main(["profile", "secure", "lab"]) == 2
    assert "This system has no keyring" in capsys.readouterr().err
    assert main(["profile", "secure", "lab", "--file", str(tmp_path / "lab")]) == 0
    assert (tmp_path / "lab").read_text() == f"{CANARY}\n"


def test_a_profile_changes_over_to_a_key(
    capsys: Capture, file_keyring: FileKeyring, monkeypatch: pytest.MonkeyPatch, box: SandboxAddress
) -> None:
    monkeypatch.setenv("BOX", box.password)
    words = ["profile", "add", "box", "--url", box.url, "--login", box.login, "--password-env", "BOX"]
    assert main(words) == 0
    capsys.readouterr()
    assert main(["profile", "new-key", "admin", "--profile", "box"]) == 0
    key = capsys.readouterr().out.strip()
    assert len(key) > 20
    assert main(["profile", "use-key", "box", "--email", "admin@cloud.example.net"]) == 2
    assert "--key-env" in capsys.readouterr().err
    monkeypatch.setenv("NEW_KEY", key)
    email = mail_of_admin(capsys)
    assert main(["profile", "use-key", "box", "--email", email, "--key-env", "NEW_KEY"]) == 0
    profile = read_profiles_file(app_paths().profiles_file).profiles["box"]
    assert (profile.login, profile.login_kind) == (email, "api_key")
    capsys.readouterr()
    assert main(["profile", "test", "box"]) == 0
    said = capsys.readouterr().err
    assert "admin, with an API key" in said
    assert key not in said


def mail_of_admin(capsys: Capture) -> str:
    assert main(["send", "users.profile", "--profile", "box", "--filter", "user.email"]) == 0
    return capsys.readouterr().out.strip().strip('"')


def test_a_key_of_an_older_cloud(
    capsys: Capture, file_keyring: FileKeyring, monkeypatch: pytest.MonkeyPatch, box: SandboxAddress
) -> None:
    monkeypatch.setenv("BOX", box.password)
    main(["profile", "add", "box", "--url", box.url, "--login", box.login, "--password-env", "BOX"])
    assert main(["profile", "replace-key", "bob", "--profile", "box"]) == 2
    assert "locked out" in capsys.readouterr().err
    assert main(["profile", "replace-key", "bob", "--profile", "box", "--yes", "--keyring", "bob"]) == 0
    assert capsys.readouterr().out == ""
    assert file_keyring.get_password("cloudflow-tui", "bob")


def test_what_the_api_has_no_call_for(capsys: Capture) -> None:
    assert main(["profile", "keys"]) == 0
    captured = capsys.readouterr()
    assert "profile new-key USER" in captured.out
    assert "no call that lists or removes API keys" in captured.err


def test_production_wants_the_login_before_a_key_dies(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, box: SandboxAddress
) -> None:
    monkeypatch.setenv("BOX", box.password)
    where = ["--url", box.url, "--login", box.login, "--password-env", "BOX", "--production"]
    main(["profile", "add", "prod", *where, "--confirm", "change"])
    words = ["profile", "replace-key", "bob", "--profile", "prod", "--yes"]
    assert main(words) == 2
    assert "the login of what goes must be given: --name 'bob'" in capsys.readouterr().err
    assert main([*words, "--name", "eve"]) == 2
    assert main([*words, "--name", "bob"]) == 0
    capsys.readouterr()
    assert main(["profile", "new-key", "bob", "--profile", "prod"]) == 2
    assert "was not confirmed" in capsys.readouterr().err
    assert main(["profile", "new-key", "bob", "--profile", "prod", "--yes"]) == 0
