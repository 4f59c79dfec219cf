"""Reading an exchange: path values, and what counts as an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from cloudflow_tui.diagnosis.case import case_of, is_write, path_values
from cloudflow_tui.document.body import Body
from cloudflow_tui.exchange import Response
from tests.diagnosis.samples import DELETE_USER, GET_USER, LIST_ERRORS, START_VS, answered, request


@pytest.mark.parametrize(
    ("template", "url", "values"),
    [
        ("/users/:user_id", "https://cp.example.net/users/17.json", [("user_id", "17")]),
        ("/users/:user_id", "https://cp.example.net/panel/users/17.xml?short", [("user_id", "17")]),
        ("/users/:user_id", "https://cp.example.net//users/17", [("user_id", "17")]),
        ("/users/:user_id", "https://cp.example.net/users/a%2Fb.json", [("user_id", "a/b")]),
        ("/users/:user_id/ips/:ip_id", "https://cp.example.net/users/1/ips/2.json",
         [("user_id", "1"), ("ip_id", "2")]),
        ("/users", "https://cp.example.net/users.json/page/2", []),
        ("/users/:user_id", "https://cp.example.net/users.json", []),
        ("/users/:user_id", "https://cp.example.net/roles/17.json", []),
        ("/users/:user_id", "https://cp.example.net/users/%1b%5b2J.json", [("user_id", "␛[2J")]),
    ],
)  # fmt: skip
def test_path_values(template: str, url: str, values: list[tuple[str, str]]) -> None:
    assert list(path_values(template, url)) == values


def test_writes_by_effect_and_by_method() -> None:
    assert is_write(request("DELETE /users/1.json"), DELETE_USER)
    assert not is_write(request("GET /users/1.json"), GET_USER)
    assert is_write(request("POST /x.json"), None)
    assert not is_write(request("GET /x.json"), None)


def test_errors_that_were_asked_for_are_no_complaint() -> None:
    exchange = answered(
        "GET /sysadmin_tools/infrastructure/errors/3.json", 200, '{"error":{"message":"boom"}}'
    )
    assert exchange.response is not None
    assert case_of(exchange, exchange.response, LIST_ERRORS).errors == ()
    assert [error.message for error in case_of(exchange, exchange.response, None).errors] == ["boom"]


def test_a_large_good_answer_is_not_called_broken() -> None:
    body = '[{"user":{"id":1,"note":"' + "x" * 300_000 + '"}}]'
    exchange = answered("GET /users.json", 200, body)
    assert exchange.response is not None
    case = case_of(exchange, exchange.response, None)
    assert (case.body.note, case.errors, case.facts.item_count) == ("", (), 1)


def test_a_stored_body_that_is_gone(tmp_path: Path) -> None:
    exchange = answered("POST /virtual_machines/1/startup.json", 422)
    gone = Response(422, body=Body(path=tmp_path / "gone", size_bytes=2_000_000))
    case = case_of(exchange, gone, START_VS)
    assert case.is_body_gone
    assert case.errors == ()
