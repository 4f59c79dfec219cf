"""`cloudflow-tui explain`: statuses, texts of servers and clients, conventions."""

from __future__ import annotations

import json

import pytest

from cloudflow_tui.__main__ import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["422", "--endpoint", "users.create"], "422 Unprocessable Entity"),
        (["not found"], "404 Not Found"),
        (["can't be blank"], "A required value is missing"),
        (["Undefined index: class in JSON.php on line 17"], "Fault: client. The API answered correctly."),
        (["Bad response ( code => 403, response => x )"], "403 Forbidden"),
        (["user:userpass"], "login and password"),
        (["light bulb"], "new in the release"),
        (["Limit rate field is invalid"], "Wording: until 5.5"),
        (["--topics"], "asterisk"),
    ],
)
def test_what_is_said(words: list[str], said: str, capsys: Capture) -> None:
    assert main(["explain", *words]) == 0
    assert said in capsys.readouterr().out


def test_a_number_within_a_known_text_is_no_status(capsys: Capture) -> None:
    assert main(["explain", "Frequency 234 is unknown. Expected values: [0, 1, 2]"]) == 0
    assert "234 Unknown" not in capsys.readouterr().out


def test_json(capsys: Capture) -> None:
    assert main(["explain", "Wrapper not found", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["status", "texts", "verdict", "topics"]
    assert data["verdict"]["fault"] == "client"


@pytest.mark.parametrize("words", [[], ["zzqxzz"]])
def test_nothing_known(words: list[str], capsys: Capture) -> None:
    assert main(["explain", *words]) == 2
    assert "cloudflow-tui:" in capsys.readouterr().err
