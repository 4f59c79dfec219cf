"""Words of the command line: help, version, and what is said when a word is wrong."""

from __future__ import annotations

import pytest

from cloudflow_tui import __version__
from cloudflow_tui.__main__ import main
from cloudflow_tui.cli.parser import COMMANDS, nearest

Capture = pytest.CaptureFixture[str]


def test_help_names_every_subcommand_and_exit_status(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name} " in text for name in COMMANDS)
    assert all(f"{code} " in text for code in (0, 2, 3, 4, 5, 6, 130))


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cloudflow-tui {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_has_help_with_examples(name: str, capsys: Capture) -> None:
    assert main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: cloudflow-tui {name}")
    assert f"cloudflow-tui {name} " in text.partition("examples:")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sned"], "Nearest: send"),
        (["sned", "users.list"], "Nearest: send"),
        (["hstory", "list", "--json"], "Nearest: history"),
        (["catalog", "serch"], "Nearest: search"),
        (["catalog", "list", "--efect", "read"], "Nearest: --effect"),
        (["catalog", "list", "--effect", "raed"], "nearest: read"),
        (["send", "users.list", "--formt", "xml"], "Nearest: --format"),
        (["send", "users.list", "--format", "jsn"], "nearest: json"),
        (["send", "users.list", "--output", "boddy"], "nearest: body"),
        (["--thme", "x"], "Nearest: --theme"),
        (["--demo", "--profile", "lab"], "not allowed with"),
        (["--demo", "send"], "cloudflow-tui send"),
        (["catalog"], "ACTION"),
        (["history", "show", "zero"], "no whole number"),
        (["history", "list", "--limit", "0"], "below 1"),
    ],
)
def test_a_wrong_word_is_answered_with_what_would_do(words: list[str], said: str, capsys: Capture) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_the_console_needs_a_terminal(capsys: Capture) -> None:
    assert main(["--demo"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_no_word_is_near_to_nothing() -> None:
    assert nearest("qqqq", COMMANDS) == []
