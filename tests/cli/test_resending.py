"""`send --resend`: what holds the object is waited for, then sent once."""

from __future__ import annotations

import asyncio
import json

import pytest

from cloudflow_tui.__main__ import main
from tests.transport.nasty_server import Route, nasty_server, says, whole
from tests.workspace.test_resending import in_turn, transaction

Capture = pytest.CaptureFixture[str]
REFUSED = whole(b'{"errors":["Virtual server is locked"]}', status="422 Unprocessable Entity")
MADE = whole(b'{"virtual_machine":{"id":7}}', status="201 Created")
STOP = ["send", "virtual_servers.stop", "virtual_machine_id=7", "--yes", "--output", "none"]


async def sent(routes: dict[str, Route], monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("cloudflow_tui.cli.resending.INTERVAL_S", 0.001)
    async with nasty_server(routes=routes) as server:
        monkeypatch.setenv("CLOUDFLOW_URL", server.url)
        return await asyncio.to_thread(main, list(words))


async def test_it_waits_then_sends_once(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = {
        "/virtual_machines/7/stop.json": in_turn(REFUSED, MADE),
        "/virtual_machines/7/transactions.json": in_turn(
            transaction("running"), transaction("running"), transaction("complete")
        ),
    }
    assert await sent(routes, monkeypatch, *STOP, "--resend") == 0
    said = capsys.readouterr().err
    for words in (
        "422 Unprocessable Entity",
        "Transaction 12 (stop_virtual_machine) is running on /virtual_machines/7.",
        "Waiting: transaction 12",
        "Sending it again, once.",
        "201 Created",
    ):
        assert words in said


async def test_there_is_no_third_attempt(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = {
        "/virtual_machines/7/stop.json": in_turn(REFUSED, REFUSED, MADE),
        "/virtual_machines/7/transactions.json": in_turn(transaction("running"), transaction("complete")),
    }
    assert await sent(routes, monkeypatch, *STOP, "--resend") == 4
    assert capsys.readouterr().err.count("Sending it again") == 1


async def test_nothing_holds_it_so_nothing_is_sent(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = {
        "/virtual_machines/7/stop.json": in_turn(REFUSED, MADE),
        "/virtual_machines/7/transactions.json": says(transaction("complete")),
    }
    assert await sent(routes, monkeypatch, *STOP, "--resend") == 4
    said = capsys.readouterr().err
    assert "No transaction that this account may see holds" in said
    assert "Sending it again" not in said


async def test_without_it_the_way_is_told(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    routes: dict[str, Route] = {"/virtual_machines/7/stop.json": says(REFUSED)}
    assert await sent(routes, monkeypatch, *STOP) == 4
    assert "add --resend" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("login", "code", "said"), [("zed", 6, "do not send it again"), ("other", 0, "Sending it again, once.")]
)
async def test_a_lost_creation_is_looked_for_first(
    login: str, code: int, said: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The creation is cut; then the list; then the second attempt."""
    listed = whole(json.dumps([{"user": {"id": 7, "login": login}}]).encode())
    made = whole(b'{"user":{"id":8,"login":"zed"}}', status="201 Created")
    answers = in_turn(b"", listed, made)
    words = ["send", "users.create", "login=zed", "email=z@example.net", "password=Geheim-2026"]
    assert await sent({"/users.json": answers}, monkeypatch, *words, "--resend", "--output", "none") == code
    assert said in capsys.readouterr().err
