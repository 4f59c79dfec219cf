"""Two exchanges beside each other, and one call over time."""

from __future__ import annotations

from cloudflow_tui.document.compare import VOLATILE_NAMES, CompareOptions
from cloudflow_tui.exchange import Failure, FailureKind, Outcome
from cloudflow_tui.workspace import Workspace
from cloudflow_tui.workspace.comparing import compare_exchanges, one_before, same_call
from tests.factories import make_exchange, make_request, make_response, make_timing
from tests.history.samples import add


def test_every_part_is_compared() -> None:
    old = make_exchange(
        request=make_request("POST", body=b'{"a":1}', headers=(("Content-Type", "application/json"),)),
        response=make_response(201, b'{"user":{"id":1,"updated_at":"a"}}', reason="Created"),
    )
    new = make_exchange(
        request=make_request("POST", body=b'{"a":2}', headers=(("Content-Type", "application/json"),)),
        response=make_response(200, b'{"user":{"id":1,"updated_at":"b"}}', reason="OK"),
        timing=make_timing(99.0),
    )
    compared = compare_exchanges(old, new, CompareOptions(ignored_names=VOLATILE_NAMES))
    assert (compared.answer.words, compared.answer.ignored) == ("no difference", ("updated_at",))
    assert [change.new for change in compared.answer_head.changes] == ["HTTP/1.1 200 OK"]
    assert [change.path for change in compared.request.changes] == ["a"]
    assert compared.request_head.is_equal
    assert compared.timing[-1] == ("in all", 12.0, 99.0)
    assert not compared.is_equal
    assert compare_exchanges(old, old).is_equal


def test_no_answer_beside_an_answer() -> None:
    failed = make_exchange(outcome=Outcome.FAILED, failure=Failure(FailureKind.CONNECT, "Nobody there."))
    compared = compare_exchanges(failed, make_exchange(response=make_response(200, b"{}")))
    assert compared.answer.words == "1 added"
    assert compared.answer_head.changes[0].old == "Nobody there."


def test_one_call_over_time(workspace: Workspace) -> None:
    history = workspace.history
    for path in ("/users/17.json?a=1,2", "/users/18.json", "/users/17.json?a=1,2"):
        add(history, make_exchange(request=make_request(path=path)))
    add(history, make_exchange(request=make_request("DELETE", "/users/17.json?a=1,2")))
    assert [row.number for row in same_call(history, 3)] == [3, 1]
    assert one_before(history, 3) == 1
    assert one_before(history, 1) is None
