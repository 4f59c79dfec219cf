"""Where the fault lies: request, server, client or network."""

from __future__ import annotations

import pytest

from cloudflow_tui.diagnosis import explain
from cloudflow_tui.diagnosis.verdict import verdict_of_exchange, verdict_of_text
from cloudflow_tui.exchange import Exchange, FailureKind, Outcome
from tests.diagnosis.samples import AT, CREATE_USER, LIST_USERS, answered, failed, request


def fault_of(exchange: Exchange) -> str:
    return verdict_of_exchange(exchange, explain(exchange, CREATE_USER)).fault


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (201, '{"user":{"id":7}}', "none"),
        (422, '{"errors":{"login":["can\'t be blank"]}}', "request"),
        (404, '{"errors":["Resource not found"]}', "request"),
        (401, "", "request"),
        (301, "", "request"),
        (500, "<html></html>", "server"),
        (502, "", "network"),
        (200, '{"message":"x","error":"Locations with IDs [3] are unavailable"}', "request"),
        (200, '[{"user":{"id":1}}]', "none"),
    ],
)
def test_answers(status: int, body: str, fault: str) -> None:
    assert fault_of(answered("POST /users.json", status, body)) == fault


@pytest.mark.parametrize(
    "kind", [FailureKind.ADDRESS, FailureKind.CONNECT, FailureKind.TLS, FailureKind.TIMEOUT, FailureKind.CUT]
)
def test_no_answer(kind: FailureKind) -> None:
    assert fault_of(failed("POST /users.json", kind)) == "network"


def test_an_unknown_outcome_blames_nobody() -> None:
    assert fault_of(Exchange(request("POST /users.json"), Outcome.SENDING, AT)) == "unknown"


def test_a_healthy_read_says_that_the_api_answered_correctly() -> None:
    exchange = answered("GET /users.json", 200, "[]")
    verdict = verdict_of_exchange(exchange, explain(exchange, LIST_USERS))
    assert verdict.fault == "none"
    assert "answered correctly" in verdict.reason


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Undefined index: class in JSON.php", "client"),
        ("there is no data for given period or something went wrong", "client"),
        ("Wrapper not found", "client"),
        ("There are no configured billing plans on this server", "client"),
        ("curl: (6) Could not resolve host: –u", "network"),
        ("curl: (60) SSL certificate problem: unable to get local issuer certificate", "network"),
        ("has already been taken", "request"),
        ("We're sorry, but something went wrong.", "server"),
        ("zzqx", "unknown"),
    ],
)
def test_texts(text: str, fault: str) -> None:
    assert verdict_of_text(text).fault == fault


def test_texts_of_clients_say_that_the_api_answered_correctly() -> None:
    for text in (
        "Undefined index: class in JSON.php",
        "there is no data for given period or something went wrong",
    ):
        assert verdict_of_text(text).reason == "The API answered correctly."
