"""`cloudflow-tui profile`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.paths import app_paths
from cloudflow_tui.profiles import Profile, find_proxy_secret, find_secret, read_profiles_file
from tests.canaries import Canaries, leaky_panel

if TYPE_CHECKING:
    from cloudflow_tui.sandbox.process import SandboxAddress

Capture = pytest.CaptureFixture[str]


def add(*words: str) -> int:
    return main(["profile", "add", *words])


def test_add_show_list_remove(home: Path, capsys: Capture) -> None:
    assert add("lab", "--url", "cp.example.net", "--login", "admin", "--password-env", "LAB_PASSWORD") == 0
    assert add("prod", "--url", "https://cp.example.com", "--production", "--read-only", "--default") == 0
    capsys.readouterr()

    assert main(["profile", "show", "lab", "--json"]) == 0
    lab = json.loads(capsys.readouterr().out)
    assert lab["url"] == "https://cp.example.net"
    assert lab["secret"] == {"source": "env", "name": "LAB_PASSWORD", "then": []}

    assert main(["profile", "show"]) == 0
    assert "production, read-only, destroy asks, destroy wants the name" in capsys.readouterr().out

    assert main(["profile", "list", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["lab", "prod"]

    assert main(["profile", "remove", "prod"]) == 0
    capsys.readouterr()
    assert main(["profile", "list"]) == 0
    assert capsys.readouterr().out == "lab  https://cp.example.net  admin\n"


def test_no_profile_yet(capsys: Capture) -> None:
    assert main(["profile", "list"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "profiles.toml" in captured.err


def test_an_unknown_profile_offers_the_nearest(capsys: Capture) -> None:
    add("lab", "--url", "cp.example.net")
    assert main(["profile", "show", "lba"]) == 2
    assert "Nearest: lab" in capsys.readouterr().err


def test_several_places_of_a_secret_are_tried_in_order(home: Path, capsys: Capture) -> None:
    assert (
        add("lab", "--url", "cp.example.net", "--login", "a", "--keyring", "--ask", "--password-env", "X")
        == 0
    )
    text = app_paths().profiles_file.read_text()
    assert 'secret = { env = "X", keyring = true, prompt = true }' in text


def test_a_secret_in_the_address_is_not_repeated(capsys: Capture) -> None:
    assert add("lab", "--url", "https://admin:hunter2@cp.example.net", "--ask") == 0
    assert "hunter2" not in capsys.readouterr().err + app_paths().profiles_file.read_text()


def test_a_profile_is_tried_out(
    on_sandbox: SandboxAddress, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_PASSWORD", on_sandbox.password)
    add("lab", "--url", on_sandbox.url, "--login", on_sandbox.login, "--password-env", "LAB_PASSWORD")
    capsys.readouterr()
    assert main(["profile", "test", "lab", "--json"]) == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    steps = found.pop("steps")
    assert found == {
        "profile": "lab",
        "status": 200,
        "version": "6.7.0-12",
        "login": "admin",
        "roles": ["Administrator"],
    }
    assert [step["name"] for step in steps] == ["secret", "address", "TLS", "version", "user", "rights"]
    assert "ok  version  CloudFlow 6.7.0-12" in captured.err


def test_wrong_credentials_are_found_out(
    on_sandbox: SandboxAddress, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_PASSWORD", "wrong-one")
    add("lab", "--url", on_sandbox.url, "--login", on_sandbox.login, "--password-env", "LAB_PASSWORD")
    assert main(["profile", "test", "lab"]) == 4
    said = capsys.readouterr().err
    assert "401 Unauthorized" in said
    assert "wrong-one" not in said


def test_a_secret_that_is_nowhere_is_told(capsys: Capture) -> None:
    add("lab", "--url", "cp.example.net", "--login", "ann", "--password-env", "LAB_PASSWORD")
    assert main(["profile", "test", "lab"]) == 2
    assert "LAB_PASSWORD" in capsys.readouterr().err


def test_every_option_reaches_the_profile(home: Path, capsys: Capture) -> None:
    words = (
        "--url cp.example.net:8443/panel --login a@b.net --api-key --format xml --api-version 6.6 --timeout 9"
    )
    words += (
        " --connect-timeout 3 --proxy proxy:3128 --insecure --confirm change --colour violet --var zone=7"
    )
    assert add("lab", *words.split()) == 0
    profile = read_profiles_file(app_paths().profiles_file).profiles["lab"]
    assert profile == Profile(
        "lab",
        "https://cp.example.net:8443/panel",
        login="a@b.net",
        login_kind="api_key",
        api_version="6.6",
        format="xml",
        timeout_s=9.0,
        connect_timeout_s=3.0,
        proxy="http://proxy:3128",
        verify_tls=False,
        confirm_change=True,
        colour="violet",
        variables=(("zone", "7"),),
    )
    capsys.readouterr()
    assert main(["profile", "show", "lab"]) == 0
    shown = capsys.readouterr().out
    assert "NOT checked" in shown
    assert "every change asks, destroy asks" in shown


@pytest.mark.parametrize(("word", "advice"), [("zone", "--var name=value"), ("a b=1", "--var name=value")])
def test_variables_that_are_none(capsys: Capture, word: str, advice: str) -> None:
    assert add("lab", "--url", "cp.example.net", "--var", word) == 2
    assert advice in capsys.readouterr().err


def test_another_configuration(home: Path, tmp_path: Path, capsys: Capture) -> None:
    team = tmp_path / "team.toml"
    assert add("lab", "--url", "cp.example.net", "--config", str(team)) == 0
    assert team.exists()
    assert not app_paths().profiles_file.exists()
    capsys.readouterr()
    assert main(["profile", "list", "--config", str(team)]) == 0
    assert capsys.readouterr().out.startswith("lab ")
    assert main(["send", "users.list", "--config", str(team), "--profile", "lab", "--dry-run"]) == 0
    assert "GET /users.json" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").touch()
    assert add("lab", "--url", "cp.example.net", "--config", str(tmp_path / "file" / "x")) == 2
    assert "cannot be" in capsys.readouterr().err


def test_credentials_of_an_address_are_moved_out(home: Path, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "lab.secret"
    address = "https://ann:cAnArY%2F1@cp.example.net"
    proxy = "http://bob:cAnArY-2@p.example.net:3128"
    words = ["lab", "--url", address, "--proxy", proxy, "--password-file", str(file)]
    assert add(*words, "--proxy-secret", f"file={tmp_path / 'proxy.secret'}") == 0
    captured = capsys.readouterr()
    assert captured.err.count("The address carried a password.") == 2
    profile = read_profiles_file(app_paths().profiles_file).profiles["lab"]
    assert (profile.url, profile.login) == ("https://cp.example.net", "ann")
    assert (profile.proxy, profile.proxy_login) == ("http://p.example.net:3128", "bob")
    assert find_secret(profile, {}) == "cAnArY/1"
    assert find_proxy_secret(profile, {}) == "cAnArY-2"
    assert "cAnArY" not in app_paths().profiles_file.read_text() + captured.err + captured.out


def test_where_the_password_of_a_proxy_lies(capsys: Capture) -> None:
    where = ["--url", "cp.example.net", "--proxy", "p:3128", "--proxy-login", "bob"]
    assert add("lab", *where, "--proxy-secret", "env=PROXY_PW") == 0
    assert main(["profile", "show", "lab"]) == 0
    assert "http://p:3128 as bob, password from the environment variable PROXY_PW" in capsys.readouterr().out
    assert add("lab", *where, "--proxy-secret", "hunter2hunter2") == 2
    assert "hunter2" not in capsys.readouterr().err


def test_a_web_page_is_no_control_panel(capsys: Capture) -> None:
    with leaky_panel(Canaries()) as panel:
        assert add("lab", "--url", f"{panel.url}/page") == 0
        assert main(["profile", "test", "lab"]) == 6
    assert "No Control Panel answered" in capsys.readouterr().err
