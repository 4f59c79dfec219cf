"""`cloudflow-tui history` as a tool: search, compare, export, import, replay, cases and prune."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cloudflow_tui.__main__ import main
from cloudflow_tui.history import History
from cloudflow_tui.paths import app_paths
from cloudflow_tui.sandbox.process import SandboxAddress
from tests.factories import make_exchange, make_request, make_response
from tests.history.samples import add
from tests.interchange.har_fields import har_faults

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    """1 and 2 read user 17, which changed meanwhile; 3 makes a user and is refused."""
    opened = History.open(app_paths({"CLOUDFLOW_HOME": str(home)}).history_file)
    for email in ("a@example.com", "b@example.com"):
        answer = make_response(200, b'{"user":{"id":17,"email":"%s","updated_at":"x"}}' % email.encode())
        request = make_request(path="/users/17.json", endpoint_id="users.get")
        add(opened, make_exchange(request=request, response=answer))
    post = make_request(
        "POST", body=b'{"user":{"login":"zaza","password":"hunter22"}}', endpoint_id="users.create"
    )
    add(opened, make_exchange(request=post, response=make_response(422, b'{"errors":{}}')), "refused")
    yield opened
    opened.close()


def out_of(capsys: Capture, *words: str, code: int = 0) -> str:
    assert main(["history", *words]) == code
    return capsys.readouterr().out


def test_search(history: History, capsys: Capture) -> None:
    assert out_of(capsys, "search", "status:422", "or", "refused", "--numbers") == "3\n"
    assert out_of(capsys, "list", "object:user/17", "--numbers") == "2\n1\n"
    assert out_of(capsys, "list", "--numbers", "--", "-users.create") == "2\n1\n"
    assert "status:>=400" in out_of(capsys, "search", "--fields")
    assert out_of(capsys, "search", "--complete", "users meth") == "users method:\n"


def test_a_query_that_is_wrong(history: History, capsys: Capture) -> None:
    assert main(["history", "search", "users status:abc"]) == 2
    assert "is no status. (column 14)" in capsys.readouterr().err


def test_groups_and_objects(history: History, capsys: Capture) -> None:
    assert out_of(capsys, "groups", "endpoint").split()[:2] == ["users.create", "1"]
    assert json.loads(out_of(capsys, "groups", "status", "--json"))[0]["key"] == "422"
    shown = out_of(capsys, "object", "user/17")
    assert 'email  "a@example.com"  #1' in shown
    assert 'email  "b@example.com"  #2' in shown
    assert len(json.loads(out_of(capsys, "object", "user/17", "--json"))["sightings"]) == 2
    out_of(capsys, "object", "user", code=2)


def test_compare(history: History, capsys: Capture) -> None:
    assert out_of(capsys, "compare", "1", "2") == (
        'body  changed  user.email  "a@example.com" -> "b@example.com"\n'
    )
    assert out_of(capsys, "compare", "2", "--check", code=2).count("user.email") == 1
    out_of(capsys, "compare", "1", "2", "--ignore", "email", "--check")
    assert '-     "email": "a@example.com",' in out_of(capsys, "compare", "1", "2", "--as", "unified")
    side = out_of(capsys, "compare", "1", "2", "--as", "side", "--width", "100")
    assert '~    4     "email": "a@example.com",' in side
    data = json.loads(out_of(capsys, "compare", "1", "2", "--json"))
    assert data["answer"]["changes"][0]["new"] == "b@example.com"
    out_of(capsys, "compare", "3", code=2)
    out_of(capsys, "compare", "1", "9", code=2)


def test_export_tells_what_was_masked(history: History, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert main(["history", "export", "1..3", "--as", "html", "--to", str(file), "--compare", "1:2"]) == 0
    said = capsys.readouterr().err
    assert "Masked: #3 request body user.password" in said
    assert "hunter22" not in file.read_text()
    assert main(["history", "export", "1", "--to", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    out_of(capsys, "export", "1", "--to", str(file), "--force")
    assert file.read_text().startswith("# Report")
    assert har_faults(json.loads(out_of(capsys, "export", "--query", "users", "--as", "har"))) == []
    assert out_of(capsys, "export", "1,2", "--as", "curl").count("\ncurl") == 2
    out_of(capsys, "export", code=2)
    out_of(capsys, "export", "x", code=2)
    out_of(capsys, "export", "99", code=2)


def test_import(history: History, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "some.har"
    out_of(capsys, "export", "1..3", "--as", "har", "--to", str(file))
    monkeypatch.setenv("CLOUDFLOW_HOME", str(tmp_path / "other"))
    assert main(["history", "import", str(file), "--case", "TCK-1"]) == 0
    assert capsys.readouterr().err == "3 added.\n"
    assert main(["history", "import", str(file)]) == 0
    assert capsys.readouterr().err == "0 added, 3 were here already.\n"
    assert out_of(capsys, "list", "case:TCK-1", "--numbers") == "3\n2\n1\n"
    file.write_text("nonsense")
    assert main(["history", "import", str(file)]) == 2


def test_a_case_from_open_to_report(history: History, capsys: Capture, tmp_path: Path) -> None:
    assert "TCK-1  open" in out_of(capsys, "case", "open", "TCK-1", "--title", "Cannot be made")
    out_of(capsys, "case", "tag", "TCK-1", "1", "3")
    out_of(capsys, "case", "untag", "TCK-1", "1")
    out_of(capsys, "case", "note", "TCK-1", "ask", "again")
    out_of(capsys, "case", "note", "look here", "--on", "3")
    (tmp_path / "log.txt").write_text("a line")
    out_of(capsys, "case", "attach", "TCK-1", str(tmp_path / "log.txt"))
    assert out_of(capsys, "case", "save", "TCK-1", "log.txt") == "a line"
    shown = out_of(capsys, "case", "show", "TCK-1")
    for part in ("Cannot be made", "1 exchange ", "ask again", "on 3: look here", "log.txt", "3  POST"):
        assert part in shown
    report = out_of(capsys, "export", "--case", "TCK-1")
    for part in ("# Report on TCK-1 Cannot be made", "ask again", "look here", "log.txt, 6 bytes"):
        assert part in report
    assert json.loads(out_of(capsys, "case", "list", "cannot", "--json"))[0]["exchange_count"] == 1
    assert "closed" in out_of(capsys, "case", "close", "tck-1")
    out_of(capsys, "case", "delete", "TCK-1")
    out_of(capsys, "case", "show", "TCK-1", code=2)
    out_of(capsys, "case", "open", code=2)
    out_of(capsys, "case", "opn", "x", code=2)


def test_prune_asks_first(history: History, capsys: Capture) -> None:
    assert main(["history", "prune", "--keep", "1"]) == 0
    said = capsys.readouterr().err
    assert "2 exchanges from 2026-03-01 to 2026-03-01 go" in said
    assert "Nothing was removed" in said
    assert history.count() == 3
    assert json.loads(out_of(capsys, "prune", "--keep", "1", "--yes", "--json"))["removed"] == 2
    assert history.count() == 1
    out_of(capsys, "prune", code=2)
    out_of(capsys, "prune", "--older-than", "soon", code=2)
    assert main(["history", "prune", "--max-size", "100mb", "--older-than", "900y"]) in (0, 2)


def test_every_errand_answers_in_json(history: History, capsys: Capture, tmp_path: Path) -> None:
    def asked(*words: str) -> Any:
        return json.loads(out_of(capsys, *words, "--json"))

    assert "status" in [one["name"] for one in asked("list", "--fields")]
    where = ("--url", "http://127.0.0.1:9", "--login", "ann")
    assert [(one["number"], one["trouble"]) for one in asked("replay", "1", "--dry-run", *where)] == [(1, "")]
    assert asked("case", "tag", "TCK-1", "1", "2") == {"case": "TCK-1", "tagged": 2}
    assert asked("case", "untag", "TCK-1", "2") == {"case": "TCK-1", "untagged": 1}
    (tmp_path / "log.txt").write_text("a line")
    assert [one["name"] for one in asked("case", "attach", "TCK-1", str(tmp_path / "log.txt"))] == ["log.txt"]
    assert asked("case", "delete", "TCK-1") == {"case": "TCK-1", "deleted": True}


def test_groups_say_what_they_need(capsys: Capture) -> None:
    assert main(["history", "groups"]) == 2
    said = capsys.readouterr().err
    assert "BY" in said
    assert "QUERY" not in said


def test_prune_remembers_limits_when_asked_to(history: History, capsys: Capture) -> None:
    assert main(["history", "prune", "--keep", "2", "--remember"]) == 0
    assert "1 exchange from" in capsys.readouterr().err
    assert json.loads(out_of(capsys, "prune", "--yes", "--json"))["removed"] == 1
    assert main(["history", "prune", "--forget"]) == 0
    assert history.count() == 2
    out_of(capsys, "prune", code=2)


def test_replay(history: History, capsys: Capture, on_sandbox: SandboxAddress) -> None:
    request = make_request(path="/version.json", endpoint_id="version.get")
    number = str(add(history, make_exchange(request=request)))
    assert main(["history", "replay", number, number, "--dry-run"]) == 0
    assert "/version" in capsys.readouterr().out
    (first,) = json.loads(out_of(capsys, "replay", number, "--json"))
    assert (first["repeats"], first["old_status"], first["status"]) == (4, 200, 200)
    assert first["number"] == 5
    assert main(["history", "replay", "3"]) == 2
    assert "change things again" in capsys.readouterr().err
    assert history.count() == 5


def test_a_request_is_sent_into_a_case(capsys: Capture, on_sandbox: SandboxAddress) -> None:
    assert main(["send", "version.get", "--case", "TCK-1", "--output", "none"]) == 0
    capsys.readouterr()
    assert out_of(capsys, "list", "case:TCK-1", "--numbers") == "1\n"
    assert main(["send", "version.get", "--case", "a,b"]) == 2
    assert out_of(capsys, "list", "--numbers") == "1\n"


@pytest.mark.parametrize("action", ["push", "pull"])
def test_a_team_store_must_be_named(home: Path, capsys: Capture, action: str) -> None:
    assert main(["history", action]) == 2
    assert "CLOUDFLOW_TEAM_STORE" in capsys.readouterr().err
