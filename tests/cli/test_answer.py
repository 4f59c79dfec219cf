"""What came back, as lines and as data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cloudflow_tui.cli.answer import check_filter, exchange_data, explanation_lines, response_lines
from cloudflow_tui.cli.exit_codes import ExitCode, code_of_exchange
from cloudflow_tui.diagnosis import explain
from cloudflow_tui.errors import UsageError
from cloudflow_tui.exchange import Failure, FailureKind, Outcome
from tests.factories import make_exchange, make_request, make_response


def test_a_response_as_lines() -> None:
    response = make_response(200, b'[{"a":1}]', reason="OK", headers=(("X-A", "1"),))
    lines = list(response_lines(response))
    assert lines[:4] == ["HTTP/1.1 200 OK", "Content-Type: application/json; charset=utf-8", "X-A: 1", ""]
    assert "".join(line.strip() for line in lines[4:]) == '[{"a": 1}]'


def test_an_explanation_as_lines() -> None:
    response = make_response(422, b'{"errors":{"email":["can\'t be blank"]}}')
    request = make_request("POST", endpoint_id="users.create")
    lines = list(explanation_lines(explain(make_exchange(request=request, response=response), None)))
    assert lines[0].startswith("422 Unprocessable Entity: ")
    assert "  email: can't be blank" in lines


def test_an_exchange_as_data() -> None:
    exchange = make_exchange(response=make_response(200, b"\xff[]"), number=3)
    data = exchange_data(exchange)
    assert (data["number"], data["outcome"], data["profile"]) == (3, "answered", "lab")
    assert data["response"]["body"] == "\ufffd[]"
    assert data["response"]["size_bytes"] == 3


def test_an_exchange_without_answer_as_data() -> None:
    failure = Failure(FailureKind.TIMEOUT, "No answer.")
    data = exchange_data(make_exchange(outcome=Outcome.FAILED, failure=failure))
    assert data["response"] is None
    assert data["failure"] == {
        "kind": "timeout",
        "message": "No answer.",
        "advice": "",
        "may_have_arrived": False,
    }


@pytest.mark.parametrize(
    ("status", "code"), [(200, 0), (201, 0), (204, 0), (302, 4), (404, 4), (422, 4), (500, 5), (503, 5)]
)
def test_the_exit_status_follows_the_answer(status: int, code: int) -> None:
    assert code_of_exchange(make_exchange(response=make_response(status))) == code


@pytest.mark.parametrize(
    ("outcome", "code"), [(Outcome.FAILED, ExitCode.NO_ANSWER), (Outcome.CANCELLED, ExitCode.CANCELLED)]
)
def test_the_exit_status_without_an_answer(outcome: Outcome, code: ExitCode) -> None:
    assert code_of_exchange(replace(make_exchange(outcome=outcome), response=None)) is code


def test_a_cut_answer_is_no_answer() -> None:
    assert code_of_exchange(make_exchange(outcome=Outcome.FAILED, response=make_response())) == 6


def test_filters_are_checked_before_anything_is_sent() -> None:
    check_filter(None)
    check_filter("[].user.login")
    check_filter("//user[id=2]/login")
    check_filter("[?path == '/users']")
    with pytest.raises(UsageError, match="column"):
        check_filter("//user[")
    with pytest.raises(UsageError, match=r"\(column \d+\): "):
        check_filter("[[")
