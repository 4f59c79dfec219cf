"""`cloudflow-tui lint`: reports on stdout, stable JSON, exit status by what was found."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cloudflow_tui.__main__ import main

Capture = pytest.CaptureFixture[str]
LINE = 'curl –u user:userpass -X POST -d \'{"user":{"login":"zaza"}}\' http://onapp.test/users.json'


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    file = tmp_path / "ticket.txt"
    file.write_text(LINE, encoding="utf-8")
    return file


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_what_is_wrong_is_said(pasted: Path, capsys: Capture) -> None:
    assert main(["lint", str(pasted)]) == 2
    said = capsys.readouterr().out
    assert "× 1:6 A dash made by a word processor" in said
    assert "[typographic-dash]" in said
    assert "users.create" in said
    assert "What the shell really makes of it" in said


def test_json_is_stable(pasted: Path, capsys: Capture) -> None:
    assert main(["lint", str(pasted), "--json"]) == 2
    [report] = json.loads(capsys.readouterr().out)
    assert list(report) == ["request", "format", "dialect", "endpoint", "findings"]
    assert (report["format"], report["dialect"], report["endpoint"]) == ("curl", "bash", "users.create")
    assert report["request"]["method"] == "POST"
    assert report["findings"][0] == {
        "rule": "typographic-dash",
        "severity": "error",
        "parameter": None,
        "message": "A dash made by a word processor stands before an option.",
        "place": {"line": 1, "column": 6},
        "evidence": "–u",
        "fix": "Write plain hyphens",
    }
    missing = [one for one in report["findings"] if one["rule"] == "missing-required"]
    assert [one["parameter"] for one in missing] == ["email", "password"]
    main(["lint", str(pasted), "--json"])
    assert json.loads(capsys.readouterr().out) == [report]


def test_from_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    piped(monkeypatch, LINE.encode())
    assert main(["lint", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["endpoint"] == "users.create"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings(monkeypatch: pytest.MonkeyPatch, capsys: Capture, encoding: str) -> None:
    piped(monkeypatch, LINE.encode(encoding))
    assert main(["lint", "-", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["findings"][0]["rule"] == "typographic-dash"


def test_a_clean_request_is_fine(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "clean.txt"
    file.write_text("GET https://cp.example.com/users.json", encoding="utf-8")
    assert main(["lint", str(file)]) == 0
    assert "✓ nothing found" in capsys.readouterr().out


def test_the_corrected_line(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "one.txt"
    file.write_text("curl -u ann:hunter22 -d '{login:\"zed\"}' http://cp.example.com/users", encoding="utf-8")
    assert main(["lint", str(file), "--fix"]) == 2
    captured = capsys.readouterr()
    assert "https://cp.example.com/users.json" in captured.out
    assert '{"user": {"login": "zed"}}' in " ".join(captured.out.split()).replace("{ ", "{").replace(
        " }", "}"
    )
    assert "hunter22" not in captured.out + captured.err
    assert "missing-required" in captured.err


def test_another_dialect(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "one.txt"
    file.write_text("curl -d '{\"a\":1}' https://cp.example.com/users.json", encoding="utf-8")
    main(["lint", str(file), "--dialect", "cmd"])
    assert "cmd-single-quotes" in capsys.readouterr().out
    main(["lint", str(file), "--dialect", "bash"])
    assert "cmd-single-quotes" not in capsys.readouterr().out


def test_versions(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "one.txt"
    file.write_text("GET https://cp.example.com/billing/buckets.json", encoding="utf-8")
    assert main(["lint", str(file), "--api-version", "5.10"]) == 0
    assert main(["lint", str(file), "--api-version", "5.1"]) == 2
    assert "version-not-yet" in capsys.readouterr().out


def test_rules(capsys: Capture) -> None:
    assert main(["lint", "--rules", "hashtable"]) == 0
    assert "powershell-hashtable (error)" in capsys.readouterr().out
    assert main(["lint", "--rules", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 90


def test_a_rule_switched_off(pasted: Path, capsys: Capture) -> None:
    main(["lint", str(pasted), "--off", "typographic-dash"])
    assert "typographic-dash" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lint", "/nowhere/at/all"], "cannot be read"),
        (["lint", "{file}", "--off", "typografic-dash"], "Nearest: typographic-dash"),
        (["lint", "{file}", "--dialect", "zsh"], "no dialect is called"),
    ],
)
def test_bad_usage(words: list[str], said: str, pasted: Path, capsys: Capture) -> None:
    assert main([word.replace("{file}", str(pasted)) for word in words]) == 2
    assert said in capsys.readouterr().err


def test_nothing_to_read(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear support, it does not work.", encoding="utf-8")
    assert main(["lint", str(file)]) == 2
    assert "No request was found" in capsys.readouterr().err
    assert main(["lint", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_more_than_is_read_is_said(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "long.txt"
    file.write_text("GET https://cp.example.com/version.json\n" * 1001, encoding="utf-8")
    main(["lint", str(file), "--json"])
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)) == 1000
    assert "Only the first 1000 requests were read" in captured.err


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("curl -u ann:pw -X POST -H 'Content-Type: appli", "incomplete-line"),
        (
            "curl -u $(touch {pwned}):x https://cp.example.com/users.json; touch {pwned}",
            "command-substitution",
        ),
        ("curl -d `touch {pwned}` https://cp.example.com/users.json", "command-substitution"),
        (
            "A letter before.\n" * 500
            + "curl –u ann:pw https://cp.example.com/users.json\n"
            + "And after.\n" * 500,
            "typographic-dash",
        ),
    ],
)
def test_bad_input_is_shown_and_never_run(text: str, rule: str, tmp_path: Path, capsys: Capture) -> None:
    pwned = tmp_path / "pwned"
    file = tmp_path / "ticket.txt"
    file.write_text(text.replace("{pwned}", str(pwned)), encoding="utf-8")
    main(["lint", str(file), "--json"])
    [report] = json.loads(capsys.readouterr().out)
    assert rule in [one["rule"] for one in report["findings"]]
    assert not pwned.exists()
