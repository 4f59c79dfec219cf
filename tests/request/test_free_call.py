"""Endpoints of calls that the catalog does not know."""

from __future__ import annotations

from cloudflow_tui.request.free_call import endpoint_of_call


def test_only_what_can_be_seen() -> None:
    endpoint = endpoint_of_call("DELETE", "/odd/:thing/parts/:part_id")
    assert [parameter.name for parameter in endpoint.parameters] == ["thing", "part_id"]
    assert (endpoint.effect, endpoint.answer.status, endpoint.is_complete) == ("destroy", 204, False)


def test_a_method_of_no_rest_is_taken_too() -> None:
    assert endpoint_of_call("OPTIONS", "/").answer.status == 200
