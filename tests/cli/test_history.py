"""`cloudflow-tui history`: what was sent, newest first, and one exchange in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.exchange import Failure, FailureKind, Outcome
from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from tests.factories import make_exchange, make_request, make_response
from tests.history.samples import add, begin

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file(home: Path) -> Path:
    return app_paths({"CLOUDFLOW_HOME": str(home)}).history_file


@pytest.fixture
def history(file: Path) -> Iterator[History]:
    opened = History.open(file)
    yield opened
    opened.close()


def test_nothing_was_sent_yet(capsys: Capture, home: Path) -> None:
    assert main(["history", "list"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "Nothing was sent yet.\n")
    assert main(["history", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert not home.exists()


def test_the_list_is_newest_first(history: History, capsys: Capture) -> None:
    add(history, make_exchange(), "no items")
    failure = Failure(FailureKind.TIMEOUT, "No answer.")
    add(history, make_exchange(outcome=Outcome.FAILED, failure=failure), "no answer: timed out")
    begin(history)
    assert main(["history", "list"]) == 0
    assert capsys.readouterr().out == (
        "3  2026-03-01T09:15:00Z  GET  /users.json  none         lab  sending\n"
        "2  2026-03-01T09:15:00Z  GET  /users.json  none  12 ms  lab  no answer: timed out\n"
        "1  2026-03-01T09:15:00Z  GET  /users.json  200   12 ms  lab  no items\n"
    )


def test_the_list_as_json(history: History, capsys: Capture) -> None:
    add(history)
    assert main(["history", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["status"], row["outcome"]) == (1, 200, "answered")
    assert row["started_at"] == "2026-03-01T09:15:00+00:00"


def test_words_and_limit(history: History, capsys: Capture) -> None:
    for path in ("/users.json", "/disks.json", "/disks/7.json"):
        add(history, make_exchange(request=make_request(path=path)))
    assert main(["history", "list", "disks", "--json"]) == 0
    assert [row["path"] for row in json.loads(capsys.readouterr().out)] == ["/disks/7.json", "/disks.json"]
    assert main(["history", "list", "--limit", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["history", "list", "no", "such", "thing"]) == 0
    assert capsys.readouterr().err == "Nothing in the history holds 'no such thing'.\n"


def test_show_prints_request_and_answer(history: History, capsys: Capture) -> None:
    request = make_request("POST", body=b'{"user":{"login":"zaza"}}', endpoint_id="users.create")
    response = make_response(422, b'{"errors":{"email":["can\'t be blank"]}}', reason="Unprocessable Entity")
    add(history, make_exchange(request=request, response=response))
    assert main(["history", "show", "1"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("POST /users.json HTTP/1.1\nHost: cp.example.com\n")
    assert "\nHTTP/1.1 422 Unprocessable Entity\n" in captured.out
    assert "email: can't be blank" in captured.err


def test_show_prints_what_was_asked_for(history: History, capsys: Capture) -> None:
    add(history)
    assert main(["history", "show", "1", "--output", "response"]) == 0
    assert capsys.readouterr().out.startswith("HTTP/1.1 200\n")
    assert main(["history", "show", "1", "--output", "request", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["url"] == "https://cp.example.com/users.json"
    assert main(["history", "show", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["explanation"]["title"] == "200 OK"


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.FAILED])
def test_show_says_that_no_answer_came(history: History, capsys: Capture, outcome: Outcome) -> None:
    add(history, replace(make_exchange(outcome=outcome), response=None))
    assert main(["history", "show", "1"]) == 0
    assert capsys.readouterr().out.endswith("\n(no answer)\n")


def test_show_of_an_endpoint_that_is_gone(history: History, capsys: Capture) -> None:
    add(history, make_exchange(request=make_request(endpoint_id="gone.list")))
    assert main(["history", "show", "1"]) == 0
    assert "200 OK" in capsys.readouterr().err


def test_an_unknown_number(history: History, capsys: Capture) -> None:
    assert main(["history", "show", "7"]) == 2
    said = capsys.readouterr().err
    assert "no exchange 7" in said
    assert "history list" in said


@pytest.mark.parametrize("words", [["show"], ["show", "0"], ["show", "x"], ["list", "--limit", "0"], ["lst"]])
def test_what_cannot_be_understood(capsys: Capture, words: list[str]) -> None:
    assert main(["history", *words]) == 2
    assert capsys.readouterr().out == ""


def test_a_damaged_history_is_told(file: Path, capsys: Capture) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b"nonsense" * 1000)
    assert main(["history", "list"]) == 0
    assert "Warning: The history was damaged and is now" in capsys.readouterr().err


def test_terminal_escapes_of_a_server_are_shown_not_obeyed(history: History, capsys: Capture) -> None:
    hostile = make_response(200, b"\x1b[2J", content_type="text/plain", reason="\x1b[31mred")
    add(history, make_exchange(response=hostile), "said \x1b[2J")
    assert main(["history", "show", "1"]) == 0
    assert main(["history", "list"]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err
