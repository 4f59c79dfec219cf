"""`cloudflow-tui prove`: the pasted and the corrected request side by side, on sandboxes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main

Capture = pytest.CaptureFixture[str]
LINE = (
    "curl -u ann:pw-of-ann -d '"
    '{"user":{"login":"zaza","email":"zaza@example.net","password":"a-good-secret-7"}}'
    "' https://cp.example.net/users.json"
)


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    file = tmp_path / "ticket.txt"
    file.write_text(LINE, encoding="utf-8")
    return file


def test_the_report_has_both(pasted: Path, capsys: Capture) -> None:
    assert main(["prove", str(pasted)]) == 0
    captured = capsys.readouterr()
    assert "| Answer | 422 Unprocessable Entity | 201 Created |" in captured.out
    assert "- error `content-type-missing`" in captured.out
    assert "### Pasted" in captured.out
    assert "### Corrected" in captured.out
    assert "The correction is carried out: 422 Unprocessable Entity, then 201 Created." in captured.err
    for secret in ("pw-of-ann", "a-good-secret-7"):
        assert secret not in captured.out + captured.err


def test_as_json(pasted: Path, capsys: Capture) -> None:
    assert main(["prove", str(pasted), "--json", "--request", "1"]) == 0
    [proof] = json.loads(capsys.readouterr().out)
    assert (proof["pasted"]["is_good"], proof["corrected"]["is_good"]) == (False, True)
    assert proof["findings"][0]["rule"] == "content-type-missing"


@pytest.mark.parametrize("words", [["--request", "2"], []])
def test_nothing_to_prove(words: list[str], tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(LINE if words else "Dear support, it does not work.", encoding="utf-8")
    assert main(["prove", str(file), *words]) == 2
    assert ("no request 2" if words else "No request was found") in capsys.readouterr().err
