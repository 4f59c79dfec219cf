"""A HAR joins the history: once, masked, with the endpoints of its calls."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest

from cloudflow_tui.errors import HistoryError
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.comparing import compare_exchanges
from cloudflow_tui.workspace.har_import import import_har
from cloudflow_tui.workspace.reports import export
from tests.factories import make_exchange, make_request, make_response
from tests.history.samples import add, all_bytes
from tests.interchange.test_har import entry, har_of


@pytest.fixture
def har(tmp_path: Path) -> Path:
    return tmp_path / "some.har"


def test_ours_is_known_again(workspace: Workspace, har: Path) -> None:
    add(workspace.history)
    har.write_text(export(workspace, [1], "har").text)
    assert import_har(workspace, har).words == "0 added, 1 were here already."
    assert workspace.history.count() == 1


def test_ours_joins_another_history_once(workspace: Workspace, har: Path, tmp_path: Path) -> None:
    body = b'{"user":{"login":"zaza"}}'
    request = make_request("POST", body=body, endpoint_id="users.create")
    add(workspace.history, make_exchange(request=request, response=make_response(201, body)), "created")
    har.write_text(export(workspace, [1], "har").text)
    other = Workspace.open(workspace.profile, environ={"CLOUDFLOW_HOME": str(tmp_path / "other")})
    assert len(import_har(other, har, case_name="TCK-1").numbers) == 1
    assert import_har(other, har).known_count == 1
    assert other.history.cases.numbers("TCK-1") == [1]
    assert compare_exchanges(workspace.history.get(1), other.history.get(1)).is_equal
    other.close()


def test_that_of_a_browser(workspace: Workspace, har: Path) -> None:
    secret = b64encode(b"ann:kanarienvogel-7").decode()
    headers = [
        {"name": "authorization", "value": f"Basic {secret}"},
        {"name": "cookie", "value": "s=abcdefgh"},
    ]
    api = {"method": "GET", "url": "https://cp.example.com/users/17.json", "headers": headers}
    answer = {"status": 200, "content": {"text": '{"user":{"id":17,"echo":"kanarienvogel-7"}}'}}
    picture = {"method": "GET", "url": "https://cp.example.com/logo.png"}
    har.write_text(
        har_of(
            entry(request=api, response=answer),
            entry(request=picture),
            7,
            entry(request=api, response=answer),
        )
    )
    told: list[int] = []
    imported = import_har(workspace, har, only_api=True, on_progress=told.append)
    assert (len(imported.numbers), imported.known_count, imported.passed_over) == (1, 1, 2)
    assert told[-1] == 4
    (row,) = workspace.history.rows()
    assert (row.endpoint_id, row.login, row.object_kind, row.object_id) == ("users.get", "ann", "user", "17")
    on_disk = all_bytes(workspace.history.file)
    assert b"kanarienvogel-7" not in on_disk
    assert secret.encode() not in on_disk
    assert b"abcdefgh" not in on_disk


def test_what_stands_before_a_cut_is_kept(workspace: Workspace, har: Path) -> None:
    many = [entry(time=number, startedDateTime=f"2026-03-01T10:{number:02}:00Z") for number in range(60)]
    har.write_text(har_of(*many)[:-50])
    imported = import_har(workspace, har)
    assert "cut off after 59" in imported.words
    assert workspace.history.count() == 59


@pytest.mark.parametrize("text", ["", "nonsense", json.dumps({"log": []}), "\0" * 100])
def test_what_is_no_har(workspace: Workspace, har: Path, text: str) -> None:
    har.write_text(text)
    assert "no HAR" in import_har(workspace, har).note
    assert workspace.history.count() == 0


def test_no_such_file(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="cannot be read"):
        import_har(workspace, tmp_path / "none.har")
