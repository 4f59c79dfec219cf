"""Completion: what is offered at each place of a line, and that the shells take it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.cli.completing import words_of_line
from cloudflow_tui.paths import app_paths

Capture = pytest.CaptureFixture[str]


def offered(capsys: Capture, line: str, *options: str) -> list[str]:
    assert main(["completion", "words", *options, line]) == 0
    return capsys.readouterr().out.splitlines()


def words(capsys: Capture, line: str) -> list[str]:
    return [one.partition("\t")[0] for one in offered(capsys, line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a b", ["a", "b"]),
        ("a b ", ["a", "b", ""]),
        ("a 'b c", ["a", "b c"]),
        ('a "b ', ["a", "b "]),
        ("a", ["a"]),
    ],
)
def test_a_line_is_read_as_it_is_typed(line: str, expected: list[str]) -> None:
    assert words_of_line(line) == expected


def test_subcommands_and_endpoints(capsys: Capture) -> None:
    assert words(capsys, "cloudflow-tui se") == ["send", "settings"] + [
        one for one in words(capsys, "cloudflow-tui send se") if one.startswith("se")
    ]
    assert "users.create" in words(capsys, "cloudflow-tui send users.cr")
    assert words(capsys, "cloudflow-tui catalog sh") == ["show"]
    assert "users.create" in words(capsys, "cloudflow-tui catalog show users.cr")
    assert "GET" in words(capsys, "cloudflow-tui send G")


def test_parameters_required_ones_first_and_each_once(capsys: Capture) -> None:
    line = "cloudflow-tui send --profile lab users.create login=zaza "
    found = words(capsys, line)
    assert found[:2] == ["email=", "password="]
    assert "login=" not in found
    assert "role_ids[]=" in words(capsys, f"{line} role_ids[]=1 ro")
    assert words(capsys, "cloudflow-tui send GET /users/17 us") == []
    assert "required, " in offered(capsys, f"{line}em")[0]


def test_values(capsys: Capture, home: Path) -> None:
    assert words(capsys, "cloudflow-tui send users.create --format ") == ["json", "xml"]
    assert "python" in words(capsys, "cloudflow-tui send users.create --as py")
    line = "cloudflow-tui send virtual_servers.create required_virtual_machine_build="
    assert words(capsys, line) == [
        "required_virtual_machine_build=true",
        "required_virtual_machine_build=false",
    ]
    file = app_paths({"CLOUDFLOW_HOME": str(home)}).profiles_file
    file.parent.mkdir(parents=True)
    file.write_text('[profiles.lab]\nurl = "https://cp.example.net"\n')
    assert words(capsys, "cloudflow-tui send --profile ") == ["lab"]


def test_options_of_the_subcommand(capsys: Capture) -> None:
    assert "--dry-run" in words(capsys, "cloudflow-tui send --dr")
    assert "--json" in words(capsys, "cloudflow-tui catalog list --js")
    assert "--demo" in words(capsys, "cloudflow-tui --de")


def test_saved_requests(capsys: Capture, home: Path) -> None:
    folder = app_paths({"CLOUDFLOW_HOME": str(home)}).requests_folder
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('endpoint = "users.get"\ncall = "GET /users/:user_id"\n')
    assert words(capsys, "cloudflow-tui send @m") == ["@mine"]
    assert words(capsys, "cloudflow-tui send @mine u") == ["user_id="]


def program(tmp_path: Path) -> dict[str, str]:
    """An environment in which the shell finds this program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    file = folder / "cloudflow-tui"
    file.write_text(f'#!/bin/sh\nexec {sys.executable} -m cloudflow_tui "$@"\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    root = str(Path(__file__).parent.parent.parent)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": root}


def shell(name: str, tmp_path: Path, script: str, capsys: Capture) -> list[str]:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    assert main(["completion", name]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out)
    done = subprocess.run(
        [found, "-c", script],
        capture_output=True,
        text=True,
        env=program(tmp_path),
        cwd=tmp_path,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_bash_takes_it(tmp_path: Path, capsys: Capture) -> None:
    script = """
    source ./script
    compopt() { echo "compopt $*"; }
    COMP_LINE='cloudflow-tui send users.create em' COMP_POINT=34
    COMP_WORDS=(cloudflow-tui send users.create em) COMP_CWORD=3
    _cloudflow_tui; echo "${COMPREPLY[@]}"
    COMP_LINE='cloudflow-tui send virtual_servers.create required_virtual_machine_build=t' COMP_POINT=74
    COMP_WORDS=(cloudflow-tui send virtual_servers.create required_virtual_machine_build = t) COMP_CWORD=5
    _cloudflow_tui; echo "${COMPREPLY[@]}"
    """
    assert shell("bash", tmp_path, script, capsys) == ["compopt", "-o", "nospace", "email=", "true"]


def test_fish_takes_it(tmp_path: Path, capsys: Capture) -> None:
    script = "source ./script; complete -C 'cloudflow-tui send users.create em'"
    assert shell("fish", tmp_path, script, capsys)[0] == "email="


def test_zsh_takes_it(tmp_path: Path, capsys: Capture) -> None:
    script = """
    compdef() { :; }
    _describe() { shift 3; print -r -- ${(P)1}; }
    source ./script
    words=(cloudflow-tui send users.create em) CURRENT=4
    _cloudflow_tui
    """
    assert shell("zsh", tmp_path, script, capsys)[0].startswith("email=:required,")
