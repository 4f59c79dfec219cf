"""`cloudflow-tui profile`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cloudflow_tui.__main__ import main

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
    assert "production, read-only, destroy asks" in capsys.readouterr().out

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


def test_two_places_of_one_secret_are_refused(home: Path, capsys: Capture) -> None:
    assert add("lab", "--url", "cp.example.net", "--login", "a", "--keyring", "--password-env", "X") == 2
    assert "--password-env" in capsys.readouterr().err
    assert not home.exists()


def test_a_secret_in_the_address_is_not_repeated(capsys: Capture) -> None:
    assert add("lab", "--url", "https://admin:hunter2@cp.example.net") == 2
    assert "hunter2" not in capsys.readouterr().err


def test_a_profile_is_tried_out(
    on_sandbox: SandboxAddress, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_PASSWORD", on_sandbox.password)
    add("lab", "--url", on_sandbox.url, "--login", on_sandbox.login, "--password-env", "LAB_PASSWORD")
    capsys.readouterr()
    assert main(["profile", "test", "lab", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"profile": "lab", "status": 200, "version": "6.7.0-12"}
    assert "200 OK" in captured.err


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
